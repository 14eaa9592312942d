import { useTranslation } from 'react-i18next'
import type { PointView } from '#contract/complaint.ts'
import type { PackView } from '#contract/packs.ts'
import type { Remedy, RemedyState } from '#contract/remedy.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { Chip, type ChipTone } from '../../ui/Chip.tsx'
import { Money } from '../../ui/Money.tsx'
import { When } from '../../ui/When.tsx'
import { Chain } from './Chain.tsx'
import { positionName, principleName } from './Needs.tsx'
import { pointNo } from './proposal.ts'
import { Thread } from './Thread.tsx'
import './remedy.css'

const TONE: Readonly<Partial<Record<RemedyState, ChipTone>>> = { awaitingApproval: 'warn', approved: 'primary', offered: 'primary', countered: 'warn', agreed: 'good', fulfilled: 'good' }

/** The items of a proposal as on the paper. */
export const Items = ({ items, totalFen, points }: { readonly items: Remedy['items']; readonly totalFen: number; readonly points?: readonly PointView[] | undefined }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  return (
    <table className='items'>
      <thead className='sr'><tr><th>{t('propose.kind')}</th><th>{t('propose.amount')}</th></tr></thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td>{item.note ? t('propose.withNote', { kind: term('remedyKind', item.kind), note: item.note }) : term('remedyKind', item.kind)}{points && points.length > 1 && <small>{t('propose.point', { no: pointNo(points, item.pointId) })}</small>}</td>
            <td>{item.amountFen > 0 ? <Money fen={item.amountFen} /> : '—'}</td>
          </tr>
        ))}
      </tbody>
      <tfoot><tr><th scope='row'>{t('propose.sum')}</th><td><Money fen={totalFen} /></td></tr></tfoot>
    </table>
  )
}

const Approval = ({ remedy, positions }: { readonly remedy: Remedy; readonly positions: PackView['positions'] }) => {
  const { t } = useTranslation('case')
  const names = remedy.approver?.people?.map((person) => person.name).join(t('common:listSeparator'))
  const long = remedy.steps.length > 1
  const late = remedy.steps.some((step) => step.climbedAt !== null)
  return (
    <ul className='verdicts'>
      {remedy.approvals.map((approval) => (
        <li key={approval.at}>
          <b>{approval.verdict === 'approved' ? t('remedy.approvedBy', { name: approval.by.name }) : t('remedy.returnedBy', { name: approval.by.name })}</b>{approval.asDeputyOf && t(approval.delegated ? 'remedy.forLender' : 'remedy.forAbsent', { name: approval.asDeputyOf.name })}{approval.via === 'link' && t('remedy.byLink')}　<When at={approval.at} />
          {approval.comment && <q>{approval.comment}</q>}
        </li>
      ))}
      {remedy.state === 'awaitingApproval' && remedy.approver && <li>{t('remedy.waitsFor', { position: positionName(positions, remedy.approver.positionCode) })}{!long && names && t('remedy.people', { names })}</li>}
      {(long || late) && remedy.state === 'awaitingApproval' && <li><Chain steps={remedy.steps} positions={positions} /></li>}
      {!remedy.approver && remedy.approvals.length === 0 && <li>{t('remedy.withinLimit', { name: remedy.proposedBy.name })}</li>}
    </ul>
  )
}

interface Props { readonly remedy: Remedy; readonly points: readonly PointView[]; readonly positions: PackView['positions']; readonly principles: PackView['principles']; readonly customerName: string }

/** One proposal: items, why, who decided by which rule, and how the customer and we went on from there. */
export const RemedyView = ({ remedy, points, positions, principles, customerName }: Props) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { why, version } = remedy.decidedBy
  return (
    <article className='rem' aria-label={t('remedy.no', { no: remedy.no })}>
      <p className='rem-h'><b>{t('remedy.no', { no: remedy.no })}</b><Chip tone={TONE[remedy.state]}>{term('remedyState', remedy.state)}</Chip>{remedy.exception && <Chip tone='warn'>{t('remedy.exception')}</Chip>}<span className='sp' /><span className='muted'>{remedy.proposedBy.name}　<When at={remedy.proposedAt} /></span></p>
      <Items items={remedy.items} totalFen={remedy.totalFen} points={points} />
      <p className='rem-why'><span>{t('remedy.reason')}</span>{remedy.reason}</p>
      {remedy.exception && <p className='rem-why'><span>{t('remedy.exceptionOf', { principle: principleName(principles, remedy.exception.principle) })}</span>{remedy.exception.why}</p>}
      {remedy.opinions.length > 0 && <p className='rem-why'><span>{t('remedy.opinions')}</span>{remedy.opinions.map((one) => t(one.why ? 'remedy.opinionWhy' : 'remedy.opinion', { number: one.number, finding: term('expertFinding', one.finding), why: one.why })).join(t('common:listSeparator'))}</p>}
      <p className='rem-why'><span>{t('remedy.rule')}</span>{why ? say(why) : remedy.decidedBy.rule}<small>{t('remedy.version', { table: term('table', remedy.decidedBy.table), version })}</small></p>
      <Approval remedy={remedy} positions={positions} />
      <Thread remedy={remedy} customerName={customerName} />
    </article>
  )
}
