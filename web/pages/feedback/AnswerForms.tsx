import { Button, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forbiddenWords } from '#contract/communication.ts'
import { answerFeedback, AnswerWay, type Feedback, improve } from '#contract/feedback.ts'
import { Flags } from '../../app/checked/Flags.tsx'
import { rewritten, useChecked, whyFlagged } from '../../app/checked/use-checked.ts'
import { faultOf, isProblem } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Despite } from '../../ui/Despite.tsx'
import { Field } from '../../ui/Field.tsx'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Props { readonly item: Feedback; readonly onDone: () => void }

/** As they wished; else what they can be reached by, best first. */
const usualWay = ({ answerBy, email, phone, number }: Feedback): AnswerWay => {
  if (answerBy) return answerBy
  if (email) return 'mail'
  if (phone) return 'phone'
  return number ? 'portal' : 'none'
}

/** Who made the suggestion hears what became of it. */
export const AnswerForm = ({ item, onDone }: Props) => {
  const { t } = useTranslation('feedback')
  const term = useTerm()
  const [way, setWay] = useState(() => usualWay(item))
  const [text, setText] = useState('')
  const [despite, setDespite] = useState('')
  const [pressed, setPressed] = useState(false)
  const answering = useDo(answerFeedback, onDone)
  const checked = useChecked(null, { text })
  const asksWhy = checked.warned || despite !== '' || isProblem(answering.error, forbiddenWords)
  const flagged = whyFlagged(checked, despite)
  const there: Partial<Record<AnswerWay, unknown>> = { mail: item.email, sms: item.phone, portal: item.number }
  const ways = AnswerWay.options.filter((one) => !(one in there) || there[one])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (text.trim()) answering.mutate({ id: item.id, version: item.version, way, text: text.trim(), ...(despite.trim() && { despite }) })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={answering.error} fieldsBeside />
      <blockquote className='fb-q'>{item.text}</blockquote>
      <Field label={t('way')} hint={t(`answerHint.${way}`, { email: item.email ?? '', phone: item.phone ?? t('noPhone'), number: item.number ?? '' })}><Radio.Group aria-label={t('way')} className='call-r' value={way} onChange={(event) => setWay(event.target.value as AnswerWay)} options={ways.map((value) => ({ value, label: term('answerWay', value) }))} /></Field>
      <LongField label={t('answerWords')} required rows={5} value={text} onChange={setText} error={pressed && !text.trim() ? t('settings:missing') : faultOf(answering.error, 'text') ?? faultOf(answering.error, 'way')} />
      <Flags flags={checked.in('text')} onReplace={(found, instead) => setText(rewritten(text, found, instead))} />
      {asksWhy && <Despite id='feedback-despite' value={despite} onChange={setDespite} />}
      <div className='form-end'><ActionButton label={t('answerDo')} kind='primary' submit whyNot={flagged && t(flagged)} loading={answering.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}

/** What became better by it. */
export const ImproveForm = ({ item, onDone }: Props) => {
  const { t } = useTranslation('feedback')
  const [note, setNote] = useState('')
  const [pressed, setPressed] = useState(false)
  const improving = useDo(improve, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (note.trim()) improving.mutate({ id: item.id, version: item.version, note: note.trim() })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={improving.error} fieldsBeside />
      <blockquote className='fb-q'>{item.text}</blockquote>
      <LongField label={t('improveWords')} required rows={5} value={note} onChange={setNote} error={pressed && !note.trim() ? t('settings:missing') : faultOf(improving.error, 'note')} />
      <p className='hint'>{t('improveHint')}</p>
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={improving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
