import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { desk } from '#contract/casefile.ts'
import { installed, type PackView, type Urgency } from '#contract/packs.ts'
import { heldMessages } from '#contract/commitment.ts'
import { advice, type Approval, approvals } from '#contract/remedy.ts'
import { exemptions } from '#contract/statute.ts'
import { Asked } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { Go, useGo } from '../../app/Go.tsx'
import { say, useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useKeys } from '../../app/keys.tsx'
import { useAsk } from '../../app/query.ts'
import { useRows } from '../../app/rows.ts'
import { useCan } from '../../app/session.tsx'
import { UrgencyTag } from '../../modules/complaint/UrgencyTag.tsx'
import { Chain } from '../../modules/remedy/Chain.tsx'
import { DecideForm } from '../../modules/remedy/DecideForm.tsx'
import { limitWith } from '../../modules/remedy/limit.ts'
import { PrecedentBand } from '../../modules/remedy/PrecedentBand.tsx'
import { PrecedentList } from '../../modules/remedy/PrecedentList.tsx'
import { principleName } from '../../modules/remedy/Needs.tsx'
import { Items } from '../../modules/remedy/RemedyView.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { Money } from '../../ui/Money.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { Delegations } from './Delegations.tsx'
import { ExemptionCard } from './ExemptionCard.tsx'
import { ExtensionCard } from './ExtensionCard.tsx'
import { HeldCard } from './HeldCard.tsx'
import './approvals.css'

const MINUTE = 60_000

const Precedents = ({ approval }: { readonly approval: Approval }) => {
  const { data } = useAsk(advice, { complaintId: approval.complaintId })
  return (
    <div className='apr-band'>
      {data ? <><PrecedentBand precedents={data.precedents} oursFen={approval.totalFen} givenFen={data.givenFen} limitFen={limitWith(data, approval.items.map((item) => item.kind))} /><PrecedentList items={data.precedents.items} /></> : <div className='band bone-band' />}
    </div>
  )
}

const Head = ({ approval }: { readonly approval: Approval }) => {
  const { t } = useTranslation('approvals')
  return (
    <>
      <span className='apr-t'><span><UrgencyTag urgency={approval.urgency as Urgency} /> {approval.customerName}</span><b><Money fen={approval.totalFen} /></b></span>
      <span className='apr-m'><span className='no'>{approval.number}</span><span>{approval.unitName}</span><span>{t('by', { name: approval.proposedBy.name })}　<When at={approval.proposedAt} /></span></span>
    </>
  )
}

const Rule = ({ approval, positions, principles }: { readonly approval: Approval; readonly positions: PackView['positions']; readonly principles: PackView['principles'] }) => {
  const { t } = useTranslation('approvals')
  const term = useTerm()
  const { why, rule, table, version } = approval.decidedBy
  const position = positions.find((each) => each.code === approval.positionCode)
  return (
    <dl className='apr-why'>
      <div><dt>{t('reason')}</dt><dd className='pre'>{approval.reason}</dd></div>
      {approval.exception && <div><dt><Chip tone='warn'>{t('exception', { principle: principleName(principles, approval.exception.principle) })}</Chip></dt><dd className='pre'>{approval.exception.why}</dd></div>}
      {(approval.steps.length > 1 || approval.steps.some((step) => step.dueAt)) && <div><dt>{t('steps')}</dt><dd><Chain steps={approval.steps} positions={positions} /></dd></div>}
      <div><dt>{t('rule', { position: position ? say(position.label) : positions.length > 0 ? approval.positionCode : '…' })}</dt><dd>{why ? say(why) : rule}<small>{t('version', { table: term('table', table), version })}</small></dd></div>
    </dl>
  )
}

const One = ({ approval, positions, principles, at, isAt }: { readonly approval: Approval; readonly positions: PackView['positions']; readonly principles: PackView['principles']; readonly at: number; readonly isAt: boolean }) => {
  const { t } = useTranslation('approvals')
  return (
    <li data-row={at} className={isAt ? 'at' : ''}>
      <Section className='apr' title={<Head approval={approval} />}>
        <div className='card-b apr-b'>
          <div>
            <Items items={approval.items} totalFen={approval.totalFen} />
            <Rule approval={approval} positions={positions} principles={principles} />
            <p><Go className='link' to={links.complaint(approval.complaintId)}>{t('open')}</Go></p>
          </div>
          <Precedents approval={approval} />
        </div>
        <div className='card-b'><DecideForm remedyId={approval.remedyId} version={approval.version} totalFen={approval.totalFen} whyNotApprove={approval.whyNot} whyNotReturn={approval.whyNot} /></div>
      </Section>
    </li>
  )
}

/** The key leads to the button; pressing it stays a decision of its own. */
const focusOn = (row: number) => document.querySelector<HTMLElement>(`[data-row="${row}"] .decide .ant-btn-primary`)?.focus()

/** How much waits, in words: remedies, and more time. */
const useSub = (remedies: number, extensions: number, held: number, exempt: number) => {
  const { t } = useTranslation('approvals')
  const parts = [...(remedies > 0 ? [t('count', { count: remedies })] : []), ...(extensions > 0 ? [t('countExtensions', { count: extensions })] : []), ...(held > 0 ? [t('countHeld', { count: held })] : []), ...(exempt > 0 ? [t('countExemptions', { count: exempt })] : [])]
  return parts.length > 0 ? parts.join(t('countSeparator')) : undefined
}

const PAGE = 50

const useWaiting = () => {
  const can = useCan()
  const remedies = useInfiniteQuery({
    queryKey: [approvals.route, 'pages'], initialPageParam: '', placeholderData: keepPreviousData, refetchInterval: MINUTE,
    queryFn: ({ pageParam }) => call(approvals, { limit: PAGE, ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (page) => page.next,
  })
  const todo = useAsk(desk, {}, { refetchInterval: MINUTE })
  const held = useAsk(heldMessages, {}, { refetchInterval: MINUTE, enabled: can('commitment.read') }).data?.items ?? []
  const exempt = useAsk(exemptions, {}, { refetchInterval: MINUTE, enabled: can('statute.read') }).data?.items ?? []
  return { remedies, held, exempt, items: remedies.data?.pages.flatMap((page) => page.items) ?? [], all: remedies.data?.pages[0]?.count ?? 0, extensions: (todo.data?.items ?? []).flatMap(({ complaintId, ...item }) => (item.kind === 'extension' && complaintId ? [{ ...item, complaintId }] : [])) }
}

/** What waits for my yes, with the figures to decide on; usable with one thumb from a taxi. */
export const ApprovalsPage = () => {
  const { t } = useTranslation('approvals')
  const { remedies, items, all, extensions, held, exempt } = useWaiting()
  const pack = useAsk(installed, {}).data
  const go = useGo()
  const first = items.length + extensions.length
  const count = first + held.length + exempt.length
  const { at } = useRows(count, (row) => {
    const waiting = [...items, ...extensions, ...held, ...exempt][row]
    if (waiting) go(links.complaint(waiting.complaintId))
  })
  useKeys([{ keys: 'a', label: t('keyApprove'), run: () => focusOn(Math.max(0, at)) }])
  return (
    <div className='page narrow'>
      <PageHead title={t('title')} sub={useSub(all, extensions.length, held.filter(({ whyNot }) => whyNot === null).length, exempt.length)} />
      <Asked query={remedies} rows={8}>
        {() => (count === 0
          ? <Empty title={t('empty')} hint={t('emptyHint')} />
          : <ul className='aprs'>
              {items.map((approval, row) => <InZone key={approval.remedyId} zone={approval.timeZone}><One approval={approval} positions={pack?.positions ?? []} principles={pack?.principles ?? []} at={row} isAt={row === at} /></InZone>)}
              {extensions.map((item, n) => <InZone key={item.id} zone={item.timeZone}><ExtensionCard item={item} pack={pack} at={items.length + n} isAt={items.length + n === at} /></InZone>)}
              {held.map((one, n) => <InZone key={one.id} zone={one.timeZone}><HeldCard held={one} positions={pack?.positions ?? []} at={first + n} isAt={first + n === at} /></InZone>)}
              {exempt.map((one, n) => <InZone key={one.id} zone={one.timeZone}><ExemptionCard item={one} at={first + held.length + n} isAt={first + held.length + n === at} /></InZone>)}
            </ul>)}
      </Asked>
      {remedies.hasNextPage && <p className='form-end'><Button loading={remedies.isFetchingNextPage} onClick={() => void remedies.fetchNextPage()}>{t('common:more')}</Button></p>}
      <Delegations />
    </div>
  )
}
