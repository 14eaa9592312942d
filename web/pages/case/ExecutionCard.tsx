import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import { isPaid, type Task } from '#contract/settlement.ts'
import { useCan } from '../../app/session.tsx'
import { FollowUpCard } from '../../modules/follow-up/FollowUpCard.tsx'
import { TaskIssues } from '../../modules/stock/TaskIssues.tsx'
import { TaskPayouts } from '../../modules/payout/TaskPayouts.tsx'
import { AgreementNote } from '../../modules/settlement/AgreementNote.tsx'
import { AppointmentLine } from '../../modules/settlement/AppointmentLine.tsx'
import { NoticeSent } from '../../modules/settlement/NoticeSent.tsx'
import { TaskList } from '../../modules/settlement/TaskList.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Section } from '../../ui/Section.tsx'
import { useScene } from './scene.ts'

const REACHED = new Set(['execution', 'closing', 'closed'])

const Notice = () => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  return (
    <div className='sub-card'>
      <h3>{t('notice.title')}</h3>
      {it.notice ? <NoticeSent complaintId={it.id} notice={it.notice} /> : <ActionButton label={t('notice.write')} whyNot={it.may['settlement.sendNotice']} onPress={() => open('notice')} />}
    </div>
  )
}

/** Money leaves by payouts, gifts out of the stock. */
const Leaving = ({ task }: { readonly task: Task }) => {
  const { open } = useScene()
  const can = useCan()
  if (isPaid(task.kind)) return <TaskPayouts task={task} onAsk={() => open('askPayout', task.id)} onOpen={(id) => open('payout', id)} />
  if (task.byAppointment) return <AppointmentLine task={task} onOpen={() => open('appointment', task.id)} />
  return task.kind === 'gift' && can('stock.read') ? <TaskIssues task={task} onIssue={() => open('issueGift', task.id)} onBack={(id) => open('takeBackGift', id)} /> : null
}

/** Every agreement that holds; of before the case came back only the one that papers tell. */
const shownAgreements = ({ agreements, agreement }: Case) => { const held = agreements.filter((one) => one.holds); return held.length > 0 || !agreement ? held : [agreement] }

const Agreements = () => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  return shownAgreements(it).map((agreement) => (
    <AgreementNote key={agreement.id} complaintId={it.id} agreement={agreement}>
      {agreement.open && it.may['settlement.cancel'] === null && <p><ActionButton label={t('cancelAgreement.open')} size='small' whyNot={null} onPress={() => open('cancelAgreement', agreement.id)} /></p>}
    </AgreementNote>
  ))
}

/** What was agreed and is being carried out; the written notice when all is done. */
export const ExecutionCard = () => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  if (!it.agreement && it.tasks.length === 0 && !it.notice && !REACHED.has(it.stage)) return null
  const done = it.tasks.filter((task) => task.state === 'done').length
  return (
    <Section title={t('execution.title')} count={it.tasks.length > 0 ? `${done}/${it.tasks.length}` : undefined}>
      <div className='card-b'>
        <Agreements />
        {it.tasks.length > 0 && <TaskList tasks={it.tasks} onComplete={(task) => open('task', task.id)} leaving={(task) => <Leaving task={task} />} />}
        <Notice />
      </div>
    </Section>
  )
}

export const FollowUpsCard = () => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  if (it.followUps.length === 0) return null
  return (
    <Section title={t('followUp.title')}>
      <div className='card-b fus'>
        {it.followUps.map((followUp) => <FollowUpCard key={followUp.id} followUp={followUp} onRecord={() => open('followUp', followUp.id)} onAttempt={() => open('attempt', followUp.id)} />)}
      </div>
    </Section>
  )
}
