import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Field as PackField } from '#contract/packs.ts'
import { say } from '../../app/i18n.ts'
import { useClearing } from '../../ui/clearing.tsx'
import { Field } from '../../ui/Field.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import './complaint.css'

type Value = string | number | undefined
interface Props { readonly field: PackField; readonly value: Value; readonly error?: string | undefined; readonly onChange: (value: Value) => void }

const Control = ({ field, id, value, onChange }: Props & { readonly id: string }) => {
  const { t } = useTranslation('register')
  const clearing = useClearing()
  if (field.type === 'choice') return <Select id={id} allowClear={clearing} showSearch={{ optionFilterProp: 'label' }} placeholder={t('fields.choose')} value={value === undefined ? null : String(value)} onChange={(next: string | undefined) => onChange(next)} options={(field.choices ?? []).map((choice) => ({ value: choice.code, label: say(choice.label) }))} />
  if (field.type === 'number') return <InputNumber id={id} controls={false} className='wide-n' {...(field.unit && { suffix: field.unit })} value={typeof value === 'number' ? value : null} onChange={(next) => onChange(next ?? undefined)} />
  return <Input id={id} type={field.type === 'day' ? 'date' : 'text'} maxLength={200} value={value === undefined ? '' : String(value)} {...(field.unit && { suffix: field.unit })} onChange={(event) => onChange(event.target.value || undefined)} />
}

/** One of the pack's own fields, by its type. */
export const PackFieldInput = (props: Props) => {
  const { field, value, error, onChange } = props
  const hint = field.hint ? say(field.hint) : undefined
  if (field.type === 'money') return <MoneyInput label={say(field.label)} required={field.required} error={error} {...(hint && { hint })} valueFen={typeof value === 'number' ? value : null} onChange={(fen) => onChange(fen ?? undefined)} />
  const id = `field-${field.code}`
  return <Field id={id} label={say(field.label)} error={error} hint={hint} required={field.required}><Control {...props} id={id} /></Field>
}
