import { DownloadOutlined, SearchOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Proceeding, proceedingSums, proceedings } from '#contract/proceeding.ts'
import { Bones } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { Go, useUrl } from '../../app/Go.tsx'
import { say, useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { Standing } from '../../modules/proceeding/standing.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { useSettled } from '../../ui/settled.ts'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { WatchNav } from './WatchNav.tsx'
import '../../modules/proceeding/proceeding.css'

const PAGE = 50
const MINUTE = 60_000
const STATES = ['open', 'ended'] as const

interface Filter { readonly state?: 'open' | 'ended'; readonly body?: string; readonly due?: 'soon'; readonly owed?: '1'; readonly q?: string }

const useProceedings = (filter: Filter) => useInfiniteQuery({
  queryKey: [proceedings.route, filter, 'pages'], initialPageParam: '', placeholderData: keepPreviousData, refetchInterval: MINUTE,
  queryFn: ({ pageParam }) => call(proceedings, { ...filter, limit: PAGE, ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})

const Row = ({ one }: { readonly one: Proceeding }) => {
  const { t } = useTranslation('proceeding')
  return (
    <tr>
      <td className='no'><Go className='link' to={links.complaint(one.complaintId, 'proceeding', one.id)}>{one.complaintNumber}</Go><br /><span className='muted'>{one.customerName}</span></td>
      <td><b>{say(one.body.label)}</b><br /><span className='muted'>{one.reference}　{one.unitName}　{one.owner?.name}</span></td>
      <td><Standing one={one} />{one.owed && <><br /><Chip tone='warn'>{t('card.owed')}</Chip></>}</td>
      <td><InZone zone={one.timeZone}>{one.ownDue && <><When at={one.ownDue} end /><br /></>}{one.answerBy && <span className='muted'>{t('card.answerBy')}　<When at={one.answerBy} end /></span>}{one.endedAt && <span className='muted'>{t('page.ended')}　<When at={one.endedAt} /></span>}</InZone></td>
    </tr>
  )
}

const useFilter = () => {
  const { params } = useUrl()
  const [q, setQ] = useState(params['q'] ?? '')
  const asked = useSettled(q.trim())
  const state = STATES.find((each) => each === (params['state'] ?? 'open'))
  const filter: Filter = { ...(state && { state }), ...(params['body'] && { body: params['body'] }), ...(params['due'] === 'soon' && { due: 'soon' as const }), ...(params['owed'] === '1' && { owed: '1' as const }), ...(asked && { q: asked }) }
  return { q, setQ, filter }
}

const Narrow = ({ q, setQ, filter }: ReturnType<typeof useFilter>) => {
  const { t } = useTranslation('proceeding')
  const term = useTerm()
  const { change } = useUrl()
  const bodies = useAsk(proceedingSums, {}).data?.items ?? []
  return (
    <search className='watch-f'>
      <Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('page.find')} aria-label={t('page.find')} />
      <SelectField label={<span className='sr'>{t('page.state')}</span>} value={filter.state ?? 'all'} onChange={(next) => change({ state: next === 'open' ? undefined : next ?? undefined }, 'replace')} options={[...STATES.map((value) => ({ value, label: term('proceedingState', value) })), { value: 'all', label: t('page.everyState') }]} />
      <SelectField label={<span className='sr'>{t('page.body')}</span>} clear search value={filter.body ?? null} placeholder={t('page.everyBody')} onChange={(next) => change({ body: next ?? undefined }, 'replace')} options={bodies.map((one) => ({ value: one.body, label: say(one.label) }))} />
      <Checkbox checked={filter.due === 'soon'} onChange={(event) => change({ due: event.target.checked ? 'soon' : undefined }, 'replace')}>{t('page.soon')}</Checkbox>
      <Checkbox checked={filter.owed === '1'} onChange={(event) => change({ owed: event.target.checked ? '1' : undefined }, 'replace')}>{t('card.owed')}</Checkbox>
      <Button icon={<DownloadOutlined aria-hidden='true' />} href={links.proceedingTable(filter)}>{t('page.table')}</Button>
    </search>
  )
}

const Sums = ({ filter }: { readonly filter: Filter }) => {
  const { t } = useTranslation('proceeding')
  const items = useAsk(proceedingSums, filter).data?.items ?? []
  if (items.length === 0) return null
  return (
    <dl className='card pro-sums' aria-label={t('page.sums')}>
      {items.map((one) => <div key={one.body}><dt>{say(one.label)}</dt><dd className='num'>{one.count}{one.late > 0 && <small className='hot-t'>　{t('page.lateOf', { count: one.late })}</small>}</dd></div>)}
    </dl>
  )
}

/** G9: everything that is heard outside, by what is due next. */
export const ProceedingsPage = () => {
  const { t } = useTranslation('proceeding')
  const narrowing = useFilter()
  const { filter } = narrowing
  const query = useProceedings(filter)
  const all = useAsk(proceedingSums, {}).data?.items
  const sum = (of: 'open' | 'late') => (all ?? []).reduce((count, one) => count + one[of], 0)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className='page'>
      <PageHead title={t('page.title')} sub={all ? t('page.sub', { open: sum('open'), late: sum('late') }) : ' '} />
      <WatchNav />
      <Narrow {...narrowing} />
      <Sums filter={filter} />
      <div className='card'>
        {query.isPending && <Bones rows={8} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={t('page.none')} hint={t('page.noneHint')} />}
        {items.length > 0 && <ScrollX label={t('page.title')}><table className='tbl'>
          <thead><tr>{(['case', 'body', 'standing', 'due'] as const).map((column) => <th key={column}>{t(`page.${column}`)}</th>)}</tr></thead>
          <tbody>{items.map((one) => <Row key={one.id} one={one} />)}</tbody>
        </table></ScrollX>}
        {query.hasNextPage && <div className='card-b'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('page.more')}</Button></div>}
      </div>
    </div>
  )
}
