import { PhoneOutlined, SettingOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type CallBack, callBack, callBacks, callSummary, giveCallBack, takeCall } from '#contract/call-back.ts'
import { Bones } from '../../app/Asked.tsx'
import { Go, usePanel, useUrl } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan, useSession } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import '../feedback/feedback.css'
import { VoicesNav } from '../feedback/VoicesNav.tsx'
import { useWhyNot } from '../settings/allowed.ts'
import { CallResultForm } from './CallResultForm.tsx'
import { LinesForm } from './LinesForm.tsx'

const MINUTE = 60_000

const Facts = ({ call }: { readonly call: CallBack }) => {
  const { t } = useTranslation('voices')
  return (
    <p className='muted fb-f'>
      {call.unitName} · {t('calls.times', { count: call.calls })} · {t('calls.last')} <When at={call.lastAt} />
      {call.tries > 0 && ` · ${t('calls.tried', { count: call.tries, most: call.mostTries })}`}
      {call.nextAt && <> · {t('calls.next')} <When at={call.nextAt} /></>}
    </p>
  )
}

/** Who it is, as far as the number tells, and what of theirs is open. */
const Caller = ({ call }: { readonly call: CallBack }) => {
  const { t } = useTranslation('voices')
  return (
    <>
      <div className='fb-h'>
        <a className='call-n num' href={`tel:${call.number.replace(/[^\d+]/g, '')}`}><PhoneOutlined aria-hidden='true' /> {call.number}</a>
        {call.customer ? <Go className='link' to={links.customer(call.customer.id)}>{call.customer.name}</Go> : <span className='muted'>{t('calls.stranger')}</span>}
        {call.state === 'open' && <InZone zone={call.timeZone}><Countdown dueAt={call.dueAt} startedAt={call.firstAt} /></InZone>}
      </div>
      {call.openCases.map((one) => <p key={one.id} className='fb-f'>{t('calls.open')} <Go className='link' to={links.complaint(one.id)}>{one.number}</Go> {one.firstWords}</p>)}
    </>
  )
}

const Actions = ({ call, onOpen }: { readonly call: CallBack; readonly onOpen: () => void }) => {
  const { t } = useTranslation('voices')
  const whyNot = useWhyNot()
  const { person } = useSession()
  const taking = useDo(takeCall)
  const giving = useDo(giveCallBack)
  const on = { id: call.id, version: call.version }
  const others = call.taken && call.taken.by.id !== person.id ? t('calls.takenBy', { name: call.taken.by.name }) : null
  return (
    <>
      <div className='fb-a'>
        {!call.taken && <ActionButton label={t('calls.take')} kind='primary' size='small' whyNot={whyNot('call-back.take')} loading={taking.isPending} onPress={() => taking.mutate(on)} />}
        <ActionButton label={t('calls.result')} size='small' whyNot={others ?? whyNot('call-back.end')} onPress={onOpen} />
        {call.taken && <ActionButton label={t('calls.release')} size='small' whyNot={others ? whyNot('call-back.release') && others : null} loading={giving.isPending} onPress={() => giving.mutate(on)} />}
      </div>
      <ProblemNote error={taking.error ?? giving.error} />
    </>
  )
}

const Row = ({ call, onOpen }: { readonly call: CallBack; readonly onOpen: () => void }) => {
  const { t } = useTranslation('voices')
  const term = useTerm()
  return (
    <li className='fb'>
      <Caller call={call} />
      <Facts call={call} />
      {call.state === 'open' ? <Actions call={call} onOpen={onOpen} /> : (
        <p className='fb-f'><Chip tone='good'>{call.result && term('callResult', call.result)}</Chip> {call.endedBy?.name} {call.endedAt && <When at={call.endedAt} />} {call.note}{call.complaintId && <> <Go className='link' to={links.complaint(call.complaintId)}>{t('calls.toCase')}</Go></>}</p>
      )}
    </li>
  )
}

const SHOWS = ['open', 'late', 'done'] as const

const useShown = () => {
  const { params, change } = useUrl()
  const show = SHOWS.find((one) => one === params['show']) ?? 'open'
  return { show, choose: (next: string) => change({ show: next === 'open' ? undefined : next }, 'replace') }
}

const Panels = () => {
  const { t } = useTranslation('voices')
  const { panel, on, close } = usePanel()
  const asked = useAsk(callBack, { id: on ?? '' }, { enabled: panel === 'call' && on !== null }).data
  const call = asked?.id === on ? asked : null
  return (
    <>
      <SidePanel title={t('calls.resultTitle')} open={panel === 'call' && call !== null} onClose={close}>{call && <CallResultForm key={call.id} call={call} onDone={close} />}</SidePanel>
      <SidePanel title={t('calls.settings')} open={panel === 'lines'} onClose={close}><LinesForm /></SidePanel>
    </>
  )
}

/** Calls that nobody could take: each is called back by one, in time. */
export const CallsPage = () => {
  const { t } = useTranslation('voices')
  const { open } = usePanel()
  const can = useCan()
  const { show, choose } = useShown()
  const query = useAsk(callBacks, { limit: 100, state: show === 'done' ? 'done' as const : 'open' as const, ...(show === 'late' && { late: '1' as const }) }, { refetchInterval: MINUTE })
  const summary = useAsk(callSummary, {}, { refetchInterval: MINUTE }).data
  const items = query.data?.items ?? []
  return (
    <div className='page'>
      <PageHead title={t('place.calls')} sub={summary ? t('calls.summary', { ...summary }) : t('calls.sub')} actions={<>{can('complaint.prepareImport') && can('call-back.tell') && <Go className='press plain' to={links.imports('new', 'missedCalls')}>{t('calls.fromTable')}</Go>}<Button icon={<SettingOutlined aria-hidden='true' />} onClick={() => open('lines')}>{t('calls.settings')}</Button></>} />
      <VoicesNav />
      <fieldset className='seg voices-f' aria-label={t('calls.show')}>{SHOWS.map((one) => <button type='button' key={one} aria-pressed={one === show} className={one === show ? 'on' : ''} onClick={() => choose(one)}>{t(`calls.shows.${one}`)}</button>)}</fieldset>
      <div className='card'>
        {query.isPending && <Bones rows={6} />}
        {query.isError && <ProblemNote error={query.error} />}
        {query.isSuccess && items.length === 0 && <Empty title={t(`calls.none.${show}`)} hint={t('calls.emptyHint')} />}
        <ul className='posts' aria-label={t('place.calls')}>{items.map((call) => <Row key={call.id} call={call} onOpen={() => open('call', call.id)} />)}</ul>
      </div>
      <Panels />
    </div>
  )
}
