import { useRef, useState } from 'react'
import { askedOf, faultsIn, keptOf } from '#contract/asking.ts'
import { useDraft } from '../ui/draft.ts'
import { TRIED } from '../ui/tried.ts'
import type { Refused } from './api.ts'
import { TextField, useFocusOnFault } from './Field.tsx'
import { QuestionField, type Typed } from './QuestionField.tsx'
import { type Answers, type Asked, type Question, filesOfAnswers, sendAnswers, useQuestionWords } from './questions.ts'
import { SendBar } from './SendBar.tsx'
import { useSendWithFiles } from './send-with-files.ts'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'
import { useUploads } from './uploads.ts'

interface Draft { readonly values: Readonly<Record<string, Typed>>; readonly name: string }
type Faults = Readonly<Record<string, string>>

const numberIn = (text: string) => (/^\s*[-+]?\d+([.,]\d+)?\s*$/.test(text) ? Number(text.trim().replace(',', '.')) : text)

/** As they are sent: what was typed for a number is one, or stays what was typed and is found wrong. */
const answersIn = (questions: readonly Question[], values: Draft['values'], fileIds: readonly string[]): Answers => Object.fromEntries(questions.flatMap(({ code, kind }): [string, Answers[string]][] => {
  if (kind === 'files') return [[code, [...fileIds]]]
  const value = values[code]
  if (value === undefined || (typeof value === 'string' && value.trim() === '')) return []
  return [[code, kind === 'number' && typeof value === 'string' ? numberIn(value) : typeof value === 'object' ? [...value] : value]]
}))

const FAULTS = { number: 'badNumber', day: 'badDay' } as const

const useAnswering = (code: string, asked: Asked, onDone: (asked: Asked) => void) => {
  const { locale } = useSpeech()
  const words = useQuestionWords()
  const [draft, setDraft, clear] = useDraft<Draft>(`portal.questions.${asked.number}`, { values: {}, name: asked.name })
  const [faults, setFaults] = useState<Faults>({})
  const [tried, setTried] = useState(0)
  const { uploads, items } = useUploads(`questions.${asked.number}`, () => filesOfAnswers(code))
  const show = (found: Faults) => {
    setFaults(found)
    setTried((n) => n + 1)
  }
  const refused = (fault: Refused) => show(Object.fromEntries(asked.questions.flatMap((question) => { const told = fault.of(`answers/${question.code}`); return told ? [[question.code, told]] : [] })))
  const sending = useSending(`questions.${asked.number}`, sendAnswers, (next: Asked) => { clear(); uploads.clear(); onDone(next) }, refused)
  const files = useSendWithFiles(`questions.${asked.number}`, uploads, items, (fileIds) => {
    sending.send({ code, body: { name: draft.name, locale, answers: keptOf(asked.questions, answersIn(asked.questions, draft.values, fileIds)) as Record<string, Answers[string] & (string | number | string[])> } })
  })
  const put = askedOf(asked.questions, answersIn(asked.questions, draft.values, []))
  const wrong = (): Faults => Object.fromEntries([
    ...faultsIn(asked.questions, answersIn(asked.questions, draft.values, items.map((one) => one.id ?? crypto.randomUUID()))).map(({ code: which, fault }) => {
      const kind = asked.questions.find((one) => one.code === which)?.kind
      return [which, fault === 'missing' ? words.missing : words[FAULTS[kind as keyof typeof FAULTS] ?? 'unfit']]
    }),
    ...(draft.name.trim() ? [] : [['name', words.nameMissing]]),
  ])
  const submit = () => {
    const found = wrong()
    show(found)
    if (Object.keys(found).length === 0 && code !== TRIED) files.start()
  }
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  return { draft, set, put, faults, tried, uploads, items, sending, files, submit, words }
}

/** The questions that are put as things stand. What is typed stays on this device until it is handed in. */
export const QuestionsForm = ({ code, asked, onDone }: { readonly code: string; readonly asked: Asked; readonly onDone: (asked: Asked) => void }) => {
  const form = useRef<HTMLFormElement>(null)
  const { draft, set, put, faults, tried, uploads, items, sending, files, submit, words } = useAnswering(code, asked, onDone)
  useFocusOnFault(form, tried)
  return (
    <form ref={form} className='stack-8' noValidate onSubmit={(event) => { event.preventDefault(); submit() }}>
      <fieldset className='stack-8' disabled={sending.phase !== 'idle' || files.queued}>
        {put.map((question) => <QuestionField key={question.code} question={question} value={draft.values[question.code]} onValue={(value) => set({ values: { ...draft.values, [question.code]: value } })} fault={faults[question.code]} uploads={uploads} items={items} />)}
        <TextField id='q-name' label={words.name} hint={words.nameHint} most={200} value={draft.name} onValue={(name) => set({ name })} autoComplete='name' fault={faults['name']} />
      </fieldset>
      {code === TRIED ? <p className='notice'>{words.tried}</p> : <SendBar sending={sending} label={words.send} queued={files.queued} hindrance={files.stuck ? words.stuck : undefined} />}
    </form>
  )
}
