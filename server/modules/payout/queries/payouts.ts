import type { z } from 'zod'
import { notAllowed, notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { PayWay, Payout, PayoutState } from '#contract/payout.ts'
import type * as contract from '#contract/payout.ts'
import { moneyUnderWay } from '#contract/payout.ts'
import { feeUnderWay } from '#contract/expert.ts'
import { payoutUnderWay } from '#contract/settlement.ts'
import type { Actor } from '#kernel/actor.ts'
import { localDay } from '#kernel/calendar.ts'
import { type OpenTransaction, type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { gates, guard } from '#kernel/guard.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { listing, query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { postsOf } from '#modules/authority/queries.ts'
import type { Posts } from '#modules/authority/rules.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { masked, whyNotBounce, whyNotDecide, whyNotFail, whyNotHandOver, whyNotNow, whyNotPay, whyNotWithdraw } from '../rules.ts'
import { limitOf, standingFor } from './rule.ts'
import { owedSince } from './since.ts'

type Filter = Pick<z.output<typeof contract.payouts.input>, 'state' | 'way' | 'unitId' | 'complaintId' | 'q'>

const joined = (read: Reader, organizationId: string) => read.selectFrom('payout.payout as p')
  .innerJoin('payout.due as d', (j) => j.onRef('d.organization_id', '=', 'p.organization_id').onRef('d.task_id', '=', 'p.task_id'))
  .leftJoin('settlement.task as t', (j) => j.onRef('t.organization_id', '=', 'p.organization_id').onRef('t.id', '=', 'p.task_id'))
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'p.organization_id').onRef('n.id', '=', 'p.unit_id'))
  .where('p.organization_id', '=', organizationId)

const narrowed = (read: Reader, actor: Actor, { state, way, unitId, complaintId, q }: Filter) => {
  let rows = joined(read, actor.organizationId)
  if (state) rows = rows.where('p.state', '=', sql.lit(state))
  if (way) rows = rows.where('p.way', '=', way)
  if (unitId) rows = rows.where('p.unit_id', '=', unitId)
  if (complaintId) rows = rows.where('p.complaint_id', '=', complaintId)
  if (q) rows = rows.where(sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', p.number, c.number, p.reference))) > 0`)
  return rows
}

const shownColumns = (rows: ReturnType<typeof joined>) => rows.selectAll('p').select(['d.agreed_fen', 'd.paid_fen', 'd.opinion_id', sql<string>`coalesce(t.kind, 'fees')`.as('kind'), 'c.number as complaint_number', 'c.state as complaint_state', 'c.stage as complaint_stage', 'c.unit_id as case_unit', 'c.identity', 'c.accused', 'n.name as unit_name', 'n.time_zone', owedSince.as('owed_since')])
type Row = Awaited<ReturnType<ReturnType<typeof shownColumns>['execute']>>[number]

interface Judged { readonly actor: Actor; readonly posts: Posts; readonly limitFen: number; readonly now: Instant }

const mayOf = ({ actor, posts, limitFen, now }: Judged, r: Row): Record<string, string | null> => {
  const closed = (name: string) => whyNotNow({ state: r.complaint_state, stage: r.complaint_stage }, name === 'bounce' ? 'whenever' : r.opinion_id === null ? 'open' : 'closed')
  const home = { unit_id: r.case_unit }
  const decider = standingFor(actor, posts, { unitId: r.case_unit, neededRank: r.needed_rank, proposedBy: r.asked_by ?? '', about: r.accused ?? [] }, now)
  const decision = whyNotDecide(decider, r, limitFen, r.version)
  const standing: Record<string, Refusal | null> = { approve: decision, return: decision, pay: whyNotPay(actor, r, r.version), handOver: whyNotHandOver(actor, r, home, r.version), fail: whyNotFail(actor, r, r.version), bounce: whyNotBounce(actor, r, r.version), withdraw: whyNotWithdraw(actor, r, home, r.version) }
  return Object.fromEntries(Object.entries(standing).map(([name, refusal]) => { const why = actor.may(`payout.${name}`) ? closed(name) ?? refusal : notAllowed; return [name, why && refusalWords(why, actor.locale)] }))
}

/** Names and accounts are for who pays: others see the last figures, and no name where the complainant's is kept. */
const toWhom = (actor: Actor, r: Row) => {
  const pays = actor.may('payout.pay') && (actor.units === 'all' || actor.units.includes(r.unit_id))
  return { payee: pays || r.identity === 'open' ? r.payee : null, bank: pays || r.identity === 'open' ? r.bank : null, account: r.account && (pays ? r.account : masked(r.account)), note: r.note }
}

const show = async (read: Reader, actor: Actor, rows: readonly Row[], now: Instant): Promise<Payout[]> => {
  const ids = rows.map((r) => r.id)
  const [evidence, posts, limitFen] = await Promise.all([
    ids.length ? read.selectFrom('payout.evidence').select(['payout_id', 'file_id']).where('organization_id', '=', actor.organizationId).where('payout_id', 'in', ids).execute() : [],
    postsOf(read, actor.organizationId, actor.id), limitOf(read, actor.organizationId),
  ])
  const [files, name] = await Promise.all([filesById(read, actor.organizationId, evidence.map((e) => e.file_id)), namesOf(read, actor.organizationId, rows.flatMap((r) => [r.asked_by, r.decided_by, r.paid_by, r.bounced_by, r.ended_by]))])
  const of = groupBy(evidence, (e) => e.payout_id)
  return rows.map((r) => ({
    id: r.id, number: r.number, complaintId: r.complaint_id, complaintNumber: r.complaint_number, taskId: r.task_id, opinionId: r.opinion_id, kind: r.kind as RemedyKind, unitId: r.unit_id, unitName: r.unit_name, timeZone: r.time_zone,
    amountFen: r.amount_fen, agreedFen: r.agreed_fen, paidFen: r.paid_fen, way: r.way as PayWay, ...toWhom(actor, r), state: r.state as PayoutState, version: r.version, askedBy: name(r.asked_by), askedAt: iso(r.asked_at), firstOn: localDay(r.time_zone, r.owed_since),
    decided: r.decided_at && { by: name(r.decided_by), at: iso(r.decided_at), note: r.decision },
    paid: r.paid_at && { by: name(r.paid_by), at: iso(r.paid_at), on: r.paid_on ?? '', reference: r.reference, evidence: refsOf(files, (of.get(r.id) ?? []).map(({ file_id }) => file_id)) },
    bounced: r.bounced_at && { by: name(r.bounced_by), at: iso(r.bounced_at), on: r.bounced_on ?? '', words: r.bounced_words ?? '', reference: r.bounced_reference },
    ended: r.ended_at && { by: name(r.ended_by), at: iso(r.ended_at), why: r.ended_why ?? '' }, may: mayOf({ actor, posts, limitFen, now }, r),
  }))
}

/** Newest first. */
export const payouts = listing('payout.read', async (read, actor, { limit = 50, cursor, ...filter }: z.output<typeof contract.payouts.input>, now) => {
  let rows = shownColumns(narrowed(read, actor, filter)).orderBy('p.id', 'desc').limit(limit + 1)
  if (cursor) rows = rows.where('p.id', '<', String(readCursor(cursor)[0]))
  const found = await rows.execute()
  const shown = new Map((await show(read, actor, found, now)).map((one) => [one.id, one]))
  return pageOf(found, limit, (r) => [r.id], (r): Payout => shown.get(r.id) as Payout)
})

export const onePayout = query('payout.read', async (read, actor, { id }: { id: string }, now): Promise<Payout> => {
  const [shown] = await show(read, actor, await shownColumns(joined(read, actor.organizationId)).where('p.id', '=', id).execute(), now)
  if (!shown) throw new Problem(notFound)
  return shown
}, (_input, output) => ({ type: 'complaint', id: output.complaintId, unitId: output.unitId }))

export const payoutSums = query('payout.read', async (read, actor, filter: Filter) => {
  const rows = await narrowed(read, actor, filter).groupBy('p.state').select((eb) => ['p.state', eb.fn.countAll<number>().as('count'), sql<number>`sum(p.amount_fen)::bigint`.as('amount')]).execute()
  return { items: rows.map((r) => ({ state: r.state as PayoutState, count: r.count, amountFen: r.amount })), next: null }
})

const MOST_TO_DO = 100

/** What the reader can approve, or pay, now; by when it was to be carried out. */
export const payoutsToMove = async (read: Reader, actor: Actor, now: Instant) => {
  const me = actor.id
  if (me === null) return []
  const pays = actor.may('payout.pay') && sql<boolean>`p.unit_id = any (${actor.units === 'all' ? sql`array[p.unit_id]` : sql`${[...actor.units]}::uuid[]`})`
  const [posts, limitFen] = await Promise.all([postsOf(read, actor.organizationId, me), limitOf(read, actor.organizationId)])
  const waiting = await shownColumns(joined(read, actor.organizationId)).innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .select([sql<Instant>`coalesce(t.due_at, p.asked_at)`.as('due_at'), sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name')]).where((eb) => eb.or([eb('p.state', '=', sql.lit('asked')), eb.and([eb('p.state', '=', sql.lit('approved')), eb.or([eb('p.asked_by', '=', me), ...(pays ? [pays] : [])])])])).orderBy(sql`coalesce(t.due_at, p.asked_at)`).execute()
  // Whose yes is wanted hangs on posts, which are no columns: what is the reader's is chosen first, then cut.
  const mine = (r: Row) => { const may = mayOf({ actor, posts, limitFen, now }, r); return ['approve', 'pay', 'handOver'].some((name) => may[name] === null) }
  const rows = waiting.filter(mine).slice(0, MOST_TO_DO)
  const shown = await show(read, actor, rows, now)
  return rows.flatMap((row, at) => {
    const payout = shown[at] as Payout
    const kind = payout.may['approve'] === null ? 'payout' as const : payout.may['pay'] === null || (payout.may['handOver'] === null && row.asked_by === actor.id) ? 'payment' as const : null
    return kind ? [{ kind, payout, customerName: row.customer_name, dueAt: row.due_at }] : []
  })
}

/** Money for what was agreed with the customer that is asked for or approved, and not paid. */
const promisedAlive = (db: OpenTransaction) => db.selectFrom('payout.payout as p').innerJoin('settlement.task as t', (j) => j.onRef('t.organization_id', '=', 'p.organization_id').onRef('t.id', '=', 'p.task_id')).select('p.number').where('p.state', 'in', ['asked', 'approved']).orderBy('p.number').limit(1)

/** What was agreed is not dropped, and a case not closed, while money for it is on its way: it is paid or withdrawn first, whatever the table of closing asks for. Fees of experts are paid after the end, too. */
export const guards = [guard('settlement.cancel', async (db, agreementId) => gates({ payout: await promisedAlive(db).where('t.agreement_id', '=', agreementId).executeTakeFirst() ? payoutUnderWay : null })), guard('complaint.close', async (db, complaintId) => {
  const alive = await promisedAlive(db).where('p.complaint_id', '=', complaintId).executeTakeFirst()
  return gates({ money: alive ? moneyUnderWay : null }).map((gate) => ({ ...gate, params: { payout: alive?.number ?? '' }, always: true as const }))
}), guard('expert.withdraw', async (db, opinionId) => {
  const alive = await db.selectFrom('payout.payout').select('id').where('task_id', '=', opinionId).where('state', 'in', ['asked', 'approved']).limit(1).executeTakeFirst()
  return gates({ payout: alive ? feeUnderWay : null })
})]
