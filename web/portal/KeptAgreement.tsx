import { useEffect, useState } from 'react'
import { type Kept, fetchKept, getKept, useSigningWords } from './agreement.ts'
import type { Pass } from './api.ts'
import { MessageFile } from './MessageFile.tsx'
import { momentWords } from './moments.ts'
import { fill, useSpeech, useSpeechIn } from './speech.ts'

/** What both signed, to be had again by number and code; nothing where nothing was signed. */
export const KeptAgreement = ({ pass, timeZone }: { readonly pass: Pass; readonly timeZone: string }) => {
  const { locale } = useSpeech()
  const speech = useSpeechIn(timeZone)
  const words = useSigningWords()
  const { number, code } = pass
  const [kept, setKept] = useState<Kept>(null)
  useEffect(() => {
    let gone = false
    getKept({ number, code }, locale).then((found) => { if (!gone) setKept(found) }, () => undefined)
    return () => { gone = true }
  }, [number, code, locale])
  if (!kept) return null
  return (
    <section className='card stack'>
      <h2>{words.keptTitle}</h2>
      <p className='muted'>{fill(words.keptAt, { at: momentWords(speech, kept.signedAt) })}</p>
      <MessageFile fetchFile={() => fetchKept(pass)} file={{ id: kept.sha256, name: words.file }} />
      <p className='small muted'>{words.hash}<br /><span className='num said'>{kept.sha256}</span></p>
    </section>
  )
}
