import { useState } from 'react'
import { useSpeech } from './speech.ts'

/** Clears a draft, after asking once: for a phone that belongs to somebody else. */
export const Discard = ({ onDiscard }: { readonly onDiscard: () => void }) => {
  const { tell } = useSpeech().words
  const [asking, setAsking] = useState(false)
  if (!asking) return <p><button type='button' className='link' onClick={() => setAsking(true)}>{tell.discard}</button></p>
  return (
    <div className='notice stack-2' role='alert'>
      <p>{tell.discardSure}</p>
      <div className='two'>
        <button type='button' className='btn' onClick={() => { setAsking(false); onDiscard() }}>{tell.discardYes}</button>
        <button type='button' className='btn plain' onClick={() => setAsking(false)}>{tell.discardNo}</button>
      </div>
    </div>
  )
}
