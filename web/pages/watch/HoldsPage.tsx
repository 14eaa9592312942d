import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Hold, holds } from '#contract/containment.ts'
import { Bones } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { Go, useGo, usePanel, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useCan } from '../../app/session.tsx'
import { OrderForm } from '../../modules/containment/OrderForm.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { useSettled } from '../../ui/settled.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { WatchNav } from './WatchNav.tsx'

const PAGE = 50
const MINUTE = 60_000
const STATES = ['standing', 'lifted'] as const
type State = (typeof STATES)[number]

const useHolds = (state: State, q: string) => useInfiniteQuery({
  queryKey: [holds.route, state, q, 'pages'], initialPageParam: '', placeholderData: keepPreviousData, refetchInterval: MINUTE,
  queryFn: ({ pageParam }) => call(holds, { state, limit: PAGE, ...(q && { q }), ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})

const TONES = { active: 'danger', liftAsked: 'warn', lifted: 'good' } as const

const Row = ({ one }: { readonly one: Hold }) => {
  const { t } = useTranslation('containment')
  const term = useTerm()
  const done = one.units.filter((unit) => unit.confirmed).length
  return (
    <tr>
      <td className='no'><Go className='link' to={links.hold(one.id)}>{one.number}</Go><br /><span className='muted'><InZone zone={one.timeZone}><When at={one.orderedAt} /></InZone></span></td>
      <td><b>{term('holdKind', one.kind)}　{[one.product, one.lot].filter(Boolean).join('　')}</b><br /><span className='muted'>{one.reason}</span></td>
      <td className='num'>{t('one.unitsCount', { done, all: one.units.length })}{one.units.some((unit) => unit.late) && <><br /><Chip tone='alert'>{t('one.late')}</Chip></>}</td>
      <td className='num'>{one.recipients.informed}/{one.recipients.all}</td>
      <td><Chip tone={TONES[one.state]}>{term('holdState', one.state)}</Chip></td>
    </tr>
  )
}

/** Everything that is held, or was, in sight. */
export const HoldsPage = () => {
  const { t } = useTranslation('containment')
  const can = useCan()
  const go = useGo()
  const { params, change } = useUrl()
  const { panel, open, close } = usePanel()
  const [q, setQ] = useState('')
  const asked = useSettled(q.trim())
  const state = STATES.find((each) => each === params['state']) ?? 'standing'
  const query = useHolds(state, asked)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const whyNot = can('containment.order') ? null : t('common:notAllowed')
  return (
    <div className='page'>
      <PageHead title={t('page.title')} sub={t('page.sub')} actions={<ActionButton kind='primary' icon={<PlusOutlined aria-hidden='true' />} label={t('page.order')} whyNot={whyNot} onPress={() => open('order')} />} />
      <WatchNav />
      <search className='watch-f'>
        <Input type='search' prefix={<SearchOutlined aria-hidden='true' />} value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('page.find')} aria-label={t('page.find')} />
        <SelectField label={<span className='sr'>{t('page.state')}</span>} value={state} onChange={(next) => change({ state: next === 'standing' ? undefined : next ?? undefined }, 'replace')} options={STATES.map((value) => ({ value, label: t(`page.${value}`) }))} />
      </search>
      <div className='card'>
        {query.isPending && <Bones rows={6} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={t('page.none')} hint={t('page.noneHint')} />}
        {items.length > 0 && <ScrollX label={t('page.title')}><table className='tbl'>
          <thead><tr>{(['number', 'what', 'units', 'people', 'stateColumn'] as const).map((column) => <th key={column}>{t(`page.${column}`)}</th>)}</tr></thead>
          <tbody>{items.map((one) => <Row key={one.id} one={one} />)}</tbody>
        </table></ScrollX>}
        {query.hasNextPage && <div className='card-b'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('page.more')}</Button></div>}
      </div>
      <SidePanel title={t('page.order')} open={panel === 'order'} onClose={close}>{panel === 'order' && <OrderForm complaintId={null} whyNot={whyNot} onDone={(id) => go(links.hold(id))} />}</SidePanel>
    </div>
  )
}
