import type { Words } from '#contract/common.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { Facts } from '#contract/table-shape.ts'
import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Instant } from '#kernel/time.ts'
import { standingOf } from '#modules/authority/queries.ts'
import { limitOf, needed } from '#modules/authority/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { cumulativeOf } from '#modules/remedy/weigh.ts'
import { type Promised, promisedIn, sumOf } from './promised.ts'

export interface OfCase { readonly id: string; readonly unit_id: string; readonly customer_id: string; readonly urgency: string; readonly product: unknown; readonly order_info: unknown }

/** More than anybody's limit: a promise without one. */
const WITHOUT_LIMIT = 100_000_000_000

const MONEY: readonly RemedyKind[] = ['refund', 'damages', 'extra', 'priceReduction', 'fees']
const isCovered = (kind: RemedyKind, kinds: readonly RemedyKind[]) => kinds.includes(kind) || (MONEY.includes(kind) && kinds.some((one) => MONEY.includes(one))) || (kind === 'return' && kinds.includes('refund'))

/** What somebody who may has said yes to already: it may be told. */
const coveredBy = async (read: Reader, organizationId: string, complaintId: string) => {
  const rows = await read.selectFrom('remedy.proposal as p').innerJoin('remedy.item as i', (j) => j.onRef('i.organization_id', '=', 'p.organization_id').onRef('i.proposal_id', '=', 'p.id'))
    .select(['p.id', 'p.total_fen', 'i.kind']).where('p.organization_id', '=', organizationId).where('p.complaint_id', '=', complaintId).where('p.state', 'in', ['approved', 'offered', 'countered', 'counterDeclined', 'agreed', 'fulfilled']).execute()
  return [...groupBy(rows, (row) => row.id).values()].map((of) => ({ totalFen: of[0]?.total_fen ?? 0, kinds: of.map((row) => row.kind as RemedyKind) }))
}

export interface Weighed {
  readonly promised: readonly Promised[]; readonly kinds: readonly RemedyKind[]; readonly mostFen: number | null; readonly limitFen: number; readonly own: number; readonly covered: boolean
  readonly facts: Facts; readonly needed: { readonly rank: number; readonly positionCode: string; readonly rule: string; readonly version: string; readonly why: Words | null }
}

const paid = (c: OfCase): number | null => (c.product as { priceFen?: number } | null)?.priceFen ?? (c.order_info as { amountFen?: number } | null)?.amountFen ?? null

/** What a text promises, against what who sends it may commit, on a case or on many at once. `own`: by their own posts. */
export const weighWords = async (read: Reader, actor: Pick<Actor, 'organizationId' | 'id'>, of: { readonly complaint: OfCase | null; readonly unitId: string }, text: string, now: Instant): Promise<Weighed | null> => {
  const promised = promisedIn(text, { priceFen: of.complaint && paid(of.complaint) })
  if (!promised.length) return null
  const { organizationId } = actor
  const [{ policy }, { own }] = await Promise.all([currentPack(read, organizationId), standingOf(read, organizationId, actor.id, of.unitId, now)])
  const table = await policy('authority')
  const { kinds, mostFen, namedFen } = sumOf(promised)
  const [customer, given, agreed] = of.complaint ? await Promise.all([
    read.selectFrom('customer.customer').select('class_code').where('organization_id', '=', organizationId).where('id', '=', of.complaint.customer_id).executeTakeFirst(),
    cumulativeOf(read, of.complaint, now), coveredBy(read, organizationId, of.complaint.id),
  ]) : [undefined, 0, []]
  const totalFen = mostFen ?? WITHOUT_LIMIT
  const facts = { kind: [...kinds], totalFen, urgency: of.complaint?.urgency ?? 'general', customerClass: customer?.class_code ?? '', cumulativeFen: totalFen + given }
  // “现在给您办退款”: what was approved is told without its sum.
  const covered = namedFen !== null && agreed.some((one) => namedFen <= one.totalFen && kinds.every((kind) => isCovered(kind, one.kinds)))
  return { promised, kinds, mostFen, limitFen: limitOf(table, own, [...kinds]), own, covered, facts, needed: needed(table, facts) }
}

/** Whether somebody else has to decide. */
export const waits = (weighed: Weighed | null): weighed is Weighed => weighed !== null && !weighed.covered && weighed.needed.rank > weighed.own
