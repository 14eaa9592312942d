import { MOST_FEN } from '#contract/common.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { Facts } from '#contract/table-shape.ts'
import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Instant } from '#kernel/time.ts'
import { standingOf } from '#modules/authority/queries.ts'
import { type Needed, alone, limitOf, needed } from '#modules/authority/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { codesAbove } from '#modules/identity/queries/places.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { factsBefore } from '#modules/remedy/queries/weigh.ts'
import { type Promised, promisedIn, sumOf } from './promised.ts'

export interface OfCase { readonly id: string; readonly unit_id: string; readonly customer_id: string; readonly urgency: string; readonly product: unknown; readonly order_info: unknown }

/** More than anybody's limit: a promise without one. */
const WITHOUT_LIMIT = 100_000_000_000

const MONEY: readonly RemedyKind[] = ['refund', 'damages', 'extra', 'priceReduction', 'fees']
const isCovered = (kind: RemedyKind, kinds: readonly RemedyKind[]) => kinds.includes(kind) || (MONEY.includes(kind) && kinds.some((one) => MONEY.includes(one))) || (kind === 'return' && kinds.includes('refund'))

/** What somebody who may has said yes to already: it may be told. */
const coveredBy = async (read: Reader, organizationId: string, complaintId: string) => {
  const rows = await read.selectFrom('remedy.proposal as p').innerJoin('remedy.item as i', (j) => j.onRef('i.organization_id', '=', 'p.organization_id').onRef('i.proposal_id', '=', 'p.id'))
    .select(['p.id', 'p.total_fen', 'i.kind']).where('p.organization_id', '=', organizationId).where('p.complaint_id', '=', complaintId).where('p.state', 'in', ['approved', 'offered', 'countered', 'counterDeclined', 'agreed']).execute()
  return [...groupBy(rows, (row) => row.id).values()].map((of) => ({ totalFen: of[0]?.total_fen ?? 0, kinds: of.map((row) => row.kind as RemedyKind) }))
}

export interface Weighed {
  readonly promised: readonly Promised[]; readonly kinds: readonly RemedyKind[]; readonly mostFen: number | null; readonly limitFen: number; readonly own: number; readonly covered: boolean
  readonly facts: Facts; readonly needed: Needed; /** Of whoever lets it go alone. */ readonly releaseRank: number
}

const paid = (c: OfCase): number | null => (c.product as { priceFen?: number } | null)?.priceFen ?? (c.order_info as { amountFen?: number } | null)?.amountFen ?? null

/** What a text promises, against what who sends it may commit, on a case or on many at once. `own`: by their own posts. */
export const weighWords = async (read: Reader, actor: Pick<Actor, 'organizationId' | 'id'>, of: { readonly complaint: OfCase | null; readonly unitId: string }, text: string, now: Instant): Promise<Weighed | null> => {
  const promised = promisedIn(text, { priceFen: of.complaint && paid(of.complaint) })
  if (!promised.length) return null
  const { organizationId } = actor
  const [{ body, policy }, { own }] = await Promise.all([currentPack(read, organizationId), standingOf(read, organizationId, actor.id, of.unitId, now)])
  const table = await policy('authority')
  const { kinds, mostFen, namedFen } = sumOf(promised)
  const [before, agreed] = of.complaint ? await Promise.all([factsBefore(read, organizationId, of.complaint, now), coveredBy(read, organizationId, of.complaint.id)])
    : [{ urgency: 'general', customerClass: '', cumulativeFen: 0, caseFen: 0, unit: codesAbove(await unitRows(read, organizationId), of.unitId) }, []]
  const totalFen = mostFen ?? WITHOUT_LIMIT
  const facts = { ...before, kind: [...kinds], totalFen, cumulativeFen: before.cumulativeFen + totalFen, caseFen: before.caseFen + totalFen }
  // “现在给您办退款”: what was approved is told without its sum.
  const covered = namedFen !== null && agreed.some((one) => namedFen <= one.totalFen && kinds.every((kind) => isCovered(kind, one.kinds)))
  const asked = needed(table, facts, body.positions)
  return { promised, kinds, mostFen, limitFen: Math.min(MOST_FEN, limitOf(table, { rank: own, kinds, known: before, posts: body.positions })), own, covered, facts, needed: asked, releaseRank: Math.min(alone(asked), Math.max(...body.positions.map(({ rank }) => rank))) }
}

/** Whether somebody else has to decide. */
export const waits = (weighed: Weighed | null): weighed is Weighed => weighed !== null && !weighed.covered && alone(weighed.needed) > weighed.own
