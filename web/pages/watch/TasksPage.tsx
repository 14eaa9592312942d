import { Checkbox, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Task, tasks } from '#contract/settlement.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { ScrollX } from '../../ui/ScrollX.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { WatchNav } from './WatchNav.tsx'

const MINUTE = 60_000
const WHOSE = ['mine', 'supervised'] as const

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
  const of = { state: 'open' as const, ...(whose === 'supervised' && { supervised: '1' as const }) }
  const all = useAsk(tasks, of, { refetchInterval: MINUTE })
  return (
    <div className='page'>
      <PageHead title={t('page.title')} sub={all.data ? t('page.sub', { late: all.data.items.filter((one) => one.late).length }) : ' '} />
      <WatchNav />
      <div className='watch-f'>
        <Radio.Group optionType='button' aria-label={t('page.whose')} value={whose} onChange={(event) => change({ whose: event.target.value === 'mine' ? undefined : String(event.target.value) }, 'replace')} options={WHOSE.map((value) => ({ value, label: t(`page.${value}`) }))} />
        <Checkbox checked={late} onChange={(event) => change({ late: event.target.checked ? '1' : undefined }, 'replace')}>{t('page.late')}</Checkbox>
      </div>
      <div className='card'>
        <Asked query={all} rows={8}>{({ items }) => {
          const shown = late ? items.filter((one) => one.late) : items
          if (shown.length === 0) return <Empty title={t('page.none')} hint={t('page.noneHint')} />
          return (
            <ScrollX label={t('page.title')}><table className='tbl'>
              <thead><tr><th>{t('page.number')}</th><th>{t('page.what')}</th><th>{t('page.customer')}</th><th>{t('page.unit')}</th><th>{t('page.due')}</th><th>{t('page.state')}</th></tr></thead>
              <tbody>{shown.map((one) => <Row key={one.id} one={one} />)}</tbody>
            </table></ScrollX>
          )
        }}</Asked>
      </div>
    </div>
  )
}
