import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { say } from '../../app/i18n.ts'
import './customer-card.css'

type CustomerClass = PackView['classes'][number]

/** B2: what this class of customer is like, what they usually complain about, and how to treat them. */
export const ClassGuidance = ({ customerClass }: { readonly customerClass: CustomerClass }) => {
  const { t } = useTranslation('case')
  return (
    <div className='class-g'>
      <p className='class-g-t'>{say(customerClass.label)}</p>
      <dl className='kv'>
        <dt>{t('customer.traits')}</dt><dd>{say(customerClass.traits)}</dd>
        <dt>{t('customer.typical')}</dt><dd>{say(customerClass.typical)}</dd>
        <dt>{t('customer.guidance')}</dt><dd>{say(customerClass.guidance)}</dd>
      </dl>
    </div>
  )
}
