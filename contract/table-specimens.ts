import { STATUTE_COUNTS, STATUTE_FLAGS } from './statute-pack.ts'
import { type Cell, type Fact, fits } from './table-fit.ts'
import { FACTS, FORMS, type TableName } from './table-form.ts'
import { type Known, namedIn } from './table-known.ts'

/** Values of one fact, what is plain before what is odd, so that examples read well. `whole`: its conditions answer no other value in another way. */
export interface Specimens { readonly values: readonly Fact[]; readonly whole: boolean }

const MOST_WORDS = 5_000
/** Joined values that are tried of one fact; a table that asks for more is one of which some answers are not known. */
const MOST_JOINED = 1_000

/** A code and all above it. */
export const lineage = (items: ReadonlyMap<string, string | null>, code: string): string[] => {
  const found: string[] = []
  for (let at: string | null | undefined = code; at && !found.includes(at); at = items.get(at)) found.push(at)
  return found
}

/** Of codes that no condition tells apart, one. */
const lineages = (items: readonly { readonly code: string; readonly parent: string | null }[], cells: readonly Cell[]): string[][] => {
  const parents = new Map(items.map(({ code, parent }) => [code, parent]))
  const named = new Set(cells.flatMap(namedIn))
  const telling = new Map(items.map(({ code }) => { const all = lineage(parents, code); return [all.filter((one) => named.has(one)).join(), all] as const }).toReversed())
  return [...telling.values()]
}

/** Whole numbers on both sides of every limit, and on it. */
export const edgesOf = (cells: readonly Cell[]): number[] => {
  const limits = cells.flatMap((cell) => (typeof cell === 'number' ? [cell] : typeof cell === 'object' && !Array.isArray(cell) ? Object.values(cell).filter((value) => typeof value === 'number') : []))
  return [...new Set([0, ...limits.flatMap((limit) => [Math.ceil(limit), Math.floor(limit), Math.floor(limit) + 1, Math.ceil(limit) - 1])])].filter((value) => value >= 0)
}

const excludedBy = (cells: readonly Cell[]): readonly string[] => cells.flatMap((cell) => (typeof cell === 'object' && 'none' in cell ? cell.none : []))

/** Every choice of so many of these. */
function* someOf<T>(items: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) yield []
  else for (let i = from; i < items.length; i += 1) for (const others of someOf(items, size - 1, i + 1)) yield [items[i] as T, ...others]
}

/** One of them, two of them, and so on to all. */
function* everyChoice<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let size = 1; size <= items.length; size += 1) yield* someOf(items, size)
}

const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())]

/** Of members that the same conditions name, one: those it may be taken by, and those it may be excluded by, are told apart. */
const apart = (members: readonly (readonly string[])[], cells: readonly Cell[]) => {
  const parts = cells.flatMap((cell): Cell[] => (typeof cell === 'object' && 'none' in cell ? [cell.any, cell.none] : [cell]))
  return [...new Map(members.map((member) => [parts.map((part) => fits(part, member)).join(), member] as const).toReversed()).values()].toReversed()
}

/**
 * What several at once may be. A condition takes a list by one member, and is kept from it by one that it excludes; so whatever a list shows of one rule, one member shows
 * together with some of those that are excluded somewhere.
 */
const joined = (members: readonly (readonly string[])[], cells: readonly Cell[]): Specimens => {
  const named = excludedBy(cells)
  const each = apart(members, cells)
  const excluded = each.filter((member) => fits(named, member))
  const values: string[][] = []
  for (const beside of everyChoice(excluded)) {
    if (values.length >= MOST_JOINED) return { values: [...values, ...each.map((one) => union([one, ...excluded]))], whole: false }
    values.push(...each.filter((one) => !beside.includes(one)).map((one) => union([one, ...beside])))
  }
  return { values, whole: true }
}

/** What two rules may take together: of a table whose rules may contradict each other. */
const pairs = (members: readonly (readonly string[])[], cells: readonly Cell[]): string[][] => {
  const found: string[][] = []
  for (const both of someOf(apart(members, cells), 2)) if (found.push(union(both)) >= MOST_JOINED) return found
  return found
}

const alone = (values: readonly Fact[]): Specimens => ({ values, whole: true })

const textsIn = (cells: readonly Cell[]): Specimens => {
  const words = union(cells.flatMap((cell) => (typeof cell === 'object' && 'contains' in cell ? [cell.contains] : [])))
  return { values: ['', ...words.slice(0, MOST_WORDS), ...cells.flatMap(namedIn)], whole: words.length <= MOST_WORDS }
}

/** Of these a case may have more than one at a time. */
const SEVERAL = ['kind', 'opinion']
/** Of these, too, unless the table is asked of each point by itself. */
const SEVERAL_IN_A_CASE = ['category', 'matter', 'fault']
const mayBeSeveral = (table: TableName, name: string) => SEVERAL.includes(name) || (SEVERAL_IN_A_CASE.includes(name) && !FORMS[table].byPoint)

/** Answers that somebody has yet to give. */
const ANSWERED: readonly string[] = [...STATUTE_FLAGS, ...STATUTE_COUNTS]
const orUnknown = (name: string, values: readonly Fact[]): Specimens => alone(ANSWERED.includes(name) ? [...values, ''] : values)

/** What every case has; of a point that nobody has weighed the lightest is taken. */
const ALWAYS = ['nature', 'urgency', 'event', 'outcome', 'evidence']
const isKnown = (table: TableName, name: string) => ALWAYS.includes(name) || (name === 'severity' && FORMS[table].byPoint === true)

const withJoined = (table: TableName, name: string, members: readonly (readonly string[])[], cells: readonly Cell[], plain: readonly Fact[], nothing: Fact): Specimens => {
  if (!mayBeSeveral(table, name)) return alone(isKnown(table, name) ? plain : [...plain, nothing])
  const { values, whole } = joined(members, cells)
  return { values: [...plain, ...(FORMS[table].single ? pairs(members, cells) : []), ...values, nothing], whole }
}

/** Values of a fact that show everything its conditions tell apart; an empty one is not known. */
export const specimensOf = (table: TableName, name: string, cells: readonly Cell[], known: Known): Specimens => {
  const kind = FACTS[name]
  switch (kind?.kind) {
    case 'choice': return withJoined(table, name, kind.values.map((value) => [value]), cells, kind.values, '')
    case 'category': { const all = lineages(known.categories, cells); return withJoined(table, name, all, cells, all, []) }
    case 'unit': { const codes = new Set(known.units.map(({ code }) => code)); return alone([...lineages(known.units, cells), ...cells.flatMap(namedIn).filter((code) => !codes.has(code)).map((code) => [code]), []]) }
    case 'customerClass': return alone([...known.classes, ''])
    case 'yesNo': return orUnknown(name, [false, true])
    case 'money': case 'number': return orUnknown(name, edgesOf(cells))
    default: return textsIn(cells)
  }
}
