import type { Facts } from '#contract/table-shape.ts'
import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { pointsOf } from '#modules/complaint/queries/case.ts'
import { findingsOn, standingOf } from '#modules/expert/queries/basis.ts'
import { findingsOf } from '#modules/investigation/queries.ts'
import { currentPack, withAncestors } from '#modules/packs/queries.ts'
import { foundOf, lawOf } from '#modules/statute/queries.ts'
import { type Standard, standardsFor } from './rules.ts'

const DAY_MS = 86_400_000

interface Case { readonly id: string; readonly unit_id: string; readonly pack_version: string; readonly nature: string; readonly product: unknown; readonly order_info: unknown; readonly occurred_at: Instant | null; readonly received_at: Instant }

/** What the standard is asked of a point, and what it proposes. */
export interface Asked { readonly pointId: string; readonly facts: Facts; readonly standards: readonly Standard[] }

/** What the standard of compensation says to each point of a case as it is known now. */
export const standardsOf = async (read: Reader, organizationId: string, complaint: Case, now: Instant): Promise<{ readonly version: string; readonly points: readonly Asked[] }> => {
  const pack = await currentPack(read, organizationId)
  const [table, points, findings, law, standing] = await Promise.all([pack.policy('compensation'), pointsOf(read, organizationId, complaint.id), findingsOf(read, organizationId, complaint.id), lawOf(read, organizationId, complaint), standingOf(read, organizationId, complaint.id)])
  const delayDays = Math.floor((now.getTime() - complaint.received_at.getTime()) / DAY_MS)
  return {
    version: table.version, points: points.map((p) => {
      const known = law.points.find(({ pointId }) => pointId === p.id)
      const opinion = findingsOn(standing, p.id)
      const facts = {
        category: withAncestors(pack.body, p.category_code), nature: complaint.nature, liability: findings.find((f) => f.pointId === p.id && !f.superseded)?.liability ?? '', severity: p.severity ?? 'minor', matter: p.matter ?? '',
        priceFen: known?.facts['priceFen'] ?? 0, delayDays, fault: p.service_fault ?? '', ...(known && foundOf(known)), ...(opinion.length > 0 && { opinion }),
      }
      return { pointId: p.id, facts, standards: standardsFor(table, facts) }
    }),
  }
}

/** What standards come to where they name an amount; fen. */
export const sumOf = (standards: readonly Pick<Standard, 'items'>[]): number => standards.reduce((sum, { items }) => sum + items.reduce((all, item) => all + (item.amountFen ?? 0), 0), 0)

/** As it is kept with a proposal. */
export interface KeptStandard { readonly version: string; readonly points: readonly { readonly pointId: string; readonly facts: Facts; readonly rules: readonly string[]; readonly fen: number }[] }

export const keptStandard = async (read: Reader, organizationId: string, complaint: Case, now: Instant): Promise<KeptStandard> => {
  const { version, points } = await standardsOf(read, organizationId, complaint, now)
  return { version, points: points.map(({ pointId, facts, standards }) => ({ pointId, facts, rules: standards.map((s) => s.rule), fen: sumOf(standards) })) }
}
