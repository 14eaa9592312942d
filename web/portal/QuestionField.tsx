import type { ReactNode } from 'react'
import { saidIn } from '#contract/asking.ts'
import { Attachments } from './Attachments.tsx'
import { AnyOf, OneOf, Scale } from './Choices.tsx'
import { TextField } from './Field.tsx'
import type { Question } from './questions.ts'
import { useSpeech } from './speech.ts'
import type { Upload, Uploads } from './uploads.ts'

/** As it is typed: numbers as text until they are sent. */
export type Typed = string | number | readonly string[]
interface Props { readonly question: Question; readonly value: Typed | undefined; readonly onValue: (value: Typed) => void; readonly fault: string | undefined; readonly uploads: Uploads; readonly items: readonly Upload[] }

const MOST_TEXT = 20_000
const INPUT = { text: { rows: 3 }, number: { inputMode: 'decimal' }, day: { type: 'date' } } as const

const Files = ({ id, legend, hint, fault, children }: { readonly id: string; readonly legend: string; readonly hint: string; readonly fault: string | undefined; readonly children: ReactNode }) => (
  <fieldset className='field' id={id}>
    <legend>{legend}</legend>
    {hint && <p className='hint'>{hint}</p>}
    {fault && <p className='fault' role='alert'>{fault}</p>}
    {children}
  </fieldset>
)

/** One question, as a phone shows it. */
export const QuestionField = ({ question: { code, kind, text, hint, required, choices }, value, onValue, fault, uploads, items }: Props) => {
  const { locale } = useSpeech()
  const id = `q-${code}`
  const legend = saidIn(text, locale)
  const said = hint ? saidIn(hint, locale) : ''
  const frame = { id, legend, ...(said && { hint: said }), fault, optional: !required }
  const options = choices.map((one) => ({ value: one.code, label: saidIn(one.label, locale) }))
  switch (kind) {
    case 'scale': return <Scale {...frame} value={typeof value === 'number' ? value : null} onValue={onValue} />
    case 'choice': return <OneOf {...frame} choices={options} value={typeof value === 'string' ? value : null} onValue={onValue} />
    case 'choices': return <AnyOf {...frame} choices={options} value={Array.isArray(value) ? value : []} onValue={onValue} />
    case 'files': return <Files id={id} legend={legend} hint={said} fault={fault}><Attachments id={`${id}-of`} uploads={uploads} items={items} /></Files>
    default: return <TextField id={id} label={legend} hint={said || undefined} most={MOST_TEXT} value={typeof value === 'string' ? value : ''} onValue={onValue} optional={!required} fault={fault} {...INPUT[kind]} />
  }
}
