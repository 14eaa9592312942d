import { useTranslation } from 'react-i18next'
import type { DeskItem } from '#contract/casefile.ts'
import { approvals } from '#contract/remedy.ts'
import { Bones } from '../../app/Asked.tsx'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { Money } from '../../ui/Money.tsx'
import { useNow } from '../../ui/now.ts'
import { Section } from '../../ui/Section.tsx'
import { exactWords, wall, wallWords } from '../../ui/time-words.ts'
import { When } from '../../ui/When.tsx'
import type { DeskView } from './Figures.tsx'
import { isDueToday } from './groups.ts'
import { whereOf } from './Todo.tsx'

const SHOWN = 3

/** The time of day; of an earlier day the day. */
const DueTime = ({ item: { dueAt, timeZone }, now }: { readonly item: DeskItem; readonly now: number }) => {
  const { t } = useTranslation('desk')
  const reading = { zone: timeZone, end: true }
  const isEarlier = dueAt !== null && wall(dueAt, timeZone).isBefore(wall(now, timeZone).startOf('day'))
  return <time dateTime={dueAt ?? ''} title={dueAt ? exactWords(t, dueAt, reading) : ''}>{dueAt && wallWords(dueAt, isEarlier ? t('promises.day') : 'H:mm', reading)}</time>
}

const Promises = ({ view }: { readonly view: DeskView }) => {
  const { t } = useTranslation('desk')
  const now = useNow()
  const due = view.items.filter((item) => item.kind === 'promise' && isDueToday(item, now))
  if (due.length === 0 && view.figures.promisesDue === 0) return null
  return (
    <Section title={t('promises.title')} count={t('common:count', { count: due.length })} extra={<Go to={links.promises()}>{t('promises.kept', { kept: view.figures.promisesKept, due: view.figures.promisesDue })}</Go>}>
      <ol className='pro'>
        {due.map((item) => (
          <li key={item.id} className={item.state === 'late' ? 'miss' : 'due'}>
            <Go to={whereOf(item)}><DueTime item={item} now={now} /><i aria-hidden='true' /><span>{item.what}</span><em>{item.customerName}</em></Go>
          </li>
        ))}
      </ol>
      {due.length === 0 && <p className='muted card-b'>{t('promises.none')}</p>}
    </Section>
  )
}

/** `expected` keeps the place of as many as the list of things to do names already. */
const Approvals = ({ expected }: { readonly expected: number }) => {
  const { t } = useTranslation('desk')
  const term = useTerm()
  const { data } = useAsk(approvals, { limit: SHOWN })
  if (!data && expected > 0) return <Section title={t('approvals.title')}><div className='card-b'><Bones rows={2 * Math.min(expected, SHOWN)} /></div></Section>
  if (!data || data.items.length === 0) return null
  return (
    <Section title={t('approvals.title')} count={t('common:count', { count: data.count ?? data.items.length })} extra={<Go to={links.approvals()}>{t('approvals.all')}</Go>}>
      <ul className='desk-apr'>
        {data.items.slice(0, SHOWN).map((item) => (
          <li key={item.remedyId}>
            <Go to={links.approvals()}>
              <span className='l1'><b>{item.items.map((one) => term('remedyKind', one.kind)).join(t('common:listSeparator'))}</b><Money fen={item.totalFen} /></span>
              <small>{t('approvals.by', { customer: item.customerName, unit: item.unitName, name: item.proposedBy.name })} <InZone zone={item.timeZone}><When at={item.proposedAt} /></InZone></small>
              {item.whyNot && <small className='why'>{item.whyNot}</small>}
            </Go>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** More time that somebody asks for. */
const Extensions = ({ items }: { readonly items: readonly DeskItem[] }) => {
  const { t } = useTranslation('desk')
  const asked = items.filter((item) => item.kind === 'extension')
  if (asked.length === 0) return null
  return (
    <Section title={t('extensions.title')} count={t('common:count', { count: asked.length })} extra={<Go to={links.approvals()}>{t('approvals.all')}</Go>}>
      <ul className='back'>{asked.slice(0, SHOWN).map((item) => <li key={item.id}><Go to={whereOf(item)}><b>{item.customerName}</b> <span className='no muted'>{item.number}</span><span className='back-w'>{item.what}</span></Go></li>)}</ul>
    </Section>
  )
}

/** Evidence that will not be there much longer, what goes first first. */
const Expiring = ({ items }: { readonly items: readonly DeskItem[] }) => {
  const { t } = useTranslation('desk')
  const expiring = items.filter((item) => item.kind === 'evidence')
  if (expiring.length === 0) return null
  return (
    <Section title={t('evidence.title')} count={t('common:count', { count: expiring.length })} extra={<Go to={links.evidence()}>{t('evidence.all')}</Go>}>
      <ul className='back'>{expiring.slice(0, SHOWN).map((item) => <li key={item.id}><Go to={whereOf(item)}><b>{item.what}</b> <span className='no muted'>{item.number}</span><span className='back-w'>{item.dueAt && <InZone zone={item.timeZone}><Countdown dueAt={item.dueAt} startedAt={item.startedAt} /></InZone>}</span></Go></li>)}</ul>
    </Section>
  )
}

const CameBack = ({ items }: { readonly items: readonly DeskItem[] }) => {
  const { t } = useTranslation('desk')
  const back = items.filter((item) => item.kind === 'cameBack')
  if (back.length === 0) return null
  return (
    <Section title={t('back.title')} count={t('common:count', { count: back.length })}>
      <ul className='back'>{back.slice(0, SHOWN).map((item) => <li key={item.id}><Go to={whereOf(item)}><b>{item.customerName}</b> <span className='no muted'>{item.number}</span><span className='back-w'>{item.what}</span></Go></li>)}</ul>
    </Section>
  )
}

const Team = ({ team }: { readonly team: DeskView['team'] }) => {
  const { t } = useTranslation('desk')
  if (team.length < 2) return null
  const most = Math.max(1, ...team.map((one) => one.open))
  return (
    <Section title={t('team.title')} extra={t('team.legend')}>
      <ul className='load'>
        {team.map((one) => (
          <li key={one.personId}>
            <Go to={links.complaints({ view: 'open', owner: one.personId })}>
              <span>{one.name}</span><i aria-hidden='true'><u style={{ width: `${(one.open / most) * 100}%` }} /><s style={{ width: `${(one.overdue / most) * 100}%` }} /></i><b className='num'><span className='sr'>{t('team.open')}</span>{one.open}</b><em className={one.overdue > 0 ? 'num hot-t' : 'num'}><span className='sr'>{t('team.overdue')}</span>{one.overdue}</em>
            </Go>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Beside the list: promises of today, what waits for my approval, what came back, who carries how much. */
export const Aside = ({ view }: { readonly view: DeskView }) => {
  const can = useCan()
  return (
    <aside className='desk-side'>
      <Promises view={view} />
      {can('authority.approve') && <Approvals expected={view.items.filter((item) => item.kind === 'approval').length} />}
      <Extensions items={view.items} />
      <Expiring items={view.items} />
      <CameBack items={view.items} />
      <Team team={view.team} />
    </aside>
  )
}
