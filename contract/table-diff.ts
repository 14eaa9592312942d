import { z } from 'zod'
import type { Rule } from './table-shape.ts'

/** What became of a rule from one version to the next. `cells`: which columns say something else. */
export const RuleChange = z.object({
  rule: z.string(), what: z.enum(['added', 'changed', 'removed', 'moved']),
  cells: z.array(z.object({ name: z.string(), given: z.boolean(), before: z.json().nullable(), after: z.json().nullable() })),
})
export type RuleChange = z.infer<typeof RuleChange>
type Changed = RuleChange['cells'][number]
type Json = NonNullable<Changed['before']>

const sameJson = (a: unknown, b: unknown) => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b))
const ordered = (value: unknown): unknown => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, ordered(inner)])) : Array.isArray(value) ? value.map(ordered) : value)

const cellsOf = (before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>, given: boolean): Changed[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !sameJson(before[name], after[name])).map((name) => ({ name, given, before: (before[name] ?? null) as Json | null, after: (after[name] ?? null) as Json | null }))

/** Which of these numbers stand in order, as many of them as can: the others have been moved. */
const inOrder = (places: readonly number[]): ReadonlySet<number> => {
  const ends: number[] = []
  const before: number[] = []
  for (const [i, place] of places.entries()) {
    const found = ends.findIndex((end) => (places[end] ?? 0) > place)
    const at = found < 0 ? ends.length : found
    before[i] = ends[at - 1] ?? -1
    ends[at] = i
  }
  const kept = new Set<number>()
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) kept.add(i)
  return kept
}

/** What differs between the rules of two versions. Where the first rule that fits decides, so does their order. */
export const changesBetween = (before: readonly Rule[], after: readonly Rule[], orderMatters: boolean): RuleChange[] => {
  const old = new Map(before.map((rule, place) => [rule.id, { rule, place }]))
  const common = after.filter(({ id }) => old.has(id))
  const standing = inOrder(common.map(({ id }) => old.get(id)?.place ?? 0))
  const moved = new Set(orderMatters ? common.filter((_, i) => !standing.has(i)).map(({ id }) => id) : [])
  const fresh = new Set(after.map(({ id }) => id))
  return [
    ...after.flatMap((rule): RuleChange[] => {
      const was = old.get(rule.id)?.rule
      const cells = [...cellsOf(was?.when ?? {}, rule.when, false), ...cellsOf(was?.gives ?? {}, rule.gives, true)]
      if (!was) return [{ rule: rule.id, what: 'added', cells }]
      return [...(cells.length ? [{ rule: rule.id, what: 'changed' as const, cells }] : []), ...(moved.has(rule.id) ? [{ rule: rule.id, what: 'moved' as const, cells: [] }] : [])]
    }),
    ...before.filter(({ id }) => !fresh.has(id)).map((rule) => ({ rule: rule.id, what: 'removed' as const, cells: [...cellsOf(rule.when, {}, false), ...cellsOf(rule.gives, {}, true)] })),
  ]
}
