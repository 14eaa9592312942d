import { type Cell, type Fact, fits } from './table-fit.ts'
import { FACTS } from './table-form.ts'
import { type Known, namedIn } from './table-known.ts'
import type { Facts } from './table-shape.ts'

interface Rule { readonly when: Readonly<Record<string, Cell>> }

/** Facts of a table as far as its rules can tell them apart: per fact one specimen for each way its conditions answer, and which conditions hold for it. */
interface Field { readonly name: string; readonly specimens: readonly Fact[]; readonly of: ReadonlyMap<string, Uint32Array>; readonly all: Uint32Array }

const WORD = 32
const MOST_WORDS = 5_000

/** A code and all above it. */
const lineage = (items: ReadonlyMap<string, string | null>, code: string): string[] => {
  const found: string[] = []
  for (let at: string | null | undefined = code; at && !found.includes(at); at = items.get(at)) found.push(at)
  return found
}

const lineages = (items: readonly { readonly code: string; readonly parent: string | null }[], cells: readonly Cell[]): string[][] => {
  const parents = new Map(items.map(({ code, parent }) => [code, parent]))
  const named = new Set(cells.flatMap(namedIn))
  const telling = new Map(items.map(({ code }) => { const all = lineage(parents, code); return [all.filter((one) => named.has(one)).join(), all] as const }).toReversed())
  return [...telling.values()]
}

/** Where both of two must be looked at: what one condition takes and excludes at the same time. */
const pairs = (cells: readonly Cell[]): string[][] => cells.flatMap((cell) => (typeof cell === 'object' && 'none' in cell ? cell.any.flatMap((one) => cell.none.map((other) => [one, other])) : []))

/** Both sides of every limit. */
const edges = (cells: readonly Cell[]): number[] => {
  const beside = (cell: Cell): number[] => {
    if (typeof cell === 'number') return [cell, cell + 1, cell - 1]
    if (typeof cell !== 'object' || Array.isArray(cell)) return []
    return Object.entries(cell).flatMap(([side, value]) => (typeof value === 'number' ? [value, side === 'gt' || side === 'lte' ? value + 1 : value - 1] : []))
  }
  return [...new Set([0, ...cells.flatMap(beside)])].filter((value) => value >= 0)
}

const wordsOf = (cells: readonly Cell[]) => [...new Set(cells.flatMap((cell) => (typeof cell === 'object' && 'contains' in cell ? cell.contains : [])))].slice(0, MOST_WORDS)

/** Values worth trying: what is plain before what is odd, so that examples read well. */
const tried = (name: string, cells: readonly Cell[], known: Known): Fact[] => {
  const kind = FACTS[name]
  switch (kind?.kind) {
    case 'choice': return [...kind.values, ...pairs(cells), '']
    case 'category': return [...lineages(known.categories, cells), ...pairs(cells).map((both) => [...new Set(both.flatMap((code) => lineage(new Map(known.categories.map((one) => [one.code, one.parent])), code)))]), []]
    case 'unit': return [...lineages(known.units, cells), ...cells.flatMap(namedIn).map((code) => [code]), []]
    case 'customerClass': return [...known.classes, ...pairs(cells), '']
    case 'yesNo': return [false, true]
    case 'money': case 'number': return edges(cells)
    default: return ['', ...wordsOf(cells), ...cells.filter((cell) => typeof cell === 'string')]
  }
}

const keyOf = (cell: Cell) => JSON.stringify(cell)

const fieldOf = (name: string, rules: readonly Rule[], known: Known): Field => {
  const cells = [...new Map(rules.flatMap(({ when }) => (when[name] === undefined ? [] : [[keyOf(when[name]), when[name]] as const]))).values()]
  const seen = new Map<string, Fact>()
  for (const value of tried(name, cells, known)) {
    const answer = cells.map((cell) => (fits(cell, value) ? '1' : '0')).join('')
    if (!seen.has(answer)) seen.set(answer, value)
  }
  const answers = [...seen.keys()]
  const size = Math.max(1, Math.ceil(answers.length / WORD))
  const bits = (holds: (answer: string) => boolean) => { const set = new Uint32Array(size); for (const [i, answer] of answers.entries()) if (holds(answer)) set[i >>> 5] = (set[i >>> 5] ?? 0) | (1 << (i & 31)); return set }
  return { name, specimens: [...seen.values()], all: bits(() => true), of: new Map(cells.map((cell, i) => [keyOf(cell), bits((answer) => answer[i] === '1')])) }
}

type Sets = readonly Uint32Array[]
/** A rule as the set of specimens it takes, per fact; null where it does not ask. */
export type Box = readonly (Uint32Array | null)[]
export interface Space { readonly fields: readonly Field[]; readonly boxes: readonly Box[] }

export const spaceOf = (facts: readonly string[], rules: readonly Rule[], known: Known): Space => {
  const fields = facts.map((name) => fieldOf(name, rules, known))
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

/** What the rules ask, by name; what is not known is left out. */
const factsIn = ({ fields }: Space, sets: Sets): Facts =>
  Object.fromEntries(fields.flatMap((field, i) => { const value = specimen(field, sets[i] as Uint32Array); return field.of.size === 0 || value === '' || (Array.isArray(value) && value.length === 0) ? [] : [[field.name, value as Facts[string]]] }))

/** Facts that fit all of one kind of rules and none of another; null when there are none, undefined when that could not be found out. */
export const witness = (space: Space, fit: readonly Box[], avoid: readonly Box[]): Facts | null | undefined => {
  let sets: Sets | null = space.fields.map(({ all }) => all)
  for (const box of fit) sets = sets && within(sets, box)
  if (!sets) return null
  const found = outsideAll(sets, avoid, 0, { left: MOST_STEPS })
  return found && factsIn(space, found)
}
