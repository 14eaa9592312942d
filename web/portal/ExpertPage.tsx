import type { ReactNode } from 'react'
import { isThere, useBehind, useTouched } from './behind.ts'
import { ExpertForm } from './ExpertForm.tsx'
import { type Asked, fetchSent, getOpinion, noteOpened, useExpertWords } from './expert.ts'
import { MessageFile } from './MessageFile.tsx'
import { momentWords } from './moments.ts'
import { fill, useSpeech, useSpeechIn } from './speech.ts'

interface Row { readonly label: string; readonly value: string }
const Rows = ({ rows }: { readonly rows: readonly Row[] }) => <dl className='stack-2'>{rows.map(({ label, value }) => <div key={label}><dt className='muted small'>{label}</dt><dd className='said'>{value}</dd></div>)}</dl>
const Block = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => <section className='card stack'><h2>{title}</h2>{children}</section>

const Told = ({ code, asked }: { readonly code: string; readonly asked: Asked }) => {
  const speech = useSpeechIn(asked.timeZone)
  const words = useExpertWords()
  const rows: Row[] = [...(asked.dueAt ? [{ label: words.due, value: momentWords(speech, asked.dueAt) }] : []), { label: words.number, value: asked.number }, { label: words.accreditation, value: asked.accreditation }, { label: words.until, value: momentWords(speech, asked.until) }]
  return (
    <>
      <Rows rows={rows} />
      <Block title={words.matter}><p className='said'>{asked.matter}</p></Block>
      {asked.goods.length > 0 && <Block title={words.goods}><Rows rows={asked.goods.map(({ number, what, seal }) => ({ label: number, value: seal ? `${what} · ${fill(words.seal, { seal })}` : what }))} /></Block>}
      {asked.files.length > 0 && <Block title={words.files}><ul>{asked.files.map((file) => <li key={file.id}><MessageFile fetchFile={fetchSent(code)} file={file} /></li>)}</ul></Block>}
    </>
  )
}

const Own = ({ asked }: { readonly asked: Asked }) => {
  const speech = useSpeechIn(asked.timeZone)
  const words = useExpertWords()
  if (!asked.report) return null
  return (
    <Block title={words.own}>
      <p className='muted'>{fill(words.signedBy, { name: asked.report.name, at: momentWords(speech, asked.report.at) })}</p>
      <Rows rows={asked.questions.map((q) => ({ label: q.label[speech.locale], value: [q.finding && words.findings[q.finding], q.note].filter(Boolean).join('\n') }))} />
      <p className='said'>{asked.report.summary}</p>
    </Block>
  )
}

const Body = ({ code, asked, onSigned }: { readonly code: string; readonly asked: Asked; readonly onSigned: (asked: Asked) => void }) => {
  const words = useExpertWords()
  if (asked.state === 'over') return <p className='notice' role='status'>{words.ended}</p>
  if (asked.state === 'signed') return <><p className='notice' role='status'>{words.signed}</p><Own asked={asked} /></>
  return <><Told code={code} asked={asked} /><ExpertForm code={code} asked={asked} onSigned={onSigned} /></>
}

/** What an appraiser or a laboratory is asked, behind its link: they answer, attach their report and sign. */
export const ExpertPage = ({ code }: { readonly code: string }) => {
  const { words: { titles } } = useSpeech()
  const words = useExpertWords()
  const [asked, setAsked] = useBehind(code, getOpinion)
  useTouched(code, isThere(asked), noteOpened)
  if (asked === null) return <p role='status' className='muted'>{words.loading}</p>
  if (!isThere(asked)) return <div className='stack-6'><h1 tabIndex={-1}>{titles.expert}</h1><p className='notice'>{words[asked]}</p></div>
  return (
    <div className='stack-6'>
      <div className='stack'>
        <div><p className='muted'>{asked.organization}</p><h1 tabIndex={-1}>{titles.expert}</h1></div>
        <p>{fill(words.greeting, { name: asked.name })}</p>
        {asked.state === 'open' && <p>{fill(words.lead, { organization: asked.organization })}</p>}
      </div>
      <Body code={code} asked={asked} onSigned={(next) => setAsked(() => next)} />
    </div>
  )
}
