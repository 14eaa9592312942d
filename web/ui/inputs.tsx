import { Input, Select } from 'antd'
import type { HTMLInputTypeAttribute, ReactNode } from 'react'
import { useClearing } from './clearing.tsx'
import { Field, useFieldControl } from './Field.tsx'

interface Common {
  readonly label: ReactNode
  readonly error?: string | null | undefined
  readonly hint?: ReactNode
  readonly required?: boolean | undefined
}

interface TextProps extends Common {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: HTMLInputTypeAttribute | undefined
  readonly autoComplete?: string | undefined
  readonly inputMode?: 'text' | 'tel' | 'email' | 'numeric' | undefined
  readonly autoFocus?: boolean | undefined
  readonly placeholder?: string | undefined
}

const given = <T extends object>(props: T) => Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined))

const Line = ({ onChange, value, type, ...rest }: Omit<TextProps, 'label' | 'error' | 'hint' | 'required'>) => {
  const control = useFieldControl()
  const Kind = type === 'password' ? Input.Password : Input
  return <Kind {...control} {...given(rest)} {...(type !== undefined && type !== 'password' ? { type } : {})} value={value} onChange={(event) => onChange(event.target.value)} />
}

/** One line of text with its label; `type` as in HTML (`email`, `tel`, `date`, `password`). */
export const TextField = ({ label, error, hint, required, ...rest }: TextProps) => (
  <Field label={label} error={error} hint={hint} required={required}><Line {...rest} autoComplete={rest.autoComplete ?? 'off'} /></Field>
)

const Paragraph = ({ value, onChange, rows }: { readonly value: string; readonly onChange: (value: string) => void; readonly rows: number }) => (
  <Input.TextArea {...useFieldControl()} rows={rows} className='grows' value={value} onChange={(event) => onChange(event.target.value)} />
)

export const LongField = ({ label, error, hint, required, value, onChange, rows = 3 }: Common & { readonly value: string; readonly onChange: (value: string) => void; readonly rows?: number }) => (
  <Field label={label} error={error} hint={hint} required={required}><Paragraph value={value} onChange={onChange} rows={rows} /></Field>
)

export interface Option { readonly value: string; readonly label: string }

interface SelectProps extends Common {
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly options: readonly Option[]
  /** Typing narrows the choices. */
  readonly search?: boolean | undefined
  readonly clear?: boolean | undefined
  readonly placeholder?: string | undefined
}

const Choice = ({ value, onChange, options, search, clear, placeholder }: Omit<SelectProps, keyof Common>) => {
  const clearing = useClearing()
  return <Select<string>
    {...useFieldControl()} value={value} options={[...options]} allowClear={clear ? clearing : false} {...(search && { showSearch: { optionFilterProp: 'label' } })} {...given({ placeholder })}
    onChange={(next: string | undefined) => onChange(next ?? null)}
  />
}

interface ManyProps extends Common { readonly value: readonly string[]; readonly onChange: (value: string[]) => void; readonly options: readonly Option[] }

const Choices = ({ value, onChange, options }: Omit<ManyProps, keyof Common>) => (
  <Select<string[]> {...useFieldControl()} mode='multiple' showSearch={{ optionFilterProp: 'label' }} value={[...value]} onChange={onChange} options={[...options]} className='wide-select' />
)

/** Several of many, found by typing. */
export const ManyField = ({ label, error, hint, required, ...rest }: ManyProps) => (
  <Field label={label} error={error} hint={hint} required={required}><Choices {...rest} /></Field>
)

export const SelectField = ({ label, error, hint, required, ...rest }: SelectProps) => (
  <Field label={label} error={error} hint={hint} required={required}><Choice {...rest} /></Field>
)
