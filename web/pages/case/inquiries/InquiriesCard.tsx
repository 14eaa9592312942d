import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '#contract/inquiry.ts'
import { useTerm } from '../../../app/i18n.ts'
import '../../../modules/inquiry/inquiry.css'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Countdown } from '../../../ui/Countdown.tsx'
import { Section } from '../../../ui/Section.tsx'
import { When } from '../../../ui/When.tsx'
import { useScene } from '../scene.ts'

export const toneOf = ({ state, late }: Inquiry) => (state === 'done' ? 'good' : state === 'dropped' ? 'plain' : late ? 'alert' : 'warn')

const One = ({ one }: { readonly one: Inquiry }) => {
  const { t } = useTranslation('inquiry')
  const term = useTerm()
  const { open } = useScene()
  return (
    <li>
      <p className='inq-h'><b>{term('inquiryKind', one.details.kind)}</b><Chip tone={toneOf(one)}>{term('inquiryState', one.state)}</Chip>{one.pointNo !== null && <span className='muted'>{t('card.point', { no: one.pointNo })}</span>}{one.state === 'open' && <Countdown dueAt={one.dueAt} startedAt={one.askedAt} />}</p>
      <p>{one.result ?? one.what}</p>
      <p className='muted'><span className='no'>{one.number}</span>　{one.owner.name}{one.ended && <>　<When at={one.ended.at} /></>}</p>
      <div className='card-a'><Button size='small' onClick={() => open('inquiry', one.id)}>{one.state === 'open' ? t('card.work') : t('card.look')}<span className='sr'>{one.number}</span></Button></div>
    </li>
  )
}

/** E6: what is being found out, by whom and by when, and what came of it. */
export const InquiriesCard = () => {
  const { t } = useTranslation('inquiry')
  const { it, open } = useScene()
  if (it.inquiries.length === 0) return null
  return (
    <Section title={t('card.title')} count={it.inquiries.length}>
      <div className='card-b'><ul className='inq-l'>{it.inquiries.map((one) => <One key={one.id} one={one} />)}</ul>{it.state === 'open' && <ActionButton size='small' label={t('card.ask')} whyNot={it.may['inquiry.ask']} onPress={() => open('askInquiry')} />}</div>
    </Section>
  )
}
