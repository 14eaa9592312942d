import { type HTMLAttributes, type HTMLInputTypeAttribute, type RefObject, useEffect } from 'react'
import { useSpeech } from './speech.ts'

export const Fault = ({ id, text }: { readonly id: string; readonly text: string | undefined }) =>
  (text ? <p className='fault' id={id}>{text}</p> : null)

/** Attributes that tie an input to its hint and its fault. */
export const describedBy = (id: string, hint: string | undefined, fault: string | undefined) => ({
  'aria-invalid': fault ? true : undefined,
  'aria-describedby': [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined,
})

interface TextFieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly hint?: string | undefined
  readonly fault?: string | undefined
  readonly optional?: boolean
  readonly required?: boolean
  /** Rows of a text area; a single line without it. */
  readonly rows?: number
  readonly most?: number
  readonly type?: HTMLInputTypeAttribute
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  readonly autoComplete?: string
  readonly className?: string
  /** For codes and numbers: no spelling, no capital letters of the keyboard's own. */
  readonly verbatim?: boolean
}

export const TextField = ({ id, label, value, onValue, hint, fault, optional, required, rows, most, type = 'text', inputMode, autoComplete, className, verbatim }: TextFieldProps) => {
  const { words } = useSpeech()
  const shared = { id, value, required, maxLength: most, autoComplete, className: `ctl ${className ?? ''}`, ...describedBy(id, hint, fault) }
  const plain = verbatim ? { autoCapitalize: 'off', autoCorrect: 'off', spellCheck: false } : {}
  return (
    <div className='field'>
      <label htmlFor={id}>{label} {optional && <span className='opt'>{words.optional}</span>}</label>
      {hint && <p className='hint' id={`${id}-hint`}>{hint}</p>}
      {rows === undefined
        ? <input {...shared} {...plain} type={type} inputMode={inputMode} onChange={(e) => onValue(e.target.value)} />
        : <textarea {...shared} rows={rows} onChange={(e) => onValue(e.target.value)} />}
      <Fault id={`${id}-fault`} text={fault} />
    </div>
  )
}

/** After a refused submission (`tried` counts them) the first field with a fault gets the focus. */
export const useFocusOnFault = (form: RefObject<HTMLElement | null>, tried: number) => {
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form, tried])
}
