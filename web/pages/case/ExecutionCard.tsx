import { useTranslation } from 'react-i18next'
import { FollowUpCard } from '../../modules/follow-up/FollowUpCard.tsx'
import { AgreementNote } from '../../modules/settlement/AgreementNote.tsx'
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

/** What was agreed and is being carried out; the written notice when all is done. */
export const ExecutionCard = () => {
  const { t } = useTranslation('case')
  const { it, open } = useScene()
  if (!it.agreement && it.tasks.length === 0 && !it.notice && !REACHED.has(it.stage)) return null
  const done = it.tasks.filter((task) => task.state === 'done').length
  return (
    <Section title={t('execution.title')} count={it.tasks.length > 0 ? `${done}/${it.tasks.length}` : undefined}>
      <div className='card-b'>
        {it.agreement && <AgreementNote complaintId={it.id} agreement={it.agreement} />}
        {it.tasks.length > 0 && <TaskList tasks={it.tasks} onComplete={(task) => open('task', task.id)} />}
        {it.may['settlement.cancel'] === null && <p><ActionButton label={t('cancelAgreement.open')} size='small' whyNot={null} onPress={() => open('cancelAgreement')} /></p>}
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
