import { useEffect, useState } from 'react'
import type { PortalCase } from '#contract/portal.ts'
import { type Pass, lookUp } from './api.ts'
import { Icon } from './Icon.tsx'
import { deadlineWords } from './moments.ts'
import { Link } from './Nav.tsx'
import { copy, download, drawCard } from './picture.ts'
import { hrefOf } from './route.ts'
import { fill, useSpeech, useSpeechIn } from './speech.ts'
import type { KeptReceipt } from './store.ts'

/** The number and the code, large, with two ways to keep them. */
export const KeyCard = ({ pass, firm }: { readonly pass: Pass; readonly firm: string }) => {
  const { done } = useSpeech().words
  const { number, code } = pass
  const [picture, setPicture] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const address = location.origin + hrefOf({ page: 'case', number })
  const save = () => {
    const drawn = drawCard({ firm, numberLabel: done.number, number, codeLabel: done.code, code, address })
    setPicture(drawn)
    if (drawn) download(drawn, `${number}.png`)
    setSaid(drawn ? done.saved : done.copyFailed)
  }
  const toClipboard = async () => setSaid(await copy(fill(done.copyText, { firm, number, code, address })) ? done.copied : done.copyFailed)
  return (
    <div className='card key stack'>
      <dl className='codebox'>
        <div><dt>{done.number}</dt><dd>{number}</dd></div>
        <div><dt>{done.code}</dt><dd className='code'>{code}</dd></div>
      </dl>
      <p className='hint'>{done.once}</p>
      <div className='two'>
        <button type='button' className='btn' onClick={save}><Icon name='save' size={20} />{done.save}</button>
        <button type='button' className='btn' onClick={() => { void toClipboard() }}><Icon name='copy' size={20} />{done.copy}</button>
      </div>
      <p role='status' className='small'>{said}</p>
      {picture && <img className='picture' src={picture} alt={fill(done.picture, { number, code })} />}
    </div>
  )
}

/** What the case says about its next step; nothing when the network will not tell now. */
const useFirstLook = ({ number, code }: Pass, locale: string) => {
  const [found, setFound] = useState<PortalCase | null>(null)
  useEffect(() => {
    let gone = false
    lookUp({ number, code }, locale).then((it) => { if (!gone) setFound(it) }, () => { if (!gone) setFound(null) })
    return () => { gone = true }
  }, [number, code, locale])
  return found
}

const UNKNOWN = { reachable: true, held: false, idea: false }

export const DonePage = ({ pass, receipt, firm }: { readonly pass: Pass; readonly receipt: KeptReceipt | null; readonly firm: string }) => {
  const { reachable, held, idea } = { ...UNKNOWN, ...receipt }
  const { locale } = useSpeech()
  const found = useFirstLook(pass, locale)
  const speech = useSpeechIn(found?.timeZone)
  const { done, idea: ideaWords } = speech.words
  const who = found?.handler?.name ?? (found?.unitName || firm || done.someone)
  const first = found?.nextBy ? fill(done.nextBy, { when: deadlineWords(speech, found.nextBy) }) : done.nextSoon
  return (
    <div className='stack-6'>
      <div className='stack'>
        <span className='tick'><Icon name='check' size={24} /></span>
        <h1 tabIndex={-1}>{done.heading}</h1>
        <p>{idea ? ideaWords.lead : done.lead}</p>
        {held && <p className='notice'>{speech.words.held.waiting}</p>}
      </div>
      <KeyCard pass={pass} firm={firm} />
      {!held && !idea && <section className='stack'>
        <h2>{done.next}</h2>
        <ol className='rows card'>
          <li><strong>{first}</strong><p>{fill(reachable ? done.nextByText : done.nextByTextNoPhone, { who })}</p></li>
          <li><strong>{done.findOut}</strong><p>{done.findOutText}</p></li>
          <li><strong>{done.decide}</strong><p>{done.decideText}</p></li>
        </ol>
      </section>}
      <Link to={{ page: 'case', number: pass.number }} className='btn main'>{done.see}</Link>
    </div>
  )
}
