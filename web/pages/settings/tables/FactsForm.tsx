import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { FACTS } from '#contract/table-form.ts'
import type { Facts } from '#contract/table-shape.ts'
import { lineage } from '../../../modules/complaint/category-tree.ts'
import { Field } from '../../../ui/Field.tsx'
import { MoneyInput } from '../../../ui/MoneyInput.tsx'
import { isPicked } from './CellEditor.tsx'
import type { Writing } from './cell-text.ts'
import { useColumnName } from './names.ts'
import { Picks } from './Picks.tsx'

type Fact = Facts[string]
/** A case may have several of these at once. */
const SEVERAL = ['kind', 'matter', 'category']

const listOf = (fact: Fact | undefined): string[] => (fact === undefined ? [] : [fact].flat().map(String))

interface OneProps { readonly name: string; readonly writing: Writing; readonly value: Fact | undefined; readonly onChange: (value: Fact | undefined) => void }

/** A category or unit brings all above it. */
const withAbove = ({ pack, units }: Writing, name: string, codes: readonly string[]): string[] => {
  const parents = new Map(units.map(({ code, parent }) => [code, parent]))
  const above = (code: string): string[] => { const parent = parents.get(code); return parent ? [code, ...above(parent)] : [code] }
  return [...new Set(codes.flatMap((code) => (name === 'unit' ? above(code) : lineage(pack.categories, code).map((one) => one.code).toReversed())))]
}

/** The ones that were chosen, without those they brought. */
const chosenIn = ({ pack, units }: Writing, name: string, codes: readonly string[]): string[] => {
  const all: readonly { readonly code: string; readonly parent: string | null }[] = name === 'unit' ? units : pack.categories
  const parents = new Set(all.filter(({ code }) => codes.includes(code)).map(({ parent }) => parent))
  return codes.filter((code) => !parents.has(code))
}

const Picked = ({ name, writing, value, onChange }: OneProps) => {
  const label = useColumnName()({ name, given: false })
  const kind = FACTS[name] ?? { kind: 'text' as const }
  const many = SEVERAL.includes(name)
  const nested = kind.kind === 'category' || kind.kind === 'unit'
  const change = (values: readonly string[]) => {
    if (!values.length) return onChange(undefined)
    if (kind.kind === 'yesNo') return onChange(values[0] === 'true')
    onChange(nested ? withAbove(writing, name, values) : many ? [...values] : values[0])
  }
  const shown = listOf(value)
  return <Field id={`fact-${name}`} label={label}><Picks id={`fact-${name}`} writing={writing} column={{ kind, name }} values={nested ? chosenIn(writing, name, shown) : shown} onChange={change} many={many} label={label} /></Field>
}

const One = (props: OneProps) => {
  const { name, value, onChange } = props
  const label = useColumnName()({ name, given: false })
  const kind = FACTS[name] ?? { kind: 'text' as const }
  const id = `fact-${name}`
  if (isPicked({ kind })) return <Picked {...props} />
  if (kind.kind === 'money') return <MoneyInput label={label} valueFen={typeof value === 'number' ? value : null} onChange={(fen) => onChange(fen ?? undefined)} />
  if (kind.kind === 'number') return <Field id={id} label={label}><Input id={id} inputMode='numeric' value={value === undefined ? '' : String(value)} onChange={(event) => { const read = Number(event.target.value); onChange(event.target.value.trim() === '' || !Number.isFinite(read) ? undefined : read) }} /></Field>
  return <Field id={id} label={label}><Input.TextArea id={id} autoSize={{ minRows: 1, maxRows: 4 }} value={String(value ?? '')} onChange={(event) => onChange(event.target.value || undefined)} /></Field>
}

interface Props { readonly names: readonly string[]; readonly writing: Writing; readonly facts: Facts; readonly onChange: (facts: Facts) => void }

/** What a table asks of a case, to be filled in; what stays empty is not known. */
export const FactsForm = ({ names, writing, facts, onChange }: Props) => {
  const { t } = useTranslation('tables')
  const change = (name: string, value: Fact | undefined) => {
    const { [name]: _before, ...others } = facts
    onChange(value === undefined ? others : { ...others, [name]: value })
  }
  return <fieldset className='tb-facts'><legend className='sr'>{t('facts')}</legend>{names.map((name) => <One key={name} name={name} writing={writing} value={facts[name]} onChange={(value) => change(name, value)} />)}</fieldset>
}
