import type { ReactNode } from 'react'
import { isThere, useBehind, useTouched } from './behind.ts'
import { MessageFile } from './MessageFile.tsx'
import { momentWords } from './moments.ts'
import { PartForm } from './PartForm.tsx'
import { PartQuestions } from './PartQuestions.tsx'
import { type Part, fetchPartFile, getPart, noteOpened, usePartWords } from './part.ts'
import { fill, useSpeech, useSpeechIn } from './speech.ts'

const Rows = ({ rows }: { readonly rows: readonly { readonly label: string; readonly value: string }[] }) => (
  <dl className='stack-2'>{rows.map(({ label, value }) => <div key={label}><dt className='muted small'>{label}</dt><dd className='said'>{value}</dd></div>)}</dl>
)

const Block = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => <section className='card stack'><h2>{title}</h2>{children}</section>

/** What a value is called where it is one of several. */
const spoken = (field: Part['fields'][number], value: string | number | undefined, locale: Part['locale']) => field.choices?.find((choice) => choice.code === value)?.label[locale] ?? String(value ?? '')

const Own = ({ part }: { readonly part: Part }) => {
  const speech = useSpeechIn(part.timeZone)
  const words = usePartWords()
  if (!part.answer) return null
  const { by, at, fields } = part.answer
  const rows = part.fields.flatMap((field) => (fields[field.code] === undefined ? [] : [{ label: field.label[speech.locale], value: spoken(field, fields[field.code], speech.locale) }]))
  return <Block title={words.own}><p className='muted'>{fill(words.answeredBy, { name: by, at: momentWords(speech, at) })}</p>{rows.length > 0 && <Rows rows={rows} />}</Block>
}

const Told = ({ code, part }: { readonly code: string; readonly part: Part }) => {
  const speech = useSpeechIn(part.timeZone)
  const words = usePartWords()
  const due = [...(part.dueAt ? [{ label: words.due, value: momentWords(speech, part.dueAt) }] : []), { label: words.number, value: part.number }, ...(part.until ? [{ label: words.until, value: momentWords(speech, part.until) }] : [])]
  return (
    <>
      <Rows rows={due} />
      {part.message && <div className='notice stack-2'><h2>{words.again}</h2><p className='said'>{part.message}</p></div>}
      <Block title={words.matter}><p className='said'>{part.matter}</p></Block>
      {part.shown.length > 0 && <Block title={words.shown}><Rows rows={part.shown.map(({ label, value }) => ({ label: label[speech.locale], value }))} /></Block>}
      {part.files.length > 0 && <Block title={words.files}><ul>{part.files.map((file) => <li key={file.id}><MessageFile fetchFile={fetchPartFile(code)} file={file} /></li>)}</ul></Block>}
    </>
  )
}

const Body = ({ code, part, onPart }: { readonly code: string; readonly part: Part; readonly onPart: (part: Part) => void }) => {
  const words = usePartWords()
  if (part.state === 'over') return <p className='notice' role='status'>{words.ended}</p>
  if (part.state === 'answered') return <><p className='notice' role='status'>{words.answered}</p><Own part={part} /></>
  return (
    <>
      <Told code={code} part={part} />
      <PartQuestions code={code} part={part} onPart={onPart} />
      <PartForm code={code} part={part} onPart={onPart} />
    </>
  )
}

/** The part of a form that somebody outside answers. */
export const PartPage = ({ code }: { readonly code: string }) => {
  const { words: { titles } } = useSpeech()
  const words = usePartWords()
  const [part, setPart] = useBehind(code, getPart)
  useTouched(code, isThere(part), noteOpened)
  if (part === null) return <p role='status' className='muted'>{words.loading}</p>
  if (!isThere(part)) return <div className='stack-6'><h1 tabIndex={-1}>{titles.part}</h1><p className='notice'>{words[part]}</p></div>
  return (
    <div className='stack-6'>
      <div className='stack'>
        <div><p className='muted'>{part.organization}</p><h1 tabIndex={-1}>{titles.part}</h1></div>
        <p>{fill(words.greeting, { whom: part.contact ?? part.name })}</p>
        {part.state === 'open' && <p>{fill(words.lead, { organization: part.organization })}</p>}
      </div>
      <Body code={code} part={part} onPart={setPart} />
    </div>
  )
}
