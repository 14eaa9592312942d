import { STATUTE_COUNTS, STATUTE_FLAGS } from './statute-pack.ts'
import { fits } from './table-fit.ts'
import type { Facts, Rule } from './table-shape.ts'

/** What is known of a point, and what of it a person or an expert answered. */
export interface KnownOfLaw { readonly facts: Facts; readonly answered: readonly string[] }

export const FAULT = 'liability'
export const CATEGORY = 'category'
/** What is said of a point with its finding and its class, not for the law alone. */
const JUDGED: readonly string[] = [CATEGORY, FAULT]
/** What somebody has to find out before it is known; how the point is judged comes last. */
const FOUND: readonly string[] = [...STATUTE_FLAGS, ...STATUTE_COUNTS, ...JUDGED]

/** What a rule of law still hangs on; null when it does not hold whatever is answered. Facts that are not a matter of finding out must be there. */
export const openIn = ({ when }: Pick<Rule, 'when'>, facts: Facts): string[] | null => {
  const asked: string[] = []
  for (const [name, cell] of Object.entries(when)) {
    const fact = facts[name]
    if (fact === undefined && FOUND.includes(name)) asked.push(name)
    else if (!fits(cell, fact)) return null
  }
  return [...asked.filter((name) => !JUDGED.includes(name)), ...JUDGED.filter((name) => asked.includes(name))]
}

/**
 * Whether a rule of law holds. Without a finding, or before the point is filed under anything, it does where somebody answered what it asks: until it is found otherwise it
 * was ours to answer for. What was decided is asked again by the same.
 */
export const lawHolds = (rule: Pick<Rule, 'when'>, { facts, answered }: KnownOfLaw): boolean => {
  const asked = openIn(rule, facts)
  if (!asked?.every((name) => JUDGED.includes(name))) return false
  return asked.length === 0 || Object.keys(rule.when).some((name) => answered.includes(name))
}
