import { notFound } from '#contract/common.ts'
import type { CaseLiability, Division, ShareParty } from '#contract/liability.ts'
import type { PartyKind } from '#contract/outsider.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { whyNotClaim } from '../rules.ts'
import { chargeBacksOf } from './charge-backs.ts'
import { costOf, partsOfShares, shareRows } from './cost.ts'
import { mayHere } from './may.ts'

const divisionsOf = async (read: Reader, { organizationId, locale }: Actor, complaintId: string, costFen: number): Promise<{ current: Division | null; earlier: Division[] }> => {
  const rows = await read.selectFrom('liability.division').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').execute()
  if (!rows.length) return { current: null, earlier: [] }
  const [shares, parts, name] = await Promise.all([shareRows(read, organizationId, complaintId), partsOfShares(read, organizationId, complaintId, costFen), namesOf(read, organizationId, rows.map((r) => r.by_id))])
  const shown = (r: (typeof rows)[number]): Division => ({
    id: r.id, reason: r.reason, by: name(r.by_id), at: iso(r.at),
    shares: shares.filter((s) => s.division_id === r.id).map((s) => {
      const why = whyNotClaim({ ...s, superseded: r.superseded_at !== null })
      return {
        id: s.id, party: s.party as ShareParty, outsider: s.outsider_id && s.outsider_name !== null ? { id: s.outsider_id, kind: s.outsider_kind as PartyKind, name: s.outsider_name, retired: s.outsider_retired !== null } : null,
        share: s.share, amountFen: parts.get(s.id)?.amountFen ?? 0, grounds: s.grounds, openFen: parts.get(s.id)?.openFen ?? 0, whyNotClaim: why && refusalWords(why, locale),
      }
    }),
  })
  const current = rows.find((r) => r.superseded_at === null)
  return { current: current ? shown(current) : null, earlier: rows.filter((r) => r.superseded_at !== null).map(shown) }
}

/** Everything about the liability of one case. */
export const readLiability = async (read: Reader, actor: Actor, complaintId: string, now: Instant): Promise<CaseLiability> => {
  const complaint = await findComplaint(read, actor.organizationId, complaintId)
  if (!complaint) throw new Problem(notFound)
  const costFen = await costOf(read, actor.organizationId, complaintId)
  const [divisions, chargeBacks] = await Promise.all([divisionsOf(read, actor, complaintId, costFen), chargeBacksOf(read, actor, complaintId, now)])
  return { ...divisions, costFen, chargeBacks, may: mayHere(actor, complaint) }
}

export const caseLiability = query('liability.read', (read, actor, { complaintId }: { complaintId: string }, now) => readLiability(read, actor, complaintId, now), ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))
