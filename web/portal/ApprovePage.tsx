import { useRef, useState } from 'react'
import { type Asked, getAsked, sendDecision, useApproveWords } from './approve.ts'
import { isThere, useBehind } from './behind.ts'
import { OneOf } from './Choices.tsx'
import { TextField, useFocusOnFault } from './Field.tsx'
import { momentWords, moneyWords } from './moments.ts'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { fill, useSpeech, useSpeechIn } from './speech.ts'

const Items = ({ asked }: { readonly asked: Asked }) => {
  const speech = useSpeech()
  const words = useApproveWords()
  return (
    <section className='card stack'>
      <h2>{words.what}</h2>
      <ol className='rows'>
        {asked.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items of a proposal never change and carry no id.
          <li key={index}><p className='line'><b>{item.label}</b>{item.amountFen > 0 && <b className='num'>{moneyWords(speech, item.amountFen)}</b>}</p>{item.note && <p className='small said'>{item.note}</p>}</li>
        ))}
        <li><p className='line'><b>{words.total}</b><b className='num total'>{moneyWords(speech, asked.totalFen)}</b></p></li>
      </ol>
    </section>
  )
}

/** What one should know before one decides. */
const Told = ({ asked }: { readonly asked: Asked }) => {
  const speech = useSpeechIn(asked.timeZone)
  const words = useApproveWords()
  const rows = [
    { label: words.number, value: `${asked.number} · ${asked.unitName}` }, { label: words.by, value: `${asked.proposedBy}  ${momentWords(speech, asked.proposedAt)}` },
    { label: words.about, value: asked.about.join('\n') }, { label: words.reason, value: asked.reason }, ...(asked.why ? [{ label: words.rule, value: asked.why[speech.locale] }] : []),
    ...asked.said.map((one) => ({ label: fill(words[one.verdict], { name: one.by }), value: one.comment || momentWords(speech, one.at) })), { label: words.until, value: momentWords(speech, asked.until) },
  ]
  return <section className='card'><dl className='stack-2'>{rows.map(({ label, value }) => <div key={label}><dt className='muted small'>{label}</dt><dd className='said'>{value}</dd></div>)}</dl></section>
}

const Decide = ({ code, asked, onDone }: { readonly code: string; readonly asked: Asked; readonly onDone: (asked: Asked) => void }) => {
  const speech = useSpeech()
  const words = useApproveWords()
  const form = useRef<HTMLFormElement>(null)
  const [verdict, setVerdict] = useState<'approve' | 'return' | null>(null)
  const [comment, setComment] = useState('')
  const [tried, setTried] = useState(0)
  const sending = useSending(`approve.${asked.number}`, sendDecision, onDone)
  useFocusOnFault(form, tried)
  const unsaid = tried > 0 && verdict === 'return' && comment.trim() === '' ? words.commentMissing : undefined
  const submit = () => {
    setTried((n) => n + 1)
    if (verdict && (verdict === 'approve' || comment.trim())) sending.send({ code, body: { verdict, comment: comment.trim(), locale: speech.locale } })
  }
  return (
    <form ref={form} className='card stack' noValidate onSubmit={(event) => { event.preventDefault(); submit() }}>
      <fieldset className='stack' disabled={sending.phase !== 'idle'}>
        <OneOf id='verdict' legend={words.verdict} value={verdict} onValue={(value) => setVerdict(value === 'approve' ? 'approve' : 'return')} choices={[{ value: 'approve', label: fill(words.yes, { amount: moneyWords(speech, asked.totalFen) }) }, { value: 'return', label: words.no }]} fault={tried > 0 && !verdict ? words.verdictMissing : undefined} />
        <TextField id='comment' label={words.comment} hint={words.commentHint} rows={2} most={4000} value={comment} onValue={setComment} optional={verdict !== 'return'} fault={unsaid} />
      </fieldset>
      <SendBar sending={sending} label={words.send} />
    </form>
  )
}

const Standing = ({ code, asked, onDone }: { readonly code: string; readonly asked: Asked; readonly onDone: (asked: Asked) => void }) => {
  const words = useApproveWords()
  if (asked.state === 'used') return <p className='notice' role='status'>{asked.usedFor === 'returned' ? words.doneNo : words.doneYes}</p>
  if (asked.state === 'over') return <p className='notice' role='status'>{words.decided}</p>
  return asked.whyNot ? <p className='notice' role='status'>{asked.whyNot}</p> : <Decide code={code} asked={asked} onDone={onDone} />
}

/** A proposal that waits for one person, behind the link of their message: opening it decides nothing. */
export const ApprovePage = ({ code }: { readonly code: string }) => {
  const { words: { titles } } = useSpeech()
  const words = useApproveWords()
  const [asked, setAsked] = useBehind(code, getAsked)
  if (asked === null) return <p role='status' className='muted'>{words.loading}</p>
  if (!isThere(asked)) return <div className='stack-6'><h1 tabIndex={-1}>{titles.approve}</h1><p className='notice'>{words[asked]}</p></div>
  return (
    <div className='stack-6'>
      <div><p className='muted'>{asked.organization}</p><h1 tabIndex={-1}>{titles.approve}</h1><p>{fill(words.greeting, { name: asked.person })}</p></div>
      <Items asked={asked} />
      <Told asked={asked} />
      <Standing code={code} asked={asked} onDone={(after) => setAsked(() => after)} />
    </div>
  )
}
