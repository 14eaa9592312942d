import { useTranslation } from 'react-i18next'
import { customer } from '#contract/customer.ts'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { Money } from '../../ui/Money.tsx'
import { When } from '../../ui/When.tsx'
import './customer-card.css'

/** B4: whom something is decided about: since when they come, whether they may come again, who listens to them, what they were given. */
export const Relation = ({ customerId }: { readonly customerId: string }) => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  const { data } = useAsk(customer, { id: customerId })
  if (!data) return null
  const { customer: who, asked } = data
  const facts = [
    ['since', <When key='since' at={who.since} />], ['relationKind', who.relationKind && term('relationKind', who.relationKind)], ['repeatChance', who.repeatChance && term('degree', who.repeatChance)], ['wordOfMouth', who.wordOfMouth && term('degree', who.wordOfMouth)],
    ['complaints', t('complaintCount', { count: data.complaints.length })], ['given', <Money key='given' fen={data.givenFen} />], ['satisfied', asked.answered > 0 && t('relation.ofAsked', { satisfied: asked.satisfied, answered: asked.answered })],
  ] as const
  return (
    <section className='relation' aria-label={t('relation.title')}>
      <h3 className='sub-h'>{t('relation.title')}</h3>
      <dl>{facts.map(([name, value]) => (value ? <div key={name}><dt>{t(`relation.${name}`)}</dt><dd>{value}</dd></div> : null))}</dl>
      {who.relation && <p className='pre muted'>{who.relation}</p>}
    </section>
  )
}
