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
import { type Promised, type Told, promisedIn, sumOf } from './promised.ts'
import { type Agreed, type Letter, againstAgreed } from './told.ts'

export interface OfCase { readonly id: string; readonly unit_id: string; readonly customer_id: string; readonly urgency: string; readonly product: unknown; readonly order_info: unknown }

/** More than anybody's limit: a promise without one. */
export const WITHOUT_LIMIT = 100_000_000_000

const STANDS = ['approved', 'offered', 'countered', 'counterDeclined', 'agreed']

/** What somebody who may has said yes to already: it may be told. So may what was carried out, until the case comes back: then it is done, and whatever is said is new. */
const coveredBy = async (read: Reader, organizationId: string, complaintId: string): Promise<Agreed[]> => {
  const rows = await read.selectFrom('remedy.proposal as p').innerJoin('remedy.item as i', (j) => j.onRef('i.organization_id', '=', 'p.organization_id').onRef('i.proposal_id', '=', 'p.id'))
    .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
    .select(['p.id', 'p.total_fen', 'p.proposed_at', 'i.kind', 'i.amount_fen']).where('p.organization_id', '=', organizationId).where('p.complaint_id', '=', complaintId).where((eb) => eb.or([eb('p.state', 'in', STANDS), eb.and([eb('p.state', '=', 'fulfilled'), eb.or([eb('c.last_reopened_at', 'is', null), eb('p.proposed_at', '>', eb.ref('c.last_reopened_at'))])])])).execute()
  return [...groupBy(rows, (row) => row.id).values()].flatMap((of) => of.slice(0, 1).map(({ total_fen, proposed_at }) => ({ at: proposed_at, itemsFen: of.map((row) => row.amount_fen), totalFen: total_fen, kinds: of.map((row) => row.kind as RemedyKind) })))
}

/** Ways by which words that somebody wrote themselves went to the customer; letters of the program say what is decided already. */
const WRITTEN = ['group', 'extension', 'notice']
const MOST_LETTERS = 500

/** Words beside an offer and beside its items, and grounds of a no: they reach the customer as letters do. */
const besideOffers = async (read: Reader, organizationId: string, complaintId: string): Promise<{ readonly body: string; readonly at: Instant }[]> => {
  const [offers, notes, nos] = await Promise.all([
    read.selectFrom('remedy.proposal').select(['offer_message as body', 'offered_at as at']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('offer_message', 'is not', null).where('offered_at', 'is not', null).execute(),
    read.selectFrom('remedy.item as i').innerJoin('remedy.proposal as p', (j) => j.onRef('p.organization_id', '=', 'i.organization_id').onRef('p.id', '=', 'i.proposal_id')).select(['i.note as body', 'p.offered_at as at']).where('p.organization_id', '=', organizationId).where('p.complaint_id', '=', complaintId).where('i.note', 'is not', null).where('p.offered_at', 'is not', null).execute(),
    read.selectFrom('remedy.declined_demand').select(['grounds as body', 'at']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).execute(),
  ])
  return [...offers, ...notes, ...nos].flatMap(({ body, at }) => (body && at ? [{ body, at }] : []))
}

const lettersOf = async (read: Reader, organizationId: string, complaintId: string, told: Told): Promise<Letter[]> => {
  const [written, beside] = await Promise.all([
    read.selectFrom('communication.message').select(['body', 'at']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('kind', '=', 'reply')
      .where((eb) => eb.or([eb('via', 'is', null), eb('via', 'in', WRITTEN)])).orderBy('at', 'desc').orderBy('id', 'desc').limit(MOST_LETTERS).execute(),
    besideOffers(read, organizationId, complaintId),
  ])
  return [...written, ...beside].sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ body, at }) => ({ at, promised: promisedIn(body, told) }))
}

export interface Weighed {
  readonly promised: readonly Promised[]; readonly kinds: readonly RemedyKind[]; readonly mostFen: number | null; readonly limitFen: number; readonly own: number; readonly covered: boolean
  readonly facts: Facts; readonly needed: Needed; /** Of whoever lets it go alone. */ readonly releaseRank: number
}

const paid = (c: OfCase): number | null => (c.product as { priceFen?: number } | null)?.priceFen ?? (c.order_info as { amountFen?: number } | null)?.amountFen ?? null

const WITHOUT_CASE = { urgency: 'general', customerClass: '', cumulativeFen: 0, caseFen: 0 }

/** What is known before the words: of the case, with what earlier letters promised; or of a unit alone. */
const before = async (read: Reader, organizationId: string, { complaint, unitId }: Of, promised: readonly Promised[], told: Told, now: Instant) => {
  if (!complaint) return { known: { ...WITHOUT_CASE, unit: codesAbove(await unitRows(read, organizationId), unitId) }, ...againstAgreed([], [], promised) }
  const [known, agreed, letters] = await Promise.all([factsBefore(read, organizationId, complaint, now), coveredBy(read, organizationId, complaint.id), lettersOf(read, organizationId, complaint.id, told)])
  return { known, ...againstAgreed(letters, agreed, promised) }
}

interface Of { readonly complaint: OfCase | null; readonly unitId: string }
/** What a letter promises in all its parts, against what who sends it may commit, on a case or on many at once; what earlier letters of the case promised counts with it. `own`: by their own posts. */
export const weighWords = async (read: Reader, actor: Pick<Actor, 'organizationId' | 'id'>, of: Of, parts: readonly string[], now: Instant): Promise<Weighed | null> => {
  const told = { priceFen: of.complaint && paid(of.complaint) }
  const promised = parts.flatMap((text) => promisedIn(text, told))
  if (!promised.length) return null
  const { organizationId } = actor
  const [{ body, policy }, { own }, { known, fresh, openFen }] = await Promise.all([currentPack(read, organizationId), standingOf(read, organizationId, actor.id, of.unitId, now), before(read, organizationId, of, promised, told, now)])
  const table = await policy('authority')
  // What is agreed already counts among the sums of the case.
  const { kinds, mostFen } = sumOf(fresh)
  const totalFen = openFen + (mostFen ?? WITHOUT_LIMIT)
  const facts = { ...known, kind: [...kinds], totalFen, cumulativeFen: known.cumulativeFen + totalFen, caseFen: known.caseFen + totalFen }
  const asked = needed(table, facts, body.positions)
  const limitFen = Math.max(0, Math.min(MOST_FEN, limitOf(table, { rank: own, kinds, known, posts: body.positions }) - openFen))
  return { promised, kinds: sumOf(promised).kinds, mostFen: sumOf(promised).mostFen, limitFen, own, covered: fresh.length === 0, facts, needed: asked, releaseRank: Math.min(alone(asked), Math.max(...body.positions.map(({ rank }) => rank))) }
}

/** Whether somebody else has to decide. */
export const waits = (weighed: Weighed | null): weighed is Weighed => weighed !== null && !weighed.covered && alone(weighed.needed) > weighed.own
