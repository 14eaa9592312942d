import { FACTS, type Kind } from './table-form.ts'
import type { Table } from './table-shape.ts'

/** Rules of the table `statute` that hold now at a unit of the firm; `partly`: ids of those that hold not at all of them. */
export interface LawHere { readonly rules: Table['rules']; readonly partly: readonly string[] }

/** What an organisation has that rules may name. `units`: codes, each with the one above it. */
export interface Known {
  readonly categories: readonly { readonly code: string; readonly parent: string | null; readonly retired?: true | undefined }[]
  readonly classes: readonly string[]
  readonly clocks: readonly string[]
  readonly positions: readonly { readonly code: string; readonly rank: number }[]
  readonly units: readonly { readonly code: string; readonly parent: string | null }[]
  /** What the law gives at least where the firm is; other tables are held against it. */
  readonly law?: LawHere | undefined
}

/** What a rule of a table names and nobody knows. */
export interface Stray { readonly rule: string; readonly fact: string; readonly value: string }

const codes = (items: readonly { readonly code: string }[]) => items.map(({ code }) => code)

/** The codes that may stand in a column; null where anything may. */
const vocabulary = (known: Known, kind: Kind | undefined): readonly string[] | null => {
  if (kind?.kind === 'choice') return kind.values
  if (kind?.kind === 'category') return codes(known.categories)
  return kind?.kind === 'customerClass' ? known.classes : null
}

const isWithout = (cell: unknown): cell is { any: string[]; none: string[] } => typeof cell === 'object' && cell !== null && 'none' in cell

/** The words of a cell or fact; an empty one says "not known". */
export const namedIn = (cell: unknown): string[] => (isWithout(cell) ? [...cell.any, ...cell.none] : [cell].flat()).filter((word): word is string => typeof word === 'string' && word !== '')

/** Unknown words in the facts of rules or examples, each with who asks for them. */
export const straysIn = (known: Known, uses: readonly (readonly [rule: string, facts: Readonly<Record<string, unknown>>])[]): Stray[] => {
  const words = new Map(Object.entries(FACTS).map(([fact, kind]) => { const list = vocabulary(known, kind); return [fact, list && new Set(list)] }))
  return uses.flatMap(([rule, facts]) => Object.entries(facts).flatMap(([fact, cell]) => {
    const list = words.get(fact)
    return list ? namedIn(cell).filter((value) => !list.has(value)).map((value) => ({ rule, fact, value })) : []
  }))
}

interface Giving { readonly table: string; readonly rules: readonly { readonly id: string; readonly gives: Readonly<Record<string, unknown>> }[] }
type Gives = Giving['rules'][number]['gives']

type Named = Omit<Stray, 'rule'>

/** Positions that are named and nobody knows; nothing named is nothing unknown. */
const strangePosts = ({ positions }: Known, ...named: unknown[]): Named[] => named.flat().filter((post) => post !== null && post !== undefined && !codes(positions).includes(String(post))).map((post) => ({ fact: 'position', value: String(post) }))

/** What rules of a table name that is not there. */
const NAMED_BY: Readonly<Record<string, (known: Known, gives: Gives) => Named[]>> = {
  clocks: ({ clocks }, { clock }) => (clock === undefined || clocks.includes(String(clock)) ? [] : [{ fact: 'clock', value: String(clock) }]),
  authority: (known, { position, rank, instead, beside, after }) => [
    ...(position === undefined || known.positions.some((one) => one.code === position && one.rank === rank) ? [] : [{ fact: 'position', value: String(position) }]), ...strangePosts(known, instead, beside, after),
  ],
  review: (known, { tell }) => strangePosts(known, tell),
  routing: (known, { owner, tell }) => strangePosts(known, owner, tell),
}

/** Clocks that a rule starts and positions that it asks, where there are none such. */
export const straysGiven = (known: Known, { table, rules }: Giving): Stray[] => rules.flatMap(({ id, gives }) => (NAMED_BY[table]?.(known, gives) ?? []).map((stray) => ({ rule: id, ...stray })))
