import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Checkbox, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Task, tasks } from '#contract/settlement.ts'
import { Bones } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { Go, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { WatchNav } from './WatchNav.tsx'

const PAGE = 50
const MINUTE = 60_000
const WHOSE = ['mine', 'supervised'] as const

const useTasks = (supervised: boolean, late: boolean) => useInfiniteQuery({
  queryKey: [tasks.route, supervised, late, 'pages'], initialPageParam: '', placeholderData: keepPreviousData, refetchInterval: MINUTE,
  queryFn: ({ pageParam }) => call(tasks, { state: 'open', limit: PAGE, ...(supervised && { supervised: '1' as const }), ...(late && { late: '1' as const }), ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})

const Row = ({ one }: { readonly one: Task }) => {
  const term = useTerm()
  return (
    <tr>
      <td className='no'><Go className='link' to={links.complaint(one.complaintId)}>{one.number}</Go></td>
      <td><b>{one.title}</b><br /><span className='muted'>{term('remedyKind', one.kind)}</span></td><td>{one.customerName}</td><td>{one.unitName}</td>
      <td><InZone zone={one.timeZone}><When at={one.dueAt} end /><br /><Countdown dueAt={one.dueAt} /></InZone></td>
      <td>{term('taskState', one.state)}{one.appointment && <><br /><span className='muted'><InZone zone={one.timeZone}><When at={one.appointment.startsAt} /></InZone>　{term('appointmentState', one.appointment.state)}</span></>}</td>
    </tr>
  )
}

/** G2: whoever looks after a case sees to it that all of it is done; whoever does it sees what is due. */
export const TasksPage = () => {
  const { t } = useTranslation('execution')
  const { params, change } = useUrl()
  const whose = WHOSE.find((each) => each === params['whose']) ?? 'mine'
  const late = params['late'] === '1'
  const query = useTasks(whose === 'supervised', late)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const counts = query.data?.pages[0]?.counts
  return (
    <div className='page'>
      <PageHead title={t('page.title')} sub={counts ? t('page.sub', { late: counts.late, all: counts.all }) : ' '} />
      <WatchNav />
      <div className='watch-f'>
        <Radio.Group optionType='button' aria-label={t('page.whose')} value={whose} onChange={(event) => change({ whose: event.target.value === 'mine' ? undefined : String(event.target.value) }, 'replace')} options={WHOSE.map((value) => ({ value, label: t(`page.${value}`) }))} />
        <Checkbox checked={late} onChange={(event) => change({ late: event.target.checked ? '1' : undefined }, 'replace')}>{t('page.late')}</Checkbox>
      </div>
      <div className='card'>
        {query.isPending && <Bones rows={8} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={t('page.none')} hint={t('page.noneHint')} />}
        {items.length > 0 && <ScrollX label={t('page.title')}><table className='tbl'>
          <thead><tr><th>{t('page.number')}</th><th>{t('page.what')}</th><th>{t('page.customer')}</th><th>{t('page.unit')}</th><th>{t('page.due')}</th><th>{t('page.state')}</th></tr></thead>
          <tbody>{items.map((one) => <Row key={one.id} one={one} />)}</tbody>
        </table></ScrollX>}
        {query.hasNextPage && <div className='card-b'><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('common:more')}</Button></div>}
      </div>
    </div>
  )
}
