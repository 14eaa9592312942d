/** A fact as a decision table is asked about it. A list holds when any of its members fits (a category and all above it). */
export type Fact = string | number | boolean | readonly string[]
interface Bound { readonly lt?: number | undefined; readonly lte?: number | undefined; readonly gt?: number | undefined; readonly gte?: number | undefined }
/** One of `any`, and nothing of `none` beside it. */
interface Without { readonly any: readonly string[]; readonly none: readonly string[] }
/** A condition: one value, one of several, some without others, a text that mentions one of these, or an amount between two. */
export type Cell = string | number | boolean | readonly string[] | { readonly contains: readonly string[] } | Without | Bound

type Conditions = Readonly<Record<string, Cell>>
type Known = Readonly<Record<string, Fact>>

/** A rule's conditions taken apart once, to be asked often. */
export const fitting = (when: Conditions): ((facts: Known) => boolean) => {
  const all = Object.entries(when)
  return (facts) => all.every(([name, cell]) => fits(cell, facts[name]))
}

/** Whether a rule's conditions all hold; what is not known does not. Server and pages ask the same. */
export const fitsAll = (when: Conditions, facts: Known): boolean => fitting(when)(facts)

const isList = (value: Fact | Cell): value is readonly string[] => Array.isArray(value)

/** Whether one condition holds. */
export const fits = (cell: Cell, fact: Fact | undefined): boolean => {
  if (fact === undefined) return false
  if (typeof cell === 'object' && 'none' in cell) return fits(cell.any, fact) && !fits(cell.none, fact)
  if (isList(fact)) return fact.some((member) => fits(cell, member))
  if (isList(cell)) return cell.includes(String(fact))
  if (typeof cell !== 'object') return cell === fact
  if ('contains' in cell) return containsAny(cell, String(fact).toLowerCase())
  return typeof fact === 'number' && within(cell, fact)
}

// Tables hold hundreds of words, and every one is asked of every text.
const lowered = new WeakMap<object, readonly string[]>()

const containsAny = (cell: { readonly contains: readonly string[] }, text: string): boolean => {
  const words = lowered.get(cell) ?? cell.contains.map((word) => word.toLowerCase())
  lowered.set(cell, words)
  return words.some((word) => text.includes(word))
}

const within = (bound: Bound, value: number) =>
  (bound.lt === undefined || value < bound.lt) && (bound.lte === undefined || value <= bound.lte) &&
  (bound.gt === undefined || value > bound.gt) && (bound.gte === undefined || value >= bound.gte)
