import type { ReactNode } from 'react'
import { Fault, describedBy } from './Field.tsx'
import { useSpeech } from './speech.ts'

interface Frame { readonly id: string; readonly legend: string; readonly hint?: string | undefined; readonly fault: string | undefined; readonly optional?: boolean | undefined; readonly children: ReactNode }

const Group = ({ id, legend, hint, fault, optional, children }: Frame) => {
  const { words } = useSpeech()
  return (
    <fieldset className='field'>
      <legend>{legend} {optional && <span className='opt'>{words.optional}</span>}</legend>
      {hint && <p className='hint' id={`${id}-hint`}>{hint}</p>}
      {children}
      <Fault id={`${id}-fault`} text={fault} />
    </fieldset>
  )
}

interface Asked extends Omit<Frame, 'children'> { readonly choices: readonly { readonly value: string; readonly label: string }[] }

/** One of several. */
export const OneOf = ({ choices, value, onValue, ...frame }: Asked & { readonly value: string | null; readonly onValue: (value: string) => void }) => (
  <Group {...frame}>
    <div className='stack-2'>{choices.map((one) => <label key={one.value} className={value === one.value ? 'tile on' : 'tile'}><input type='radio' name={frame.id} checked={value === one.value} onChange={() => onValue(one.value)} {...describedBy(frame.id, frame.hint, frame.fault)} />{one.label}</label>)}</div>
  </Group>
)

/** Any of several. */
export const AnyOf = ({ choices, value, onValue, ...frame }: Asked & { readonly value: readonly string[]; readonly onValue: (value: string[]) => void }) => (
  <Group {...frame}>
    <div className='stack-2'>{choices.map((one) => <label key={one.value} className={value.includes(one.value) ? 'tile on' : 'tile'}><input type='checkbox' name={frame.id} checked={value.includes(one.value)} onChange={(event) => onValue(event.target.checked ? [...value, one.value] : value.filter((each) => each !== one.value))} {...describedBy(frame.id, frame.hint, frame.fault)} />{one.label}</label>)}</div>
  </Group>
)

const SCALE = [1, 2, 3, 4, 5] as const

/** One to five, five is best. */
export const Scale = ({ value, onValue, hint, ...frame }: Omit<Frame, 'children'> & { readonly value: number | null; readonly onValue: (value: number) => void }) => {
  const { opinion } = useSpeech().words
  const said = hint ? `${hint} ${opinion.scaleHint}` : opinion.scaleHint
  return (
    <Group {...frame} hint={said}>
      <div className='scale low'>{SCALE.map((n) => <label key={n} className={value === n ? 'on' : ''}><input type='radio' name={frame.id} checked={value === n} onChange={() => onValue(n)} {...describedBy(frame.id, said, frame.fault)} /><b>{n}</b></label>)}</div>
    </Group>
  )
}
