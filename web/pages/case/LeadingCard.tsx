import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { LeadingNote, isWorthSaying, useLeading } from '../../modules/remedy/PrecedentLeading.tsx'
import { Section } from '../../ui/Section.tsx'
import { useScene } from './scene.ts'

/** F4: a closed case by which others are to be decided. */
export const LeadingCard = () => {
  const { t } = useTranslation('case')
  const can = useCan()
  const { it, open } = useScene()
  const known = useLeading(it.id, it.state === 'closed' && can('precedent.read'))
  if (it.state !== 'closed' || !known || !isWorthSaying(known)) return null
  return <Section title={t('leading.title')}><div className='card-b'><LeadingNote known={known} onMark={() => open('lead')} onWithdraw={() => open('endLead')} /></div></Section>
}
