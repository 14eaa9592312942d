import { Button, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CallBack, endCall, praiseCall, registerCall, tryCall } from '#contract/call-back.ts'
import { useGo } from '../../app/Go.tsx'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'

const RESULTS = ['unreached', 'complaint', 'settled', 'notWanted', 'praise', 'suggestion'] as const
type Result = typeof RESULTS[number]
const NAMED: readonly Result[] = ['complaint', 'praise', 'suggestion']
/** What is asked to be written down. */
const wordsFor = (result: Result) => {
  if (result === 'unreached') return 'note'
  return NAMED.includes(result) ? 'told' : 'done'
}

const useSending = (call: CallBack, onDone: () => void) => {
  const { t } = useTranslation('voices')
  const { person } = useSession()
  const go = useGo()
  const trying = useDo(tryCall, onDone)
  const ending = useDo(endCall, onDone)
  const praising = useDo(praiseCall, onDone)
  const registering = useDo(registerCall, (made) => go(links.complaint(made.id)))
  const on = { id: call.id, version: call.version }
  const send = (result: Result, words: string, name: string) => {
    if (result === 'unreached') trying.mutate({ ...on, note: words || null })
    else if (result === 'settled' || result === 'notWanted') ending.mutate({ ...on, result, note: words })
    else if (result === 'complaint') registering.mutate({ ...on, complaint: {
      channel: 'phone', unitId: call.unitId, receivedAt: call.firstAt, customer: { ...(call.customer && { id: call.customer.id }), name, phone: call.number }, points: [{ text: words }], receiver: { name: person.name, position: t('calls.receiver') }, signedOff: true,
    } })
    else praising.mutate({ ...on, kind: result, text: words, name: name || null, phone: call.number })
  }
  return { send, error: trying.error ?? ending.error ?? praising.error ?? registering.error, pending: [trying, ending, praising, registering].some((one) => one.isPending) }
}

/** What came of ringing them. What they told begins its time when they first rang. */
export const CallResultForm = ({ call, onDone }: { readonly call: CallBack; readonly onDone: () => void }) => {
  const { t } = useTranslation('voices')
  const [result, setResult] = useState<Result>('unreached')
  const [words, setWords] = useState('')
  const [name, setName] = useState(call.customer?.name ?? '')
  const [pressed, setPressed] = useState(false)
  const { send, error, pending } = useSending(call, onDone)
  const lacksWords = result !== 'unreached' && words.trim() === ''
  const lacksName = result === 'complaint' && name.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (!lacksWords && !lacksName) send(result, words.trim(), name.trim())
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={error} fieldsBeside />
      <p className='call-n num'>{call.number} {call.customer?.name}</p>
      {call.history.map((one) => <p key={one.at} className='muted fb-f'><When at={one.at} /> {one.by?.name} {t('calls.noAnswer')} {one.note}</p>)}
      <Field label={t('calls.how')}><Radio.Group aria-label={t('calls.how')} className='call-r' value={result} onChange={(event) => setResult(event.target.value as Result)} options={RESULTS.map((value) => ({ value, label: t(`calls.results.${value}`) }))} /></Field>
      {NAMED.includes(result) && <TextField label={t('calls.name')} required={result === 'complaint'} value={name} onChange={setName} error={pressed && lacksName ? t('settings:missing') : faultOf(error, 'complaint/customer/name')} />}
      <LongField label={t(`calls.words.${wordsFor(result)}`)} required={result !== 'unreached'} rows={4} value={words} onChange={setWords} error={pressed && lacksWords ? t('settings:missing') : null} />
      {result === 'complaint' && <p className='hint'>{t('calls.complaintHint')}</p>}
      <div className='form-end'><ActionButton label={t(result === 'complaint' ? 'calls.register' : 'common:save')} kind='primary' submit whyNot={null} loading={pending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
