import { useRef, useState } from 'react'
import { type Shown, askForCode, keepPass, showCode, useSigningWords } from './agreement.ts'
import { TextField, useFocusOnFault } from './Field.tsx'
import { momentWords } from './moments.ts'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { fill, useSpeech, useSpeechIn } from './speech.ts'

const DIGITS = 6
const digitsIn = (typed: string) => typed.normalize('NFKC').replace(/\D/g, '')

const Digits = ({ code, onShown }: { readonly code: string; readonly onShown: () => void }) => {
  const words = useSigningWords()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(0)
  const showing = useSending('agreement.pass', showCode, ({ pass }: { pass: string }) => { keepPass(code, pass); onShown() }, () => setTried((n) => n + 1))
  const lacks = tried > 0 && digitsIn(typed).length !== DIGITS ? words.digitsMissing : undefined
  const refused = showing.fault && showing.fault.problem.status < 429 ? showing.fault.problem.title : undefined
  useFocusOnFault(form, tried)
  const submit = () => {
    setTried((n) => n + 1)
    if (digitsIn(typed).length === DIGITS) showing.send({ code, digits: digitsIn(typed) })
  }
  return (
    <form ref={form} className='stack' noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
      <TextField id='agreement-digits' label={words.digits} value={typed} onValue={setTyped} inputMode='numeric' autoComplete='one-time-code' most={12} required className='num' fault={lacks ?? refused} />
      <SendBar sending={showing} label={words.show} />
    </form>
  )
}

/** Nothing of what it says is seen before whoever came by the link shows who they are. */
export const AgreementWho = ({ code, shown, onShown }: { readonly code: string; readonly shown: Shown; readonly onShown: () => void }) => {
  const { locale } = useSpeech()
  const speech = useSpeechIn(shown.timeZone)
  const words = useSigningWords()
  const [sent, setSent] = useState<{ contact: string; until: string } | null>(null)
  const asking = useSending('agreement.code', askForCode, setSent)
  if (!shown.contact) return <p className='notice' role='status'>{words.noContact}</p>
  return (
    <section className='card stack'>
      <h2>{words.who}</h2>
      <p>{fill(words.whoLead, { contact: shown.contact })}</p>
      {sent && <p role='status' className='notice'>{fill(words.sent, { contact: sent.contact, until: momentWords(speech, sent.until) })}</p>}
      <form noValidate onSubmit={(e) => { e.preventDefault(); asking.send({ code, locale }) }}><SendBar sending={asking} label={sent ? words.again : words.send} plain={sent !== null} /></form>
      {sent && <Digits code={code} onShown={onShown} />}
    </section>
  )
}
