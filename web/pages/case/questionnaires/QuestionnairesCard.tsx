import { useTranslation } from 'react-i18next'
import { sentOfCase } from '#contract/questionnaire.ts'
import { useAsk } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import '../../../modules/inquiry/inquiry.css'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useScene } from '../scene.ts'
import { SentHead } from './SentHead.tsx'

/** E6: who was asked by questionnaire, and what became of it. Asked for only where the story of the case tells of one. */
export const QuestionnairesCard = () => {
  const { t } = useTranslation('questionnaires')
  const can = useCan()
  const { it, open } = useScene()
  const some = can('questionnaire.read') && (it.merged.length > 0 || it.timeline.some(({ name }) => name.startsWith('questionnaire.')))
  const items = useAsk(sentOfCase, { complaintId: it.id }, { enabled: some }).data?.items ?? []
  if (!some || items.length === 0) return null
  return (
    <Section title={t('card.title')} count={items.length}>
      <div className='card-b'>
        <ul className='inq-l'>{items.map((one) => <li key={one.id}><SentHead one={one} /><div className='card-a'><button type='button' className='link' onClick={() => open('questionnaire', one.id)}>{t('card.look')}<span className='sr'>{one.number}</span></button></div></li>)}</ul>
        {it.state !== 'merged' && <ActionButton size='small' label={t('card.send')} whyNot={it.may['questionnaire.send']} onPress={() => open('sendQuestionnaire')} />}
      </div>
    </Section>
  )
}
