import { useState } from 'react'
import { TextField } from './Field.tsx'
import { type Part, sendQuestion, usePartWords } from './part.ts'
import { SendBar } from './SendBar.tsx'
import { useSending } from './sending.ts'
import { fill, useSpeech } from './speech.ts'

/** What they want to know before they answer. */
export const PartQuestions = ({ code, part, onPart }: { readonly code: string; readonly part: Part; readonly onPart: (part: Part) => void }) => {
  const { locale } = useSpeech()
  const words = usePartWords()
  const [text, setText] = useState('')
  const [name, setName] = useState(part.contact ?? '')
  const [tried, setTried] = useState(false)
  const sending = useSending('part.question', sendQuestion, (next: Part) => { setText(''); setTried(false); onPart(next) })
  const submit = () => {
    setTried(true)
    if (text.trim() && name.trim()) sending.send({ code, body: { name, text, locale } })
  }
  return (
    <section className='card stack'>
      <h2>{part.questions.length > 0 ? words.questions : words.ask}</h2>
      {part.questions.length > 0 && <ul className='rows' aria-live='polite'>{part.questions.map((q) => <li key={q.askedAt + q.text}><p className='said'>{q.text}</p><p className={q.reply ? 'said' : 'muted'}>{q.reply ? fill(words.reply, { text: q.reply }) : words.waiting}</p></li>)}</ul>}
      <details>
        <summary>{words.ask}</summary>
        <form className='stack' noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
          <fieldset className='stack' disabled={sending.phase !== 'idle'}>
            <TextField id='part-question' label={words.question} rows={3} most={4000} value={text} onValue={setText} fault={tried && !text.trim() ? words.questionMissing : undefined} />
            <TextField id='part-asker' label={words.name} most={200} value={name} onValue={setName} autoComplete='name' fault={tried && !name.trim() ? words.nameMissing : undefined} />
          </fieldset>
          <SendBar sending={sending} label={words.sendQuestion} plain />
        </form>
      </details>
    </section>
  )
}
