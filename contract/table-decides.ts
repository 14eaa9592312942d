import { lawHolds } from './statute-open.ts'
import { firing } from './table-checks.ts'
import { type Held, holdsIn } from './table-outcome.ts'
import type { Facts, Table } from './table-shape.ts'

/** What a table is asked of a case. `answered`: what of the facts somebody found out for the law. `heldIn`: of which place and day it is. */
export interface Matter { readonly facts: Facts; readonly answered: readonly string[]; readonly heldIn: Held }

/**
 * The rules by which a table decides of a case, in order: those that hold where and when it was and fit what is known; one of law already before the finding, as it binds. A
 * decision that was made, and one that is tried, are asked by the same.
 */
export const deciding = (table: Table, { facts, answered, heldIn }: Matter): string[] => {
  const holding = table.rules.filter(({ gives }) => holdsIn(gives, heldIn))
  if (table.table !== 'statute') return firing({ ...table, rules: holding }, facts)
  return holding.filter((rule) => lawHolds(rule, { facts, answered })).map(({ id }) => id)
}
