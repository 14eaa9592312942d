import { useRef, useState } from 'react'
import type { ExpertFinding } from '#contract/expert-pack.ts'
import { useDraft } from '../ui/draft.ts'
import { Attachments } from './Attachments.tsx'
import { OneOf } from './Choices.tsx'
import { TextField, useFocusOnFault } from './Field.tsx'
import { type Asked, filesOfReport, sendReport, useExpertWords } from './expert.ts'
import { SendBar } from './SendBar.tsx'
import { useSendWithFiles } from './send-with-files.ts'
import { useSending } from './sending.ts'
import { fill, useSpeech } from './speech.ts'
import { useUploads } from './uploads.ts'

interface Answer { readonly finding: ExpertFinding | null; readonly measured: string; readonly note: string }
interface Draft { readonly answers: Readonly<Record<string, Answer>>; readonly summary: string; readonly name: string }
const NO_ANSWER: Answer = { finding: null, measured: '', note: '' }
const MOST_TEXT = 4_000
const MOST_SUMMARY = 20_000
const MILLI = 1_000

/** Thousandths of what was typed; null: nothing, or nothing that can be read. */
const milliOf = (text: string): number | null => (/^\d{1,9}(?:\.\d{1,3})?$/.test(text.trim()) ? Math.round(Number(text.trim()) * MILLI) : null)

/** What is wrong before it is signed. */
const faultsOf = (asked: Asked, { answers, summary, name }: Draft, files: number, words: ReturnType<typeof useExpertWords>): Readonly<Record<string, string>> => Object.fromEntries([
  ...asked.questions.flatMap((q) => {
    const one = answers[q.id] ?? NO_ANSWER
    return [...(one.finding ? [] : [[`finding-${q.no}`, words.missing]]), ...(one.measured.trim() && milliOf(one.measured) === null ? [[`measured-${q.no}`, words.measuredOdd]] : [])]
  }),
  ...(summary.trim() ? [] : [['summary', words.missing]]), ...(files > 0 ? [] : [['files', words.reportMissing]]), ...(name.trim() ? [] : [['name', words.nameMissing]]),
])

const useSigning = (code: string, asked: Asked, onSigned: (asked: Asked) => void) => {
  const { locale } = useSpeech()
  const words = useExpertWords()
  const [draft, setDraft, clear] = useDraft<Draft>(`portal.expert.${asked.number}`, { answers: {}, summary: '', name: '' })
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [tried, setTried] = useState(0)
  const { uploads, items } = useUploads(`expert.${asked.number}`, () => filesOfReport(code))
  const sending = useSending(`expert.${asked.number}`, sendReport, (next: Asked) => { clear(); uploads.clear(); onSigned(next) }, () => setTried((n) => n + 1))
  const deliver = (fileIds: string[]) => {
    const answers = asked.questions.flatMap((q) => { const one = draft.answers[q.id]; return one?.finding ? [{ questionId: q.id, finding: one.finding, measuredMilli: milliOf(one.measured), note: one.note || null }] : [] })
    sending.send({ code, body: { name: draft.name, locale, summary: draft.summary, answers, fileIds } })
  }
  const files = useSendWithFiles(`expert.${asked.number}`, uploads, items, deliver)
  const submit = () => {
    const found = faultsOf(asked, draft, items.length, words)
    setFaults(found)
    setTried((n) => n + 1)
    if (Object.keys(found).length === 0) files.start()
  }
  const answer = (id: string, part: Partial<Answer>) => setDraft((before) => ({ ...before, answers: { ...before.answers, [id]: { ...NO_ANSWER, ...before.answers[id], ...part } } }))
  return { draft, answer, set: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), faults, tried, uploads, items, sending, files, submit, words }
}

type Signing = ReturnType<typeof useSigning>

const One = ({ q, signing: { draft, answer, faults, words } }: { readonly q: Asked['questions'][number]; readonly signing: Signing }) => {
  const { locale } = useSpeech()
  const one = draft.answers[q.id] ?? NO_ANSWER
  return (
    <div className='card stack'>
      <h3>{q.no}. {q.label[locale]}</h3>
      <p className='said'>{q.text}</p>
      <OneOf id={`finding-${q.no}`} legend={words.finding} choices={q.findings.map((finding) => ({ value: finding, label: words.findings[finding] }))} value={one.finding} onValue={(next) => answer(q.id, { finding: q.findings.find((finding) => finding === next) ?? null })} fault={faults[`finding-${q.no}`]} />
      {q.measure && <TextField id={`measured-${q.no}`} label={fill(words.measured, { label: q.measure.label[locale], unit: q.measure.unit })} inputMode='decimal' value={one.measured} onValue={(measured) => answer(q.id, { measured })} optional fault={faults[`measured-${q.no}`]} />}
      <TextField id={`note-${q.no}`} label={words.note} rows={2} most={MOST_TEXT} value={one.note} onValue={(note) => answer(q.id, { note })} optional />
    </div>
  )
}

/** What was found, the report, and their name under it. What is typed stays on this device until it is signed. */
export const ExpertForm = ({ code, asked, onSigned }: { readonly code: string; readonly asked: Asked; readonly onSigned: (asked: Asked) => void }) => {
  const form = useRef<HTMLFormElement>(null)
  const signing = useSigning(code, asked, onSigned)
  const { draft, set, faults, tried, uploads, items, sending, files, submit, words } = signing
  useFocusOnFault(form, tried)
  return (
    <form ref={form} className='stack-8' noValidate onSubmit={(event) => { event.preventDefault(); submit() }}>
      <h2>{words.answers}</h2>
      <fieldset className='stack-8' disabled={sending.phase !== 'idle' || files.queued}>
        {asked.questions.map((q) => <One key={q.id} q={q} signing={signing} />)}
        <TextField id='summary' label={words.summary} rows={4} most={MOST_SUMMARY} value={draft.summary} onValue={(summary) => set({ summary })} fault={faults['summary']} />
        <div className='stack-2'><p>{words.report}</p><Attachments id='expert' uploads={uploads} items={items} />{faults['files'] && <p className='fault' role='alert'>{faults['files']}</p>}</div>
        <TextField id='expert-name' label={words.name} hint={words.nameHint} most={200} value={draft.name} onValue={(name) => set({ name })} autoComplete='name' fault={faults['name']} />
      </fieldset>
      <SendBar sending={sending} label={words.sign} queued={files.queued} hindrance={files.stuck ? words.stuck : undefined} />
    </form>
  )
}
