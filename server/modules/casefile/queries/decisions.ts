import type { z } from 'zod'
import type * as contract from '#contract/decisions.ts'
import { notFound } from '#contract/common.ts'
import { deciding } from '#contract/table-decides.ts'
import type { TableName } from '#contract/table-form.ts'
import { decidesSame, givenBy } from '#contract/table-outcome.ts'
import type { Table } from '#contract/table-shape.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { currentPack, tableAt } from '#modules/packs/queries.ts'
import { type Kept, keptOf } from './kept.ts'

const rulesIn = (table: Table | null, ids: readonly string[]): contract.FiredRule[] => ids.map((id) => {
  const at = table?.rules.findIndex((rule) => rule.id === id) ?? -1
  const rule = table?.rules[at]
  return { rule: id, no: rule ? at + 1 : null, said: rule ? { when: rule.when, gives: rule.gives } : null }
})

/** Of a table that collects, only what speaks of the same: one clock of all that an event starts; of evidence the rule that somebody chose, while it still fits. */
const ofSame = (kept: Kept, table: Table, fired: readonly string[]) => {
  if (kept.table === 'evidence') { const chosen = fired.filter((id) => kept.rules.includes(id)); return chosen.length ? chosen : fired }
  return kept.table === 'clocks' ? fired.filter((id) => table.rules.find((rule) => rule.id === id)?.gives['clock'] === kept.of) : fired
}

const today = (kept: Kept, then: Table | null, now: Table): contract.Decision['today'] => {
  if (!kept.facts) return null
  const fired = ofSame(kept, now, deciding(now, { ...kept, facts: kept.facts }))
  return { version: now.version, rules: rulesIn(now, fired), same: then ? decidesSame(kept.table, givenBy(then, kept.rules), givenBy(now, fired)) : fired.join() === kept.rules.join() }
}

/** What sent it here comes first, the many clocks last. */
const ORDER: readonly TableName[] = ['routing', 'urgency', 'review', 'liaison', 'evidence', 'statute', 'compensation', 'authority', 'closing', 'clocks']
const inOrder = (a: contract.Decision, b: contract.Decision) => ORDER.indexOf(a.table) - ORDER.indexOf(b.table) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)

/** Every decision that a table made of the case, with what the table in force would make of the same. */
export const decisions = query('complaint.read', async (read, actor, { id }: z.output<typeof contract.decisions.input>) => {
  const { organizationId } = actor
  const c = await findComplaint(read, organizationId, id)
  if (!c) throw new Problem(notFound)
  const [{ policy }, found] = await Promise.all([currentPack(read, organizationId), keptOf(read, actor, c)])
  const items = await Promise.all(found.map(async (kept): Promise<contract.Decision> => {
    const [then, now] = [await tableAt(read, organizationId, kept.table, kept.version, c.pack_version), await policy(kept.table)]
    const { id: key, table, of, version, facts, otherwise } = kept
    return { id: key, table, of, version, facts, otherwise, at: iso(kept.at), rules: rulesIn(then, kept.rules), today: today(kept, then, now) }
  }))
  return { items: items.toSorted(inOrder), next: null }
})
