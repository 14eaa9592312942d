import { Button, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Booking, cancel, move, note, registerBooking } from '#contract/meeting.ts'
import { Go, useGo } from '../../app/Go.tsx'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { useWhyNot } from '../settings/allowed.ts'
import { chosen, SlotField } from '../../modules/meeting/SlotField.tsx'

const ACTS = ['held', 'missed', 'move', 'cancel'] as const
type Act = typeof ACTS[number]

const useSending = (one: Booking, onDone: () => void) => {
  const noting = useDo(note, onDone)
  const moving = useDo(move, onDone)
  const cancelling = useDo(cancel, onDone)
  const on = { id: one.id, version: one.version }
  const send = (act: Act, words: string, slot: string | null) => {
    if (act === 'move') moving.mutate({ ...on, ...chosen(slot) })
    else if (act === 'cancel') cancelling.mutate({ ...on, note: words })
    else noting.mutate({ ...on, came: act === 'held', note: words })
  }
  return { send, error: noting.error ?? moving.error ?? cancelling.error, pending: noting.isPending || moving.isPending || cancelling.isPending }
}

/** What they want to talk about becomes a complaint with its own clocks. */
const Registering = ({ one }: { readonly one: Booking }) => {
  const { t } = useTranslation('voices')
  const { person } = useSession()
  const whyNot = useWhyNot()
  const go = useGo()
  const registering = useDo(registerBooking, (made) => go(links.complaint(made.id)))
  const register = () => registering.mutate({ id: one.id, version: one.version, complaint: {
    channel: 'walkIn', unitId: one.unitId, receivedAt: one.bookedAt, customer: { name: one.name, phone: one.phone, email: one.email }, points: [{ text: one.topic }], receiver: { name: person.name, position: t('meet.receiver') }, signedOff: true,
  } })
  return <><ActionButton label={t('meet.register')} whyNot={whyNot('meeting.register')} loading={registering.isPending} onPress={register} /><ProblemNote error={registering.error} /></>
}

/** One booking: who comes and why, what came of it, another time, or off. */
export const MeetingForm = ({ one, onDone }: { readonly one: Booking; readonly onDone: () => void }) => {
  const { t } = useTranslation('voices')
  const [act, setAct] = useState<Act>('held')
  const [words, setWords] = useState('')
  const [slot, setSlot] = useState<string | null>(null)
  const [pressed, setPressed] = useState(false)
  const { send, error, pending } = useSending(one, onDone)
  const lacks = act === 'move' ? !slot : words.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (!lacks) send(act, words.trim(), slot)
  }
  return (
    <>
      <p><b>{one.name}</b> <a className='num link' href={`tel:${one.phone}`}>{one.phone}</a></p>
      <p className='muted'><When at={one.startsAt} /> · {one.unitName} {one.place} · {one.host.name}</p>
      <blockquote className='fb-q'>{one.topic}</blockquote>
      {one.complaint ? <p><Go className='link' to={links.complaint(one.complaint.id)}>{one.complaint.number}</Go></p> : <Registering one={one} />}
      {one.state === 'booked' && (
        <form onSubmit={submit} noValidate className='retire'>
          <ProblemNote error={error} fieldsBeside />
          <Field label={t('meet.act')}><Radio.Group aria-label={t('meet.act')} className='call-r' value={act} onChange={(event) => setAct(event.target.value as Act)} options={ACTS.map((value) => ({ value, label: t(`meet.acts.${value}`) }))} /></Field>
          {act === 'move' ? <SlotField value={slot} onChange={setSlot} error={pressed && lacks ? t('settings:missing') : faultOf(error, 'startsAt')} />
            : <LongField label={t(act === 'cancel' ? 'meet.why' : 'meet.said')} required value={words} onChange={setWords} error={pressed && lacks ? t('settings:missing') : faultOf(error, 'note')} />}
          <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={pending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
        </form>
      )}
    </>
  )
}
