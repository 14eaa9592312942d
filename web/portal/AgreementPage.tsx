import { useCallback, useRef, useState } from 'react'
import { usePad } from '../ui/pad.ts'
import { AgreementText } from './AgreementText.tsx'
import { AgreementWho } from './AgreementWho.tsx'
import { type Shown, drawingOf, fetchSigned, getAgreement, noteOpened, sendRefusal, sendSignature, useSigningWords } from './agreement.ts'
import { isThere, useBehind, useTouched } from './behind.ts'
import { OneOf } from './Choices.tsx'
import { TextField, useFocusOnFault } from './Field.tsx'
import { MessageFile } from './MessageFile.tsx'
import { momentWords } from './moments.ts'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { fill, useSpeech, useSpeechIn } from './speech.ts'
import { uploadFile } from './upload.ts'

type Paper = NonNullable<Shown['paper']>
interface Props { readonly code: string; readonly paper: Paper; readonly onShown: (shown: Shown) => void }

const still = { onSent: () => undefined, onWaiting: () => undefined }

/** Their name, drawn with a finger; it goes up first, then the signature is given. */
const useSigning = ({ code, paper, onShown }: Props) => {
  const { locale } = useSpeech()
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = usePad(canvas)
  const [name, setName] = useState(paper.text.representative?.name ?? paper.text.customer.name)
  const [tried, setTried] = useState(0)
  const [lost, setLost] = useState(false)
  const sending = useSending('agreement.sign', sendSignature, onShown)
  const submit = async () => {
    setTried((n) => n + 1)
    setLost(false)
    if (!name.trim() || pad.empty) return
    const picture = await pad.picture('signature.png')
    const file = picture && await uploadFile(picture, drawingOf(code), { signal: new AbortController().signal, ...still }).catch(() => null)
    if (file) sending.send({ code, body: { name: name.trim(), signatureId: file.id, sha256: paper.sha256, locale } })
    else setLost(true)
  }
  return { canvas, pad, name, setName, tried, lost, sending, submit }
}

const SignForm = (props: Props) => {
  const words = useSigningWords()
  const form = useRef<HTMLFormElement>(null)
  const { canvas, pad, name, setName, tried, lost, sending, submit } = useSigning(props)
  useFocusOnFault(form, tried)
  const undrawn = tried > 0 && pad.empty
  return (
    <form ref={form} className='card stack' noValidate onSubmit={(e) => { e.preventDefault(); void submit() }}>
      <h2>{words.signTitle}</h2>
      <fieldset className='stack' disabled={sending.phase !== 'idle'}>
        <TextField id='agreement-name' label={words.name} most={200} value={name} onValue={setName} autoComplete='name' required fault={tried > 0 && !name.trim() ? words.nameMissing : undefined} />
        <div className='field'>
          <p>{words.draw}</p>
          <canvas ref={canvas} className='pad' aria-label={words.draw} role='img' aria-busy={!pad.ready} />
          <p><button type='button' className='link' onClick={pad.clear}>{words.redraw}</button></p>
          <p role='status' className='hint'>{pad.empty ? '' : words.drawn}</p>
          {undrawn && <p role='alert' className='fault'>{words.drawMissing}</p>}
        </div>
      </fieldset>
      <SendBar sending={sending} label={words.sign} hindrance={lost ? words.stuck : undefined} />
    </form>
  )
}

/** Not so, or not at all: their words go to who negotiates with them. */
const RefuseForm = ({ code, onShown }: Omit<Props, 'paper'>) => {
  const { locale } = useSpeech()
  const words = useSigningWords()
  const form = useRef<HTMLFormElement>(null)
  const [answer, setAnswer] = useState<'change' | 'decline'>('change')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(0)
  const sending = useSending('agreement.refuse', sendRefusal, onShown)
  useFocusOnFault(form, tried)
  const submit = () => {
    setTried((n) => n + 1)
    if (text.trim()) sending.send({ code, body: { answer, text, locale } })
  }
  return (
    <details className='card'>
      <summary>{words.notSo}</summary>
      <form ref={form} className='stack' noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
        <fieldset className='stack' disabled={sending.phase !== 'idle'}>
          <OneOf id='agreement-answer' legend={words.answer} value={answer} onValue={(value) => setAnswer(value === 'decline' ? 'decline' : 'change')} choices={[{ value: 'change', label: words.change }, { value: 'decline', label: words.decline }]} fault={undefined} />
          <TextField id='agreement-text' label={words.text} rows={4} most={4000} value={text} onValue={setText} required fault={tried > 0 && !text.trim() ? words.textMissing : undefined} />
        </fieldset>
        <SendBar sending={sending} label={words.tell} plain />
      </form>
    </details>
  )
}

const Standing = ({ code, shown, paper, onShown }: Props & { readonly shown: Shown }) => {
  const words = useSigningWords()
  const mine = paper.signatures.some(({ side }) => side === 'customer')
  if (shown.state === 'signed') return <section className='card stack'><p className='notice' role='status'>{words.whole}</p>{paper.sealedSha256 && <><MessageFile fetchFile={fetchSigned(code)} file={{ id: 'pdf', name: words.file }} /><p className='small muted'>{words.hash}<br /><span className='num said'>{paper.sealedSha256}</span></p></>}</section>
  if (shown.state === 'declined') return <p className='notice' role='status'>{words.said}</p>
  if (shown.state !== 'open') return <p className='notice' role='status'>{words.voided}</p>
  if (mine) return <p className='notice' role='status'>{words.thanks}</p>
  return <><SignForm code={code} paper={paper} onShown={onShown} /><RefuseForm code={code} onShown={onShown} /></>
}

const Head = ({ shown }: { readonly shown: Shown }) => {
  const { words: { titles } } = useSpeech()
  const speech = useSpeechIn(shown.timeZone)
  const words = useSigningWords()
  return <div><p className='muted'>{shown.organization}</p><h1 tabIndex={-1}>{titles.agreement}</h1><p>{words.number} <span className='num'>{shown.number}</span>{shown.paper && `　${fill(words.edition, { no: shown.paper.no })}`}</p>{shown.state === 'open' && <p className='muted'>{words.until} {momentWords(speech, shown.until)}</p>}</div>
}

/** The agreement behind a link: who it is for shows who they are, reads it, and signs or says what does not suit them. */
export const AgreementPage = ({ code }: { readonly code: string }) => {
  const { locale, words: { titles } } = useSpeech()
  const words = useSigningWords()
  const [shown, setShown] = useBehind(code, getAgreement)
  useTouched(code, isThere(shown), noteOpened)
  const again = useCallback(() => { getAgreement(code, locale).then((found) => setShown(() => found), () => undefined) }, [code, locale, setShown])
  if (shown === null) return <p role='status' className='muted'>{words.loading}</p>
  if (!isThere(shown)) return <div className='stack-6'><h1 tabIndex={-1}>{titles.agreement}</h1><p className='notice'>{words[shown]}</p></div>
  const { paper } = shown
  return (
    <div className='stack-6'>
      <Head shown={shown} />
      {paper ? <><AgreementText text={paper.text} /><Standing code={code} shown={shown} paper={paper} onShown={(next) => setShown(() => next)} /></> : shown.state === 'voided' ? <p className='notice' role='status'>{words.voided}</p> : <AgreementWho code={code} shown={shown} onShown={again} />}
    </div>
  )
}
