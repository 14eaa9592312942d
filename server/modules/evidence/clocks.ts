import type { EvidenceGiven, EvidenceKind } from '#contract/evidence-pack.ts'
import type { Facts } from '#contract/table-shape.ts'
import type { Reader } from '#kernel/db.ts'
import { fire } from '#kernel/decision-table.ts'
import { pointsOf } from '#modules/complaint/queries/case.ts'
import { codesAbove } from '#modules/identity/queries/places.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'

/** `facts`: what the table was asked. */
export interface KeepingRule extends EvidenceGiven { readonly rule: string; readonly tableVersion: string; readonly facts: Facts }

/** The clocks that the organisation's table has for a kind of evidence of a case: by what it is about and where it happened. */
export const clocksFor = async (read: Reader, c: { readonly organization_id: string; readonly id: string; readonly unit_id: string }, kind: EvidenceKind): Promise<KeepingRule[]> => {
  const { body, policy } = await currentPack(read, c.organization_id)
  const [table, points, units] = await Promise.all([policy('evidence'), pointsOf(read, c.organization_id, c.id), unitRows(read, c.organization_id)])
  const facts = { evidence: kind, category: [...new Set(points.flatMap((p) => withAncestors(body, p.category_code)))], unit: codesAbove(units, c.unit_id) }
  // What a rule of this table gives was checked when it was published; one written by hand may leave the warnings to us.
  return fire(table, facts).map(({ ruleId, gives }) => {
    const given = gives as unknown as Omit<EvidenceGiven, 'warn'> & Partial<Pick<EvidenceGiven, 'warn'>>
    return { ...given, warn: given.warn ?? USUAL, rule: ruleId, tableVersion: table.version, facts }
  })
}

/** Days before the end on which it is warned of, where nothing else is set. */
export const USUAL = [7, 3, 1]
