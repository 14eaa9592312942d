import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { LINE, PARAGRAPH } from '#contract/common.ts'
import { type Field as PackField, type FieldAnswer, YES_NO } from '#contract/packs.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useClearing } from '../../ui/clearing.tsx'
import { Field } from '../../ui/Field.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import './complaint.css'

type Value = FieldAnswer | undefined
interface Props { readonly field: PackField; readonly value: Value; readonly error?: string | undefined; readonly onChange: (value: Value) => void }
type ControlProps = Props & { readonly id: string }

const useOptions = ({ type, choices = [] }: PackField, value: Value) => {
  const term = useTerm()
  if (type === 'yesNo') return YES_NO.map((value) => ({ value, label: term('yesNo', value) }))
  // What was chosen before stays to be seen.
  const isChosen = (code: string) => (Array.isArray(value) ? value.includes(code) : value === code)
  return choices.filter(({ code, retired }) => !retired || isChosen(code)).map((choice) => ({ value: choice.code, label: say(choice.label) }))
}

const searched = { optionFilterProp: 'label' } as const

const Chosen = ({ field, id, value, onChange }: ControlProps) => {
  const { t } = useTranslation('register')
  const clearing = useClearing()
  const options = useOptions(field, value)
  const common = { id, options, allowClear: clearing, showSearch: searched, placeholder: t('fields.choose'), ...(field.required && { 'aria-required': true }) }
  if (field.type === 'several') return <Select<string[]> {...common} mode='multiple' value={Array.isArray(value) ? value : []} onChange={(next) => onChange(next.length ? next : undefined)} />
  return <Select<string> {...common} value={value === undefined ? null : String(value)} onChange={(next: string | undefined) => onChange(next)} />
}

const CHOSEN: readonly PackField['type'][] = ['choice', 'several', 'yesNo']

const Control = (props: ControlProps) => {
  const { field, id, value, onChange } = props
  if (CHOSEN.includes(field.type)) return <Chosen {...props} />
  if (field.type === 'number') return <InputNumber id={id} controls={false} className='wide-n' {...(field.unit && { suffix: field.unit })} value={typeof value === 'number' ? value : null} onChange={(next) => onChange(next ?? undefined)} />
  const text = { id, value: value === undefined ? '' : String(value), onChange: (event: { target: { value: string } }) => onChange(event.target.value || undefined) }
  if (field.type === 'longText') return <Input.TextArea {...text} maxLength={PARAGRAPH} autoSize={{ minRows: 2, maxRows: 10 }} />
  return <Input {...text} type={field.type === 'day' ? 'date' : 'text'} maxLength={LINE} {...(field.unit && { suffix: field.unit })} />
}

/** One of the fields of the pack or of the firm's own, by its kind. */
export const PackFieldInput = (props: Props) => {
  const { field, value, error, onChange } = props
  const hint = field.hint ? say(field.hint) : undefined
  if (field.type === 'money') return <MoneyInput label={say(field.label)} required={field.required} error={error} {...(hint && { hint })} valueFen={typeof value === 'number' ? value : null} onChange={(fen) => onChange(fen ?? undefined)} />
  const id = `field-${field.code}`
  return <Field id={id} label={say(field.label)} error={error} hint={hint} required={field.required}><Control {...props} id={id} /></Field>
}
