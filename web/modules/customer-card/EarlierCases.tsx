import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { customer } from '#contract/customer.ts'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { money } from '../../ui/money.ts'
import { InZone } from '../../ui/InZone.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import './customer-card.css'

type Known = z.output<typeof customer.output>

const Earlier = ({ each }: { readonly each: Known['complaints'][number] }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const end = each.satisfied === null ? null : each.satisfied ? t('customer.satisfied') : t('customer.dissatisfied')
  return (
    <li>
      <Go to={links.complaint(each.id)}><b>{each.firstWords}</b></Go>
      <small><span className='no'>{each.number}</span><span>{each.unitName}</span><InZone zone={each.timeZone}><When at={each.registeredAt} /></InZone></small>
      <small><span>{term('stage', each.stage)}</span>{each.givenFen > 0 && <span>{t('customer.given', { amount: money(each.givenFen) })}</span>}{end && <span>{end}</span>}</small>
    </li>
  )
}

/** Nobody should have to tell it twice: what this customer told us before and what came of it. */
export const EarlierCases = ({ customerId, except }: { readonly customerId: string; readonly except?: string | undefined }) => {
  const { t } = useTranslation('case')
  const { data } = useAsk(customer, { id: customerId })
  const others = data?.complaints.filter((each) => each.id !== except) ?? []
  if (!data) return <p className='muted'>{t('common:loading')}</p>
  if (others.length === 0) return <p className='muted'>{t('customer.first')}</p>
  return (
    <>
      {data.givenFen > 0 && <p className='muted'>{t('customer.givenSum', { amount: money(data.givenFen), year: money(data.givenThisYearFen) })}</p>}
      <ul className='earlier'>{others.slice(0, 5).map((each) => <Earlier key={each.id} each={each} />)}</ul>
    </>
  )
}
