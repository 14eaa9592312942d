import { Input, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import type { Cell, InquiryField, Spot, Value } from '#contract/inquiry-kinds.ts'
import { useTerm } from '../../app/i18n.ts'
import { useClearing } from '../../ui/clearing.tsx'
import { Field, useFieldControl } from '../../ui/Field.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { localAt, momentAt } from '../../ui/zone.ts'
import { Rows } from './Rows.tsx'
import { SpotInput } from './SpotInput.tsx'

export interface Asked { readonly known: Pick<Case, 'goods' | 'evidence'>; /** Draws the field where somebody signs. */ readonly signature: (who: string, value: string | undefined, onChange: (fileId: string | undefined) => void) => ReactNode }
interface Props extends Asked { readonly field: InquiryField; readonly value: Value; readonly onChange: (value: Value) => void; readonly error: string | null | undefined; readonly hint?: ReactNode }
type Input_ = Pick<Props, 'field' | 'value' | 'onChange' | 'known'>

const MOST_LETTERS = 200
const FEW = 3

const text = (value: Value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const Line = ({ value, onChange }: Input_) => <Input {...useFieldControl()} maxLength={MOST_LETTERS} value={text(value)} onChange={(event) => onChange(event.target.value)} />
const Long = ({ value, onChange }: Input_) => <Input.TextArea {...useFieldControl()} autoSize={{ minRows: 2, maxRows: 14 }} value={text(value)} onChange={(event) => onChange(event.target.value)} />
const Count = ({ value, onChange }: Input_) => <Input {...useFieldControl()} inputMode='numeric' maxLength={5} className='num' value={text(value)} onChange={(event) => { const typed = event.target.value.replace(/\D/g, ''); onChange(typed === '' ? null : Number(typed)) }} />
const DayOf = ({ value, onChange }: Input_) => <Input {...useFieldControl()} type='date' value={text(value)} onChange={(event) => onChange(event.target.value || null)} />

const Moment = ({ value, onChange }: Input_) => {
  const { zone } = useZone()
  return <Input {...useFieldControl()} type='datetime-local' value={typeof value === 'string' ? localAt(zone, Date.parse(value)) : ''} onChange={(event) => onChange(event.target.value ? momentAt(zone, event.target.value) : null)} />
}

const Choice = ({ field: { code, choices = [] }, value, onChange }: Input_) => {
  const term = useTerm()
  const clearing = useClearing()
  const control = useFieldControl()
  const options = choices.map((choice) => ({ value: choice, label: term('inquiryChoice', choice) }))
  if (choices.length <= FEW) return <Radio.Group aria-label={term('inquiryField', code)} className='stacked' value={value} onChange={(event) => onChange(event.target.value as string)} options={options} />
  return <Select {...control} allowClear={clearing} value={value} onChange={(next: Value) => onChange(next ?? null)} options={options} />
}

const YesNo = ({ field, value, onChange }: Input_) => {
  const { t } = useTranslation('common')
  return <Radio.Group aria-label={field.code} optionType='button' value={value} onChange={(event) => onChange(event.target.value === true)} options={[{ value: true, label: t('yes') }, { value: false, label: t('no') }]} />
}

const Thing = ({ field: { type }, value, onChange, known }: Input_) => {
  const clearing = useClearing()
  const { t } = useTranslation('inquiry')
  const things = type === 'goods' ? known.goods : known.evidence
  return <Select {...useFieldControl()} allowClear={clearing} placeholder={things.length ? t('thing.choose') : t('thing.none')} disabled={!things.length} value={value} onChange={(next: Value) => onChange(next ?? null)} options={things.map((one) => ({ value: one.id, label: `${one.what}　${one.number}` }))} />
}

const Where = ({ value, onChange }: Input_) => <SpotInput value={value as Spot | null} onChange={onChange} />
const Table = ({ field: { code, columns = [] }, value, onChange }: Input_) => <Rows label={useTerm()('inquiryField', code)} columns={columns} rows={Array.isArray(value) ? value as readonly Readonly<Record<string, Cell>>[] : []} onChange={onChange} />

const INPUTS = { text: Line, long: Long, number: Count, day: DayOf, moment: Moment, choice: Choice, yes: YesNo, goods: Thing, sample: Thing, spot: Where, rows: Table } as const

/** One field of an inquiry, drawn by its type. */
export const FieldInput = ({ field, value, onChange, error, hint, known, signature }: Props) => {
  const term = useTerm()
  const label = term('inquiryField', field.code)
  if (field.type === 'signature') return <>{signature(label, typeof value === 'string' ? value : undefined, (id) => onChange(id ?? null))}</>
  if (field.type === 'money') return <MoneyInput label={label} error={error} valueFen={typeof value === 'number' ? value : null} onChange={onChange} />
  const Shown = INPUTS[field.type]
  return <Field label={label} error={error} hint={hint} required={field.needed === true || field.where !== undefined}><Shown field={field} value={value} onChange={onChange} known={known} /></Field>
}
