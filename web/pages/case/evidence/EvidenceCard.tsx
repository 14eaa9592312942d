import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Evidence, Keeping } from '#contract/evidence.ts'
import { useTerm } from '../../../app/i18n.ts'
import '../../../modules/inquiry/inquiry.css'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip, type ChipTone } from '../../../ui/Chip.tsx'
import { Countdown } from '../../../ui/Countdown.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useScene } from '../scene.ts'

const TONES: Readonly<Record<Keeping, ChipTone>> = { none: 'plain', running: 'warn', secured: 'good', expired: 'danger', ended: 'plain' }
/** How it is kept, and for how much longer. */
export const Kept = ({ one }: { readonly one: Evidence }) => {
  const term = useTerm()
  return <>{one.keeping !== 'running' && <Chip tone={TONES[one.keeping]}>{one.state === 'held' ? term('keeping', one.keeping) : term('evidenceState', one.state)}</Chip>}{one.keeping === 'running' && one.clock && <Countdown dueAt={one.clock.until} startedAt={one.clock.from} />}</>
}

export const holderOf = (one: Evidence): string => [one.place, one.holder?.name ?? one.holderName].filter(Boolean).join('　')

const One = ({ one }: { readonly one: Evidence }) => {
  const { t } = useTranslation('evidence')
  const term = useTerm()
  const { open } = useScene()
  return (
    <li>
      <p className='inq-h'><b>{one.what}</b><span className='muted'>{term('evidenceKind', one.kind)}</span><Kept one={one} /></p>
      <p className='muted'><span className='no'>{one.number}</span>　{holderOf(one)}{one.seal && `　${t('seal', { number: one.seal })}`}</p>
      <div className='card-a'><Button size='small' onClick={() => open('evidence', one.id)}>{one.state === 'held' ? t('card.handle') : t('card.look')}<span className='sr'>{one.number}</span></Button></div>
    </li>
  )
}

/** D10: what backs the case, who has it, and until when it is kept. */
export const EvidenceCard = () => {
  const { t } = useTranslation('evidence')
  const { it, open } = useScene()
  if (it.evidence.length === 0) return null
  return (
    <Section title={t('card.title')} count={it.evidence.length}>
      <div className='card-b'><ul className='inq-l'>{it.evidence.map((one) => <One key={one.id} one={one} />)}</ul>{it.state === 'open' && <ActionButton size='small' label={t('card.take')} whyNot={it.may['evidence.take']} onPress={() => open('takeEvidence')} />}</div>
    </Section>
  )
}
