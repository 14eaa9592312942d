import { OneOf } from './Choices.tsx'
import { TextField } from './Field.tsx'
import { type PartField, usePartWords } from './part.ts'
import { fill, useSpeech } from './speech.ts'

export interface Measure { readonly kind: 'contain' | 'correct' | 'prevent'; readonly text: string; readonly responsible: string; readonly dueOn: string }
const NEW_MEASURE: Measure = { kind: 'correct', text: '', responsible: '', dueOn: '' }
const MOST_MEASURES = 20
const MOST_TEXT = 4_000

interface OneProps { readonly field: PartField; readonly value: string; readonly onValue: (value: string) => void; readonly fault: string | undefined }

const INPUT = { text: {}, long: { rows: 3 }, number: { inputMode: 'decimal' }, day: { type: 'date' } } as const

/** A field of the form, as a phone shows it. */
export const One = ({ field, value, onValue, fault }: OneProps) => {
  const { locale } = useSpeech()
  const id = `part-${field.code}`
  const hint = field.hint?.[locale]
  const label = `${field.label[locale]}${field.unit ? ` (${field.unit[locale]})` : ''}`
  if (field.type !== 'choice') return <TextField id={id} label={label} hint={hint} most={MOST_TEXT} value={value} onValue={onValue} optional={!field.required} fault={fault} {...INPUT[field.type as keyof typeof INPUT]} />
  return <OneOf id={id} legend={label} hint={hint} choices={(field.choices ?? []).map((choice) => ({ value: choice.code, label: choice.label[locale] }))} value={value} onValue={onValue} fault={fault} />
}

/** What they will do, one by one: who, by when. */
export const Measures = ({ measures, onChange }: { readonly measures: readonly Measure[]; readonly onChange: (measures: readonly Measure[]) => void }) => {
  const words = usePartWords()
  const set = (at: number, part: Partial<Measure>) => onChange(measures.map((one, i) => (i === at ? { ...one, ...part } : one)))
  return (
    <fieldset className='field stack'>
      <legend>{words.measures}</legend>
      {measures.map((one, at) => (
        <div key={at.toString()} className='card stack'>
          <TextField id={`part-measure-${at}`} label={fill(words.measure, { no: at + 1 })} rows={2} most={MOST_TEXT} value={one.text} onValue={(text) => set(at, { text })} />
          <div className='field'><label htmlFor={`part-kind-${at}`}>{words.what}</label><select id={`part-kind-${at}`} className='ctl' value={one.kind} onChange={(e) => set(at, { kind: e.target.value as Measure['kind'] })}>{(['contain', 'correct', 'prevent'] as const).map((kind) => <option key={kind} value={kind}>{words[kind]}</option>)}</select></div>
          <TextField id={`part-who-${at}`} label={words.responsible} most={200} value={one.responsible} onValue={(responsible) => set(at, { responsible })} optional />
          <TextField id={`part-by-${at}`} label={words.dueOn} type='date' value={one.dueOn} onValue={(dueOn) => set(at, { dueOn })} optional />
          <button type='button' className='link' onClick={() => onChange(measures.filter((_, i) => i !== at))}>{fill(words.removeMeasure, { no: at + 1 })}</button>
        </div>
      ))}
      {measures.length < MOST_MEASURES && <button type='button' className='btn plain' onClick={() => onChange([...measures, NEW_MEASURE])}>{words.addMeasure}</button>}
    </fieldset>
  )
}
