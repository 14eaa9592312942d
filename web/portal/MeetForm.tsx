import { useRef, useState } from 'react'
import type { Pass, Refused } from './api.ts'
import { TextField, useFocusOnFault } from './Field.tsx'
import { bookMeeting } from './meet.ts'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { chosen, SlotChoice, useSlots } from './SlotChoice.tsx'
import { useSpeech } from './speech.ts'
import { keepMeeting } from './store.ts'

const NOTHING = { slot: '', name: '', phone: '', email: '', topic: '' }
type Told = typeof NOTHING
type Faults = Partial<Record<keyof Told, string>>

const FULL = ['meeting/slot-full', 'meeting/slot-gone', 'meeting/booked-already']

/** What stands beside the fields after the server said no. */
const faultsIn = (fault: Refused): Faults => ({
  ...(FULL.some((type) => fault.is(type)) && { slot: fault.problem.title }), ...(fault.is('customer/not-a-phone') && { phone: fault.problem.title }),
  ...Object.fromEntries((['name', 'phone', 'email', 'topic'] as const).flatMap((name) => (fault.of(name) ? [[name, fault.of(name)]] : []))),
})

/** Chooses a time and says who comes and why. */
export const MeetForm = ({ place, pass, onBooked }: { readonly place: string | null; readonly pass: Pass | null; readonly onBooked: (code: string) => void }) => {
  const { locale, words: { meet } } = useSpeech()
  const form = useRef<HTMLFormElement>(null)
  const [told, setTold] = useState(NOTHING)
  const [faults, setFaults] = useState<Faults>({})
  const [tried, setTried] = useState(0)
  const { slots, askAgain } = useSlots(place)
  const refused = (fault: Refused) => {
    setFaults(faultsIn(fault))
    setTried((n) => n + 1)
    askAgain()
  }
  const sending = useSending('meet', bookMeeting, ({ code }: { code: string }) => { keepMeeting(code); onBooked(code) }, refused)
  useFocusOnFault(form, tried)
  const set = (name: keyof Told) => (value: string) => {
    setTold((before) => ({ ...before, [name]: value }))
    setFaults((before) => ({ ...before, [name]: '' }))
  }
  const submit = () => {
    const missing = (['slot', 'name', 'phone', 'topic'] as const).filter((name) => told[name].trim() === '')
    setFaults(Object.fromEntries(missing.map((name) => [name, meet.missing[name]])))
    setTried((n) => n + 1)
    if (missing.length === 0) sending.send({ pass, body: { ...chosen(told.slot), name: told.name.trim(), phone: told.phone.trim(), email: told.email.trim() || null, topic: told.topic.trim(), place, locale } })
  }
  if (!slots) return <p role='status' className='muted'>{meet.loading}</p>
  if (slots.length === 0) return <p className='notice'>{meet.none}</p>
  return (
    <form ref={form} className='stack-8' noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
      <fieldset className='stack' disabled={sending.phase !== 'idle'}>
        <SlotChoice slots={slots} value={told.slot} onValue={set('slot')} fault={faults.slot} />
        <TextField id='meet-name' label={meet.name} value={told.name} onValue={set('name')} fault={faults.name} most={200} required autoComplete='name' />
        <TextField id='meet-phone' label={meet.phone} value={told.phone} onValue={set('phone')} fault={faults.phone} most={40} required type='tel' inputMode='tel' autoComplete='tel' />
        <TextField id='meet-email' label={meet.email} hint={meet.emailHint} value={told.email} onValue={set('email')} fault={faults.email} most={254} optional type='email' inputMode='email' autoComplete='email' />
        <TextField id='meet-topic' label={meet.topic} value={told.topic} onValue={set('topic')} fault={faults.topic} rows={4} most={4000} required />
      </fieldset>
      <SendBar sending={sending} label={meet.book} />
    </form>
  )
}
