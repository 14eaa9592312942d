import { FACTS, FORMS, type Kind, type TableName } from '#contract/table-form.ts'
import type { Rule } from '#contract/table-shape.ts'
import type { Json } from '../pack/cell-words.ts'

/** A column of the sheet: a condition, or what a rule gives. */
export interface Column { readonly key: string; readonly name: string; readonly given: boolean; readonly kind: Kind; readonly must: boolean; readonly empty?: Json | undefined }

export const columnsOf = (table: TableName, facts: readonly string[]): readonly Column[] => [
  ...facts.map((name): Column => ({ key: `when.${name}`, name, given: false, kind: FACTS[name] ?? { kind: 'text' }, must: false })),
  ...FORMS[table].outputs.map(({ name, kind, must, empty }): Column => ({ key: `gives.${name}`, name, given: true, kind, must, ...(empty !== undefined && { empty }) })),
]

export const cellOf = (rule: Rule, { name, given }: Column): Json | undefined => (given ? rule.gives[name] : rule.when[name]) as Json | undefined

const withIn = (all: Readonly<Record<string, Json>>, name: string, value: Json | undefined) => {
  const { [name]: _before, ...others } = all
  return value === undefined ? others : { ...others, [name]: value }
}

/** A post carries its rank: rules of authority name both. */
const withRank = (gives: Readonly<Record<string, Json>>, column: Column, value: Json | undefined, ranks: ReadonlyMap<string, number>) =>
  (column.kind.kind === 'position' && column.must ? withIn(gives, 'rank', typeof value === 'string' ? ranks.get(value) : undefined) : gives)

/** A rule with another cell. */
export const withCell = (rule: Rule, column: Column, value: Json | undefined, ranks: ReadonlyMap<string, number>): Rule => {
  const said = value ?? column.empty
  if (!column.given) return { ...rule, when: withIn(rule.when as Record<string, Json>, column.name, said) as Rule['when'] }
  return { ...rule, gives: withRank(withIn(rule.gives as Record<string, Json>, column.name, said), column, said, ranks) as Rule['gives'] }
}

/** A rule that asks nothing and gives nothing yet. */
export const blankRule = (columns: readonly Column[], id: string): Rule => ({ id, when: {}, gives: Object.fromEntries(columns.flatMap(({ given, name, empty }) => (given && empty !== undefined ? [[name, empty]] : []))) as Rule['gives'] })

/** A name for a rule that nobody else gave at the same time. */
export const newRuleId = () => `r-${crypto.randomUUID().slice(0, 8)}`
