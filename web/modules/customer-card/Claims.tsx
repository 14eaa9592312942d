import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { claims } from '#contract/customer.ts'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { links } from '../../links.ts'
import { Chip } from '../../ui/Chip.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { Money } from '../../ui/Money.tsx'
import { When } from '../../ui/When.tsx'
import './customer-card.css'

type Claim = z.output<typeof claims.output>['items'][number]

const SHOWN = 5

const One = ({ claim }: { readonly claim: Claim }) => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  const number = <span className='no'>{claim.number}</span>
  return (
    <li>
      <span>{claim.id ? <Go className='link' to={links.complaint(claim.id)}>{number}</Go> : number} {claim.unitName}</span>
      <span className='claim-s'>{claim.same.map((same) => <Chip key={same}>{term('sameClaim', same)}</Chip>)}</span>
      <small className='muted'><InZone zone={claim.timeZone}><When at={claim.receivedAt} /></InZone> · {claim.outcome ? term('outcome', claim.outcome) : t('claims.open')}{claim.settledFen !== null && claim.settledFen > 0 && <> · <Money fen={claim.settledFen} /></>}</small>
    </li>
  )
}

/** B6: what else there is of the same phone, order or picture, in whatever shop. Facts, no judgement; this complaint is answered on its merits. Nothing to tell, nothing shown. */
export const Claims = ({ complaintId }: { readonly complaintId: string }) => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  const { data } = useAsk(claims, { complaintId })
  if (!data || (data.items.length === 0 && data.marks.length === 0)) return null
  const [first, rest] = [data.items.slice(0, SHOWN), data.items.slice(SHOWN)]
  return (
    <section className='claims' aria-label={t('claims.title')}>
      <h3 className='sub-h'>{t('claims.title')}</h3>
      <p className='muted'>{t('claims.hint')}</p>
      {data.marks.map((mark) => <p key={mark.id} className='conduct-l'><b>{term('markKind', mark.kind)}</b> {mark.reason} <small className='muted'>{t('marks.by', { asked: mark.askedBy.name, decided: mark.decidedBy?.name ?? '', until: mark.until })}</small></p>)}
      <ul>{first.map((claim) => <One key={claim.number} claim={claim} />)}</ul>
      {rest.length > 0 && <details><summary>{t('claims.more', { count: rest.length })}</summary><ul>{rest.map((claim) => <One key={claim.number} claim={claim} />)}</ul></details>}
    </section>
  )
}
