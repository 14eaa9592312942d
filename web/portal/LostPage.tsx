import { useRef, useState } from 'react'
import { askForCode, type LostCode } from './api.ts'
import { TextField, useFocusOnFault } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { Nav } from './Nav.tsx'
import { SendBar } from './SendBar.tsx'
import { SmsCode } from './SmsCode.tsx'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'

const Asked = () => {
  const { lost } = useSpeech().words
  return (
    <div className='stack-6'>
      <div className='stack'>
        <span className='tick'><Icon name='check' size={24} /></span>
        <h1 tabIndex={-1}>{lost.askedHeading}</h1>
        <p>{lost.asked}</p>
        <p>{lost.askedMail}</p>
        <p>{lost.askedPhone}</p>
      </div>
      <section className='card'><SmsCode /></section>
    </div>
  )
}

/** Number and the phone or mail on record: whether they fit is never told here. */
export const LostPage = () => {
  const { words: { lost }, locale } = useSpeech()
  const form = useRef<HTMLFormElement>(null)
  const [number, setNumber] = useState('')
  const [contact, setContact] = useState('')
  const [tried, setTried] = useState(0)
  const [asked, setAsked] = useState(false)
  const sending = useSending<LostCode, unknown>('lost', askForCode, () => setAsked(true))
  useFocusOnFault(form, tried)
  const missing = (value: string, words: string) => (tried > 0 && !value.trim() ? words : undefined)
  const submit = () => {
    setTried((n) => n + 1)
    if (number.trim() && contact.trim()) sending.send({ number: number.normalize('NFKC').replace(/\s/g, '').toUpperCase(), contact: contact.trim(), locale })
  }
  if (asked) return <Asked />
  return (
    <div className='stack-6'>
      <Nav here='look' />
      <div className='stack'><h1 tabIndex={-1}>{lost.heading}</h1><p>{lost.lead}</p></div>
      <form ref={form} className='stack' noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
        <TextField id='number' label={lost.number} hint={lost.numberHint} value={number} onValue={setNumber} fault={missing(number, lost.numberMissing)} most={60} verbatim required className='num' autoComplete='off' />
        <TextField id='contact' label={lost.contact} hint={lost.contactHint} value={contact} onValue={setContact} fault={missing(contact, lost.contactMissing)} most={254} verbatim required />
        <SendBar sending={sending} label={lost.submit} />
      </form>
      <details className='card'><summary>{lost.haveSms}</summary><SmsCode /></details>
    </div>
  )
}
