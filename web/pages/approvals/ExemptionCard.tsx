import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Urgency } from '#contract/packs.ts'
import type { exemptions } from '#contract/statute.ts'
import { Go } from '../../app/Go.tsx'
import { say } from '../../app/i18n.ts'
import { links } from '../../links.ts'
import { UrgencyTag } from '../../modules/complaint/UrgencyTag.tsx'
import { DecideExemption } from '../../modules/statute/DecideExemption.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'

interface Props { readonly item: z.output<typeof exemptions.output>['items'][number]; readonly at: number; readonly isAt: boolean }

/** A colleague holds that a rule of law does not apply: which, to what, and why. */
export const ExemptionCard = ({ item, at, isAt }: Props) => {
  const { t } = useTranslation('approvals')
  const head = (
    <>
      <span className='apr-t'><span><UrgencyTag urgency={item.urgency as Urgency} /> {item.customerName}</span><b>{t('statute:card')}</b></span>
      <span className='apr-m'><span className='no'>{item.number}</span><span>{item.unitName}</span><span>{t('by', { name: item.askedBy.name })}　<When at={item.askedAt} /></span></span>
    </>
  )
  return (
    <li data-row={at} className={isAt ? 'at' : ''}>
      <Section className='apr' title={head}>
        <div className='card-b'>
          <dl className='apr-why'>
            <div><dt>{t('statute:cardRule')}</dt><dd>{say(item.text)}<small>{t('statute:basis', { basis: say(item.basis) })}</small></dd></div>
            <div><dt>{t('statute:cardWhy')}</dt><dd className='pre'>{item.reason}</dd></div>
            <div><dt>{t('statute:cardPoint')}</dt><dd className='pre'>{item.pointText}</dd></div>
            <div><dd><Go className='link' to={links.complaint(item.complaintId)}>{t('open')}</Go></dd></div>
          </dl>
        </div>
        <div className='card-b'><DecideExemption exemption={item} /></div>
      </Section>
    </li>
  )
}
