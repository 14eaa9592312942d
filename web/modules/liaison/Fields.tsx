import { useTranslation } from 'react-i18next'
import type { LiaisonField, LiaisonPart } from '#contract/liaison-pack.ts'
import { Liability, type PackView } from '#contract/packs.ts'
import { causeWords } from '../../app/causes.ts'
import { faultOf } from '../../app/fault.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'

export type Values = Readonly<Record<string, string | number>>
interface Props { readonly template: readonly LiaisonField[]; readonly part: LiaisonPart; readonly values: Values; readonly onChange: (values: Values) => void; readonly causes: PackView['rootCauses']; readonly error: Error | null }

const optionsOf = (field: LiaisonField, causes: Props['causes'], term: ReturnType<typeof useTerm>, separator: string) => {
  if (field.type === 'cause') return causes.filter((cause) => !cause.retired).map((cause) => ({ value: cause.code, label: causeWords(causes, cause.code, separator) }))
  if (field.type === 'liability') return Liability.options.map((value) => ({ value, label: term('liability', value) }))
  return (field.choices ?? []).map((choice) => ({ value: choice.code, label: say(choice.label) }))
}

const One = ({ field, values, onChange, causes, error }: Omit<Props, 'template' | 'part'> & { readonly field: LiaisonField }) => {
  const term = useTerm()
  const { t } = useTranslation('common')
  const given = values[field.code]
  const put = (value: string | number | null) => onChange(value === null || value === '' ? Object.fromEntries(Object.entries(values).filter(([code]) => code !== field.code)) : { ...values, [field.code]: value })
  const common = { label: say(field.label), hint: field.hint && say(field.hint), required: field.required, error: faultOf(error, `fields/${field.code}`) }
  if (field.type === 'choice' || field.type === 'cause' || field.type === 'liability') return <SelectField {...common} value={given === undefined ? null : String(given)} onChange={put} options={optionsOf(field, causes, term, t('pathSeparator'))} clear search={field.type === 'cause'} />
  if (field.type === 'long') return <LongField {...common} value={String(given ?? '')} onChange={put} />
  if (field.type === 'number') return <TextField {...common} inputMode='numeric' value={String(given ?? '')} onChange={(text) => put(text === '' ? null : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)} />
  return <TextField {...common} {...(field.type === 'day' && { type: 'date' })} value={String(given ?? '')} onChange={put} />
}

/** What the pack asks in one part of the form. */
export const Fields = ({ template, part, ...rest }: Props) => <>{template.filter((field) => field.part === part).map((field) => <One key={field.code} field={field} {...rest} />)}</>
