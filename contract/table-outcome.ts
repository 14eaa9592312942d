import { FORMS, type TableName } from './table-form.ts'

type Gives = Readonly<Record<string, unknown>>

const plain = (value: unknown): string => JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner))

/** What rules give, but for the words that explain it, in a form that can be compared. What is not given is as what stands for nothing. */
const essence = (table: TableName, gives: Gives): string =>
  FORMS[table].outputs.filter(({ kind }) => kind.kind !== 'words').map(({ name }) => { const value = gives[name] ?? null; return plain(value === false || (Array.isArray(value) && !value.length) ? null : value) }).join('\n')

/** Whether two sets of rules that fired decide the same: by which rule, and in what words, makes no difference. */
export const decidesSame = (table: TableName, one: readonly Gives[], other: readonly Gives[]): boolean => {
  const [a, b] = [one, other].map((all) => [...new Set(all.map((gives) => essence(table, gives)))].sort().join('\n\n'))
  return a === b
}

/** What these rules of a table give. */
export const givenBy = <G>({ rules }: { readonly rules: readonly { readonly id: string; readonly gives: G }[] }, ids: readonly string[]): G[] => rules.flatMap(({ id, gives }) => (ids.includes(id) ? [gives] : []))
