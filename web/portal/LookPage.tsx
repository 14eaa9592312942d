import { type ReactNode, useRef, useState } from 'react'
import type { Pass } from './api.ts'
import { TextField, useFocusOnFault } from './Field.tsx'
import { Link } from './Nav.tsx'
import { scannedIn } from './route.ts'
import { useSpeech } from './speech.ts'

/** Full-width letters of a Chinese keyboard and stray spaces are no reason to send anybody away. */
const tidy = (typed: string) => typed.normalize('NFKC').replace(/\s/g, '')

interface LookPageProps {
  readonly heading: ReactNode
  readonly lead: string
  /** What was tried before, to be corrected rather than typed again. */
  readonly tried?: Pass | undefined
  readonly fault?: string | undefined
  readonly onPass: (pass: Pass) => void
}

export const LookPage = ({ heading, lead, tried, fault, onPass }: LookPageProps) => {
  const { look } = useSpeech().words
  const form = useRef<HTMLFormElement>(null)
  const [number, setNumber] = useState(tried?.number ?? '')
  const [code, setCode] = useState(tried?.code ?? '')
  const [missing, setMissing] = useState<{ readonly number?: string; readonly code?: string }>({})
  const [presses, setPresses] = useState(fault ? 1 : 0)
  const [shown, setShown] = useState(fault)
  useFocusOnFault(form, presses)
  const submit = () => {
    const pass = { number: tidy(number).toUpperCase(), code: tidy(code) }
    setShown(undefined)
    setMissing({ ...(pass.number ? {} : { number: look.numberMissing }), ...(pass.code ? {} : { code: look.codeMissing }) })
    setPresses((n) => n + 1)
    if (pass.number && pass.code) onPass(pass)
  }
  return (
    <div className='stack-6'>
      {heading}
      <p>{lead}</p>
      <form ref={form} className='stack' noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
        <p role='alert' className={shown ? 'notice danger' : undefined}>{shown}</p>
        <TextField id='number' label={look.number} hint={look.numberHint} value={number} onValue={setNumber} fault={missing.number} most={60} verbatim required className='num' autoComplete='off' />
        <TextField id='code' label={look.code} value={code} onValue={setCode} fault={missing.code} most={60} verbatim required className='num secret' autoComplete='off' />
        <button type='submit' className='btn main'>{look.submit}</button>
      </form>
      <p className='muted small'>{look.lost} <Link to={{ page: 'lost', ...scannedIn(new URLSearchParams(location.search)) }} className='link'>{look.lostLink}</Link></p>
    </div>
  )
}
