import type { Fact } from '#contract/table-fit.ts'
import type { Facts, Rule, Table } from '#contract/table-shape.ts'

/** How tables tell the values of a fact apart: numbers by the bounds they are compared with, in order; null: every value by itself. What no rule asks is not in it. */
export type Parts = ReadonlyMap<string, readonly number[] | null>

const boundsOf = (cell: Rule['when'][string]): readonly number[] | null => {
  if (typeof cell === 'number') return [cell]
  if (typeof cell !== 'object' || Array.isArray(cell) || 'contains' in cell || 'any' in cell) return null
  return [cell.lt, cell.lte, cell.gt, cell.gte].filter((bound) => bound !== undefined)
}

const ordered = (bounds: readonly number[]) => [...new Set(bounds)].sort((a, b) => a - b)

/** What these tables ask, all of them together. */
export const partsOf = (tables: readonly Table[]): Parts => {
  const parts = new Map<string, readonly number[] | null>()
  for (const [name, cell] of tables.flatMap(({ rules }) => rules.flatMap(({ when }) => Object.entries(when)))) {
    const [before, bounds] = [parts.get(name), boundsOf(cell)]
    parts.set(name, before === null || bounds === null ? null : ordered([...before ?? [], ...bounds]))
  }
  return parts
}

/**
 * A number of each step between and on bounds, which every condition takes for any other number of the same step: 0 lies below all bounds, 1 on the first, 2 between
 * the first and the second, and so on.
 */
const numberOf = (bounds: readonly number[], step: number): number => {
  const [below = 0, above = below] = [bounds[Math.ceil(step / 2) - 1], bounds[Math.ceil(step / 2)]]
  if (step % 2 === 1) return below
  if (step === 0) return (bounds[0] ?? 0) - 1
  return above > below ? (below + above) / 2 : below + 1
}

/** Facts as the database tells them apart, with a number of each step in its place. */
export const restored = (parts: Parts, told: Readonly<Record<string, Fact>>): Facts => Object.fromEntries(Object.entries(told).map(([name, value]) => {
  const bounds = parts.get(name)
  return [name, bounds && typeof value === 'number' ? numberOf(bounds, value) : value]
})) as Facts
