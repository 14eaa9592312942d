import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answerUrging, type Urging } from '#contract/attention.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import './urging.css'

const Answer = ({ urging }: { readonly urging: Urging }) => {
  const { t } = useTranslation('attention')
  const [open, setOpen] = useState(false)
  const [answer, setAnswer, clear] = useDraft(`urging.${urging.id}`, '')
  const doing = useDo(answerUrging, clear)
  if (!open) return <ActionButton size='small' label={t('answer.open')} whyNot={urging.whyNot} onPress={() => setOpen(true)} />
  return (
    <>
      <Field id={`urging-${urging.id}`} label={t('answer.text')} required><Input.TextArea id={`urging-${urging.id}`} autoSize={{ minRows: 2 }} value={answer} onChange={(event) => setAnswer(event.target.value)} /></Field>
      <ProblemNote error={doing.error} />
      <ActionButton kind='primary' size='small' label={t('answer.save')} whyNot={answer.trim() === '' ? t('answer.missing') : null} loading={doing.isPending} onPress={() => doing.mutate({ id: urging.id, answer })} />
    </>
  )
}

const One = ({ urging }: { readonly urging: Urging }) => {
  const { t } = useTranslation('attention')
  const term = useTerm()
  return (
    <li>
      <p><Chip tone={urging.answer ? 'plain' : urging.late ? 'danger' : 'warn'}>{term('urgingKind', urging.kind)}</Chip>　{urging.by?.name} → {urging.to.name}　<When at={urging.at} /></p>
      <p className='pre'>{urging.words}</p>
      {urging.answer ? <p className='urg-a pre'>{urging.answer}<span className='muted'>　{urging.answeredBy?.name}　{urging.answeredAt && <When at={urging.answeredAt} />}{urging.late && `　${t('late')}`}</span></p> : <div className='urg-w'><span>{t('due')}　<When at={urging.dueAt} end />　<Countdown dueAt={urging.dueAt} startedAt={urging.at} /></span><Answer urging={urging} /></div>}
    </li>
  )
}

/** E13: how often and by whom an answer was asked for, and what was answered. */
export const Urgings = ({ urgings }: { readonly urgings: readonly Urging[] }) => {
  const { t } = useTranslation('attention')
  return urgings.length > 0 && <Section title={t('title')} count={urgings.length}><ol className='urg card-b'>{urgings.toReversed().map((urging) => <One key={urging.id} urging={urging} />)}</ol></Section>
}
