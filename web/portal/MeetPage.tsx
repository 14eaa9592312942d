import { lazy, Suspense, useState } from 'react'
import type { Pass } from './api.ts'
import { Booked } from './Booked.tsx'
import { recallMeeting } from './store.ts'
import { TextField } from './Field.tsx'
import { useSpeech } from './speech.ts'

/** Comes after the heading: most visitors book nothing. */
const MeetForm = lazy(() => import('./MeetForm.tsx').then((loaded) => ({ default: loaded.MeetForm })))

/** Who booked before and comes from another telephone shows the code. */
const Recover = ({ onCode }: { readonly onCode: (code: string) => void }) => {
  const { meet } = useSpeech().words
  const [code, setCode] = useState('')
  return (
    <details className='card'>
      <summary>{meet.haveCode}</summary>
      <form className='stack' noValidate onSubmit={(e) => { e.preventDefault(); if (code.trim()) onCode(code.normalize('NFKC').replace(/\s/g, '')) }}>
        <TextField id='meet-code' label={meet.code} value={code} onValue={setCode} verbatim most={60} className='num secret' autoComplete='off' />
        <button type='submit' className='btn'>{meet.open}</button>
      </form>
    </details>
  )
}

/** A meeting with a manager: about a case, or before there is one. */
export const MeetPage = ({ place, pass }: { readonly place: string | null; readonly pass: Pass | null }) => {
  const { meet } = useSpeech().words
  const [code, setCode] = useState(recallMeeting)
  if (code) return <Booked code={code} onGone={() => setCode(null)} />
  return (
    <div className='stack-6'>
      <div className='stack-2'><h1 tabIndex={-1}>{meet.heading}</h1><p>{meet.lead}</p></div>
      <Suspense fallback={null}><MeetForm place={place} pass={pass} onBooked={setCode} /></Suspense>
      <Recover onCode={setCode} />
    </div>
  )
}
