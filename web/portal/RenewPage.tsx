import { useState } from 'react'
import { type NewCode, renewCode } from './api.ts'
import { KeyCard } from './DonePage.tsx'
import { Link } from './Nav.tsx'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'
import { keepCode } from './store.ts'

/** Behind the link of the letter. A press is asked for, since mail programs open links by themselves. */
export const RenewPage = ({ token, firm }: { readonly token: string; readonly firm: string }) => {
  const { renew, done } = useSpeech().words
  const [fresh, setFresh] = useState<NewCode | null>(null)
  const sending = useSending<{ token: string }, NewCode>('renew', renewCode, (code) => {
    keepCode(code.number, code.code)
    setFresh(code)
  })
  if (fresh) return (
    <div className='stack-6'>
      <div className='stack'><h1 tabIndex={-1}>{renew.freshHeading}</h1><p>{renew.fresh}</p></div>
      <KeyCard pass={fresh} firm={firm} />
      <Link to={{ page: 'case', number: fresh.number }} className='btn main'>{done.see}</Link>
    </div>
  )
  return (
    <div className='stack-6'>
      <div className='stack'><h1 tabIndex={-1}>{renew.heading}</h1><p>{renew.lead}</p></div>
      <form noValidate onSubmit={(e) => { e.preventDefault(); sending.send({ token }) }}><SendBar sending={sending} label={renew.submit} /></form>
      {sending.fault && <Link to={{ page: 'lost', place: null, card: null }} className='btn'>{renew.again}</Link>}
    </div>
  )
}
