import { type Cell, type Fact, fits } from './table-fit.ts'
import type { TableName } from './table-form.ts'
import type { Known } from './table-known.ts'
import type { Facts } from './table-shape.ts'
import { specimensOf } from './table-specimens.ts'

interface Rule { readonly when: Readonly<Record<string, Cell>> }

/** Facts of a table as far as its rules can tell them apart: per fact one specimen for each way its conditions answer, and which conditions hold for it. */
interface Field { readonly name: string; readonly specimens: readonly Fact[]; readonly whole: boolean; /** Those that are answered like what is not known. */ readonly unknown: Uint32Array; readonly of: ReadonlyMap<string, Uint32Array>; readonly all: Uint32Array }

const WORD = 32
const isNothing = (value: Fact) => value === '' || (Array.isArray(value) && value.length === 0)

const keyOf = (cell: Cell) => JSON.stringify(cell)

const fieldOf = (table: TableName, name: string, rules: readonly Rule[], known: Known): Field => {
  const cells = [...new Map(rules.flatMap(({ when }) => (when[name] === undefined ? [] : [[keyOf(when[name]), when[name]] as const]))).values()]
  const seen = new Map<string, Fact>()
  const { values, whole } = specimensOf(table, name, cells, known)
  for (const value of values) {
    const answer = cells.map((cell) => (fits(cell, value) ? '1' : '0')).join('')
    if (!seen.has(answer)) seen.set(answer, value)
  }
  const answers = [...seen.keys()]
  const size = Math.max(1, Math.ceil(answers.length / WORD))
  const bits = (holds: (answer: string) => boolean) => { const set = new Uint32Array(size); for (const [i, answer] of answers.entries()) if (holds(answer)) set[i >>> 5] = (set[i >>> 5] ?? 0) | (1 << (i & 31)); return set }
  return { name, specimens: [...seen.values()], whole, unknown: bits((answer) => values.some(isNothing) && !answer.includes('1')), all: bits(() => true), of: new Map(cells.map((cell, i) => [keyOf(cell), bits((answer) => answer[i] === '1')])) }
}

type Sets = readonly Uint32Array[]
/** A rule as the set of specimens it takes, per fact; null where it does not ask. */
export type Box = readonly (Uint32Array | null)[]
export interface Space { readonly fields: readonly Field[]; readonly boxes: readonly Box[] }

/** What a table may be asked, and where its rules stand in that. */
export const spaceOf = (table: TableName, facts: readonly string[], rules: readonly Rule[], known: Known): Space => {
  const fields = facts.map((name) => fieldOf(table, name, rules, known))
  return { fields, boxes: rules.map(({ when }) => fields.map(({ name, of }) => (when[name] === undefined ? null : of.get(keyOf(when[name])) ?? null))) }
}

const isEmpty = (set: Uint32Array) => set.every((word) => word === 0)
const meets = (a: Uint32Array, b: Uint32Array) => a.some((word, i) => (word & (b[i] ?? 0)) !== 0)
const both = (a: Uint32Array, b: Uint32Array) => a.map((word, i) => word & (b[i] ?? 0))
const without = (a: Uint32Array, b: Uint32Array) => a.map((word, i) => word & ~(b[i] ?? 0))

const within = (sets: Sets, box: Box): Sets | null => {
  const met = sets.map((set, i) => { const cell = box[i]; return cell ? both(set, cell) : set })
  return met.some(isEmpty) ? null : met
}

const isApart = (sets: Sets, box: Box) => box.some((cell, i) => cell !== null && !meets(sets[i] as Uint32Array, cell))

const MOST_STEPS = 20_000
/** `undefined`: it would take too long to know. */
type Found = Sets | null | undefined

/** Takes from each box what keeps out of it, one fact at a time, and goes back where that leads nowhere. */
const outsideAll = (sets: Sets, boxes: readonly Box[], at: number, steps: { left: number }): Found => {
  const next = boxes.findIndex((box, i) => i >= at && !isApart(sets, box))
  if (next < 0) return sets
  if (steps.left-- <= 0) return undefined
  for (const [i, cell] of (boxes[next] as Box).entries()) {
    if (!cell) continue
    const rest = without(sets[i] as Uint32Array, cell)
    if (isEmpty(rest)) continue
    const found = outsideAll(sets.with(i, rest), boxes, next + 1, steps)
    if (found !== null) return found
  }
  return null
}

const specimen = ({ specimens }: Field, set: Uint32Array): Fact => specimens.find((_, i) => ((set[i >>> 5] ?? 0) & (1 << (i & 31))) !== 0) ?? ''

/** What the rules ask, by name; what is not known is left out. `brief`: so is what makes no difference, or need not be known. */
const factsIn = ({ fields }: Space, sets: Sets, brief: boolean): Facts =>
  Object.fromEntries(fields.flatMap((field, i) => {
    const set = sets[i] as Uint32Array
    if (field.of.size === 0 || (brief && (set === field.all || meets(set, field.unknown)))) return []
    const value = specimen(field, set)
    return isNothing(value) ? [] : [[field.name, value as Facts[string]]]
  }))

/** Whether two kinds of rules may take the same. */
export const meet = (one: Box, other: Box): boolean => one.every((cell, i) => { const beside = other[i]; return !cell || !beside || meets(cell, beside) })

/** The conditions of a rule that nothing fulfils; none where that is not known for sure. */
export const neverHeld = ({ fields }: Space, box: Box): string[] => fields.flatMap(({ name, whole }, i) => { const cell = box[i]; return cell && whole && isEmpty(cell) ? [name] : [] })

/** Facts that fit all of one kind of rules and none of another; null when there are none, undefined when that could not be found out. */
export const witness = (space: Space, fit: readonly Box[], avoid: readonly Box[], brief = false): Facts | null | undefined => {
  let sets: Sets | null = space.fields.map(({ all }) => all)
  for (const box of fit) sets = sets && within(sets, box)
  const found = sets && outsideAll(sets, avoid, 0, { left: MOST_STEPS })
  if (found) return factsIn(space, found, brief)
  return space.fields.every(({ whole }) => whole) ? found : undefined
}
