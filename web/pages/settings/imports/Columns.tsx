import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { DateOrder, type Import, type ImportField, type Mapping, type preview } from '#contract/importing.ts'
import { Channel } from '#contract/packs.ts'
import { units } from '#contract/identity.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { useClearing } from '../../../ui/clearing.tsx'
import { Field, useFieldControl } from '../../../ui/Field.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import { Section } from '../../../ui/Section.tsx'

type Preview = z.output<typeof preview.output>
interface Props { readonly seen: Preview; readonly target: Import['target']; readonly mapping: Mapping; readonly onChange: (mapping: Mapping) => void }
interface One extends Omit<Props, 'target'> { readonly field: ImportField }

const without = <T,>(all: Readonly<Record<string, T>>, name: string): Record<string, T> => Object.fromEntries(Object.entries(all).filter(([key]) => key !== name))

const withColumns = (mapping: Mapping, part: string, columns: readonly number[]): Mapping => ({
  ...mapping, columns: columns.length ? { ...mapping.columns, [part]: [...columns] } : without(mapping.columns, part),
  // Another column may write its dates otherwise.
  dates: without(mapping.dates, part),
})

const optionsOf = ({ columns }: Preview) => columns.map((column, i) => ({ value: String(i), label: column.samples[0] ? `${column.name} · ${column.samples[0].slice(0, 24)}` : column.name }))

const Several = ({ seen, field, mapping, onChange }: One) => {
  const clearing = useClearing()
  return <Select<string[]> {...useFieldControl()} mode='multiple' allowClear={clearing} showSearch={{ optionFilterProp: 'label' }} value={(mapping.columns[field.part] ?? []).map(String)} options={optionsOf(seen)} onChange={(chosen) => onChange(withColumns(mapping, field.part, chosen.map(Number)))} />
}

/** `2026-04-03T00:00:00` as people read it. */
const readable = (reading: string | null) => (reading === null ? '✗' : reading.replace('T00:00:00', '').replace('T', ' '))

/** How the dates of a column are written: each way with what it makes of the first values. Nothing is chosen beforehand. */
const Dates = ({ seen, field, mapping, onChange }: One) => {
  const { t } = useTranslation('importing')
  const column = seen.columns[mapping.columns[field.part]?.[0] ?? -1]
  if (!column || (field.kind !== 'moment' && field.kind !== 'day')) return null
  const options = column.dates.map(({ order, readings }) => ({ value: order, label: [t(`order.${order}`), ...column.samples.map((sample, i) => `${sample} → ${readable(readings[i] ?? null)}`)].join(' · ') }))
  return (
    <SelectField label={t('orderOf', { label: field.label })} required value={mapping.dates[field.part] ?? null} placeholder={t('orderAsk')} options={options} error={options.length ? null : t('orderNone')}
      onChange={(value) => onChange({ ...mapping, dates: value ? { ...mapping.dates, [field.part]: DateOrder.parse(value) } : without(mapping.dates, field.part) })} />
  )
}

const FieldRow = (one: One) => {
  const { t } = useTranslation('importing')
  const { seen, field, mapping, onChange } = one
  const [column] = mapping.columns[field.part] ?? []
  return (
    <>
      {field.kind === 'texts'
        ? <Field label={field.label} required={field.required} hint={t('severalHint')}><Several {...one} /></Field>
        : <SelectField label={field.label} required={field.required} clear search placeholder={t('noColumn')} value={column === undefined ? null : String(column)} options={optionsOf(seen)} onChange={(value) => onChange(withColumns(mapping, field.part, value === null ? [] : [Number(value)]))} />}
      <Dates {...one} />
    </>
  )
}

const FIRST: readonly string[] = ['calledAt', 'callFrom', 'callTo', 'callId', 'callKind', 'receivedAt', 'text', 'customerName', 'phone', 'externalId', 'closedAt', 'unit', 'channel', 'category']
const FIRST_OF_ORDERS: readonly string[] = ['orderNumber', 'productName', 'boughtOn', 'amount', 'customerName', 'phone', 'memberNumber', 'serial', 'lot', 'shipment']

/** What the columns mean. What is not mapped is not taken over; the row keeps it. */
export const Columns = ({ seen, target, mapping, onChange }: Props) => {
  const { t } = useTranslation('importing')
  const term = useTerm()
  const all = useAsk(units, {}).data?.items.filter((unit) => !unit.retired) ?? []
  const firstParts = target === 'orders' ? FIRST_OF_ORDERS : FIRST
  const first = firstParts.flatMap((part) => seen.fields.find((field) => field.part === part) ?? [])
  const calls = target === 'missedCalls'
  const others = seen.fields.filter((field) => !firstParts.includes(field.part))
  const rows = (fields: readonly ImportField[]) => <div className='imp-g'>{fields.map((field) => <FieldRow key={field.part} seen={seen} field={field} mapping={mapping} onChange={onChange} />)}</div>
  return (
    <Section title={t('step.map')}>
      <div className='imp-p'>
        <p className='hint'>{seen.remembered ? t('remembered') : t('mapHint')}</p>
        {rows(first)}
        {target !== 'orders' && <div className='imp-g'>
          <SelectField label={t('defaultUnit')} hint={t(calls ? 'defaultCallHint' : 'defaultHint')} required={target === 'complaints' && !mapping.columns['unit']} clear search value={mapping.unitId} options={all.map((unit) => ({ value: unit.id, label: unit.name }))} onChange={(unitId) => onChange({ ...mapping, unitId })} />
          {!calls && <SelectField label={t('defaultChannel')} hint={t('defaultHint')} value={mapping.channel} options={Channel.options.map((value) => ({ value, label: term('channel', value) }))} onChange={(value) => onChange({ ...mapping, channel: Channel.catch('automatic').parse(value) })} />}
        </div>}
        {others.length > 0 && <details className='imp-m'><summary>{t('moreFields', { count: others.length })}</summary>{rows(others)}</details>}
      </div>
    </Section>
  )
}
