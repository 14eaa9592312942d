import { FORMS, type TableName } from './table-form.ts'

type Gives = Readonly<Record<string, unknown>>

const plain = (value: unknown): string => JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner))

/** What rules give, but for the words that explain it and what only says where they hold and who looked at them, in a form that can be compared. What is not given is as what stands for nothing. */
const essence = (table: TableName, gives: Gives): string =>
  FORMS[table].outputs.filter(({ kind, decides }) => kind.kind !== 'words' && decides !== false).map(({ name }) => { const value = gives[name] ?? null; return plain(value === false || (Array.isArray(value) && !value.length) ? null : value) }).join('\n')

/** Whether two sets of rules that fired decide the same: by which rule, in what words, and until when it holds, makes no difference. */
export const decidesSame = (table: TableName, one: readonly Gives[], other: readonly Gives[]): boolean => {
  const [a, b] = [one, other].map((all) => [...new Set(all.map((gives) => essence(table, gives)))].sort().join('\n\n'))
  return a === b
}

/** When and where something was decided; of what is not known, rules are not held against it. */
export interface Held { readonly day?: string; /** For rules of law by the day of what happened. */ readonly happenedOn?: string; /** null: a place of whose law none can be told. */ readonly jurisdiction?: string | null }

const among = (day: string, from: unknown, through: unknown) => (typeof from !== 'string' || day >= from) && (typeof through !== 'string' || day <= through)

/** Whether a rule held then and there: one of law for its time and its jurisdiction only. */
export const holdsIn = ({ validFrom, validThrough, jurisdiction, dayOf }: Gives, held: Held): boolean =>
  (held.day === undefined || among(dayOf === 'occurred' ? held.happenedOn ?? held.day : held.day, validFrom, validThrough)) && (held.jurisdiction === undefined || jurisdiction === undefined || jurisdiction === held.jurisdiction)

/** What these rules of a table give. */
export const givenBy = <G>({ rules }: { readonly rules: readonly { readonly id: string; readonly gives: G }[] }, ids: readonly string[]): G[] => rules.flatMap(({ id, gives }) => (ids.includes(id) ? [gives] : []))
