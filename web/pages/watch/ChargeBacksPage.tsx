import { DownloadOutlined, SearchOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ChargeBack, ChargeBackState, chargeBackSums, chargeBacks } from '#contract/liability.ts'
import { outsiders } from '#contract/outsider.ts'
import { Bones } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { Go, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { toneOf } from '../../modules/liability/LiabilityCard.tsx'
import { percentText } from '../../modules/liability/shares.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { Money } from '../../ui/Money.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { useSettled } from '../../ui/settled.ts'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { WatchNav } from './WatchNav.tsx'

const PAGE = 50
const MOST_NAMED = 200
const MINUTE = 60_000

interface Filter { readonly state?: ChargeBackState; readonly outsiderId?: string; readonly late?: '1'; readonly q?: string }

const useChargeBacks = (filter: Filter) => useInfiniteQuery({
  queryKey: [chargeBacks.route, filter, 'pages'], initialPageParam: '', placeholderData: keepPreviousData, refetchInterval: MINUTE,
  queryFn: ({ pageParam }) => call(chargeBacks, { ...filter, limit: PAGE, ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})

const Row = ({ one }: { readonly one: ChargeBack }) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  return (
    <tr>
      <td className='no'><Go className='link' to={links.complaint(one.complaintId, 'chargeBack', one.id)}>{one.number}</Go><br /><span className='muted'><InZone zone={one.timeZone}><When at={one.claimedAt} /></InZone></span></td>
      <td><b>{one.outsider.name}</b><br /><span className='muted'>{term('shareParty', one.party)}　{percentText(one.share)}%　{one.unitName}</span></td>
      <td className='num'><Money fen={one.amountFen} /></td><td className='num'>{one.agreedFen !== null && <Money fen={one.agreedFen} />}</td><td className='num'>{one.receipt && <><Money fen={one.receipt.amountFen} /><br /><span className='muted'>{one.receipt.reference}</span></>}</td>
      <td><Chip tone={toneOf(one)}>{one.late ? t('one.late') : term('chargeBackState', one.state)}</Chip>{one.answerBy && one.state === 'claimed' && <><br /><span className='muted'>{t('one.answerBy')}　{one.answerBy}</span></>}</td>
    </tr>
  )
}

const Sums = ({ filter }: { readonly filter: Filter }) => {
  const { t } = useTranslation('liability')
  const items = useAsk(chargeBackSums, filter).data?.items ?? []
  const counted = items.filter((one) => one.state !== 'withdrawn')
  const sum = (of: 'amountFen' | 'agreedFen' | 'receivedFen') => counted.reduce((all, one) => all + one[of], 0)
  return (
    <dl className='card lia-sums' aria-label={t('page.sums')}>
      <div><dt>{t('page.count')}</dt><dd className='num'>{counted.reduce((all, one) => all + one.count, 0)}</dd></div>
      {(['amount', 'agreed', 'received'] as const).map((key) => <div key={key}><dt>{t(`page.${key}`)}</dt><dd><Money fen={sum(`${key}Fen`)} /></dd></div>)}
    </dl>
  )
}

const useFilter = () => {
  const { params } = useUrl()
  const [q, setQ] = useState(params['q'] ?? '')
  const asked = useSettled(q.trim())
  const state = ChargeBackState.options.find((each) => each === params['state'])
  const filter: Filter = { ...(state && { state }), ...(params['outsider'] && { outsiderId: params['outsider'] }), ...(params['late'] === '1' && { late: '1' as const }), ...(asked && { q: asked }) }
  return { q, setQ, filter }
}

const Narrow = ({ q, setQ, filter }: ReturnType<typeof useFilter>) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  const can = useCan()
  const { change } = useUrl()
  const named = useAsk(outsiders, { limit: MOST_NAMED }, { enabled: can('outsider.read') }).data?.items ?? []
  return (
    <search className='watch-f'>
      <Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('page.find')} aria-label={t('page.find')} />
      <SelectField label={<span className='sr'>{t('page.state')}</span>} clear value={filter.state ?? null} placeholder={t('page.everyState')} onChange={(next) => change({ state: next ?? undefined }, 'replace')} options={ChargeBackState.options.map((value) => ({ value, label: term('chargeBackState', value) }))} />
      <SelectField label={<span className='sr'>{t('page.outsider')}</span>} clear search value={filter.outsiderId ?? null} placeholder={t('page.everyOutsider')} onChange={(next) => change({ outsider: next ?? undefined }, 'replace')} options={named.map((one) => ({ value: one.id, label: one.name }))} />
      <Checkbox checked={filter.late === '1'} onChange={(event) => change({ late: event.target.checked ? '1' : undefined }, 'replace')}>{t('page.late')}</Checkbox>
      <Button icon={<DownloadOutlined aria-hidden='true' />} href={links.chargeBackTable(filter)}>{t('page.table')}</Button>
    </search>
  )
}

/** Everything that is charged back to outsiders, with its sums. */
export const ChargeBacksPage = () => {
  const { t } = useTranslation('liability')
  const narrowing = useFilter()
  const { filter } = narrowing
  const query = useChargeBacks(filter)
  const all = useAsk(chargeBackSums, {}).data?.items
  const count = (...states: readonly string[]) => (all ?? []).reduce((sum, one) => sum + (states.includes(one.state) ? one.count : 0), 0)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className='page'>
      <PageHead title={t('page.title')} sub={all ? t('page.sub', { waiting: count('claimed'), agreed: count('agreed', 'partlyAgreed') }) : ' '} />
      <WatchNav />
      <Narrow {...narrowing} />
      <Sums filter={filter} />
      <div className='card'>
        {query.isPending && <Bones rows={8} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={t('page.none')} hint={t('page.noneHint')} />}
        {items.length > 0 && <ScrollX label={t('page.title')}><table className='tbl'>
          <thead><tr>{(['number', 'who', 'amount', 'agreed', 'received', 'stateColumn'] as const).map((column) => <th key={column} className={column === 'amount' || column === 'agreed' || column === 'received' ? 'num' : undefined}>{t(`page.${column}`)}</th>)}</tr></thead>
          <tbody>{items.map((one) => <Row key={one.id} one={one} />)}</tbody>
        </table></ScrollX>}
        {query.hasNextPage && <div className='card-b'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('page.more')}</Button></div>}
      </div>
    </div>
  )
}
