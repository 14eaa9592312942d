import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { type Booking, booking, bookings, endOpening, type Opening, openings } from '#contract/meeting.ts'
import { Bones } from '../../app/Asked.tsx'
import { Go, usePanel, useUrl } from '../../app/Go.tsx'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import '../feedback/feedback.css'
import { VoicesNav } from '../feedback/VoicesNav.tsx'
import { useWhyNot } from '../settings/allowed.ts'
import { BookForm } from '../../modules/meeting/BookForm.tsx'
import { MeetingForm } from './MeetingForm.tsx'
import { OpeningForm } from './OpeningForm.tsx'

const MINUTE = 60_000

const Row = ({ one, onOpen }: { readonly one: Booking; readonly onOpen: () => void }) => {
  const { t } = useTranslation('voices')
  return (
    <li className='fb'>
      <div className='fb-h'><InZone zone={one.timeZone}><b><When at={one.startsAt} /></b></InZone><button type='button' className='unit-n' onClick={onOpen}>{one.name}</button>{one.state !== 'booked' && <Chip tone={one.state === 'held' ? 'good' : 'plain'}>{t(`meet.state.${one.state}`)}</Chip>}</div>
      <p className='fb-t'>{one.topic}</p>
      <p className='muted fb-f'>{one.unitName} {one.place} · {one.host.name} · {one.phone}{one.complaint && <> · <Go className='link' to={links.complaint(one.complaint.id)}>{one.complaint.number}</Go></>}{one.note && ` · ${one.note}`}</p>
    </li>
  )
}

const Times = ({ one }: { readonly one: Opening }) => {
  const { t } = useTranslation('voices')
  const whyNot = useWhyNot()
  const ending = useDo(endOpening)
  const day = one.weekday === null ? one.from : t(`meet.day.${one.weekday}`)
  return (
    <li className={one.ended ? 'fb gone' : 'fb'}>
      <div className='fb-h'><b>{day} {one.begins}–{one.ends}</b>{one.ended && <Chip>{t('meet.ended')}</Chip>}</div>
      <p className='muted fb-f'>{one.unitName} {one.place} · {one.host.name} · {t('meet.each', { minutes: one.minutes, count: one.capacity })}{one.until && ` · ${t('meet.untilDay', { day: one.until })}`}</p>
      {!one.ended && <div className='fb-a'><Confirm label={t('meet.end')} question={t('meet.endSure')} size='small' whyNot={whyNot('meeting.open')} loading={ending.isPending} onConfirm={() => ending.mutate({ id: one.id })} /></div>}
      <ProblemNote error={ending.error} />
    </li>
  )
}

const Panels = () => {
  const { t } = useTranslation('voices')
  const { panel, on, close } = usePanel()
  const asked = useAsk(booking, { id: on ?? '' }, { enabled: panel === 'meeting' && on !== null }).data
  const one = asked?.id === on ? asked : null
  return (
    <>
      <SidePanel title={t('meet.bookTitle')} open={panel === 'book'} onClose={close}><BookForm onDone={close} /></SidePanel>
      <SidePanel title={t('meet.openTitle')} open={panel === 'open'} onClose={close}><OpeningForm onDone={close} /></SidePanel>
      <SidePanel title={t('meet.title')} open={panel === 'meeting' && one !== null} onClose={close}>{one && <MeetingForm key={`${one.id} ${one.version}`} one={one} onDone={close} />}</SidePanel>
    </>
  )
}

/** Customers who want to speak with a manager: who comes when, and when managers are there. */
export const MeetingsPage = () => {
  const { t } = useTranslation('voices')
  const whyNot = useWhyNot()
  const { open } = usePanel()
  const { params, change } = useUrl()
  const past = params['show'] === 'all'
  const query = useAsk(bookings, { limit: 100, ...(!past && { coming: '1' as const }) }, { refetchInterval: MINUTE })
  const times = useAsk(openings, {}).data?.items ?? []
  const items = [...(query.data?.items ?? [])].sort((a, b) => (past ? b.startsAt.localeCompare(a.startsAt) : a.startsAt.localeCompare(b.startsAt)))
  return (
    <div className='page'>
      <PageHead title={t('place.meetings')} sub={t('meet.sub')} actions={<><ActionButton label={t('meet.openTitle')} whyNot={whyNot('meeting.open')} onPress={() => open('open')} /><ActionButton label={t('meet.bookTitle')} kind='primary' icon={<PlusOutlined aria-hidden='true' />} whyNot={whyNot('meeting.book')} onPress={() => open('book')} /></>} />
      <VoicesNav />
      <div className='voices-s'>
        <Section title={t(past ? 'meet.all' : 'meet.coming')} extra={<button type='button' className='link' onClick={() => change({ show: past ? undefined : 'all' }, 'replace')}>{t(past ? 'meet.showComing' : 'meet.showAll')}</button>}>
          {query.isPending && <Bones rows={4} />}
          <ProblemNote error={query.error} />
          {query.isSuccess && items.length === 0 && <Empty title={t('meet.none')} hint={t('meet.noneHint')} />}
          <ul className='posts'>{items.map((one) => <Row key={one.id} one={one} onOpen={() => open('meeting', one.id)} />)}</ul>
        </Section>
        <Section title={t('meet.times')}>
          {times.length === 0 && <Empty title={t('meet.noTimes')} hint={t('meet.noTimesHint')} />}
          <ul className='posts'>{times.map((one) => <Times key={one.id} one={one} />)}</ul>
        </Section>
      </div>
      <Panels />
    </div>
  )
}
