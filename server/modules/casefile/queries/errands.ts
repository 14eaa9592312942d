import type { z } from 'zod'
import type { DeskItem } from '#contract/casefile.ts'
import type { Proceeding } from '#contract/proceeding.ts'
import type { Actor } from '#kernel/actor.ts'
import { shiftDay, startOfDay } from '#kernel/calendar.ts'
import type { Reader } from '#kernel/db.ts'
import { yuan } from '#kernel/money.ts'
import { DAY, type Instant, instant, iso, plusMs } from '#kernel/time.ts'
import { words } from '#kernel/i18n.ts'
import { waiting } from '#modules/agreement/queries/papers.ts'
import { callsToMake } from '#modules/call-back/queries.ts'
import { goodsToReturn } from '#modules/custody/queries.ts'
import { evidenceToSecure } from '#modules/evidence/queries.ts'
import { suggestionsToAnswer } from '#modules/feedback/queries.ts'
import { inquiriesToDo } from '#modules/inquiry/queries.ts'
import { opinionsToGive } from '#modules/expert/queries/waiting.ts'
import { holdsToAct } from '#modules/containment/queries/holds.ts'
import { chargeBacksToChase } from '#modules/liability/queries/charge-backs.ts'
import { formsToSign } from '#modules/liaison/queries/lists.ts'
import { proceedingsToAnswer } from '#modules/proceeding/queries/proceedings.ts'
import { payoutsToMove } from '#modules/payout/queries/payouts.ts'
import { callsToTell } from '#modules/telling/queries.ts'
import { meetingsToHold } from '#modules/meeting/queries.ts'

type Item = z.input<typeof DeskItem>
/** How near an end is, as the desk draws it. */
type StateOf = (due: Instant, now: Instant) => Item['state']

const PLAIN = { complaintId: null, number: '', clockKind: null, urgency: 'general' } as const

/** Days before a thing is to be back that whoever has it sees it among what is to do. */
const GOODS_SHOWN = 3 * DAY
/** Days before evidence is gone that whoever can secure it sees it there. */
const EVIDENCE_SHOWN = 7 * DAY

/** What a body outside waits for: an answer to approve, or a day that is near. */
const bodyItem = (one: Proceeding, { locale }: Actor, now: Instant, stateOf: StateOf): Item => {
  const [due] = [one.ownDue, one.answerBy].filter((at) => at !== null).sort()
  return {
    ...PLAIN, kind: one.reports.some((report) => report.may['approve'] === null) ? 'report' : 'proceeding', id: one.id, complaintId: one.complaintId, number: one.complaintNumber, customerName: one.customerName, unitName: one.unitName, timeZone: one.timeZone,
    what: [one.body.label[locale], one.reference].filter(Boolean).join(' '), dueAt: due ?? null, startedAt: one.begunAt, state: due ? stateOf(instant(due), now) : 'soon',
  }
}

/** What the reader was asked as an expert. */
const opinionItems = async (read: Reader, actor: Actor, now: Instant, stateOf: StateOf): Promise<Item[]> => (actor.may('expert.report') ? await opinionsToGive(read, actor) : [])
  .map((one): Item => ({ ...PLAIN, kind: 'opinion', id: one.id, complaintId: one.complaint_id, number: one.number, customerName: one.customer_name, unitName: one.unit_name, timeZone: one.time_zone, urgency: one.urgency as Item['urgency'], what: one.matter.slice(0, 80), dueAt: iso(one.due_at), startedAt: iso(one.asked_at), state: stateOf(one.due_at, now) }))

/** What was agreed and is still to be signed or paid. */
const agreedItems = async (read: Reader, actor: Actor, now: Instant, stateOf: StateOf): Promise<Item[]> => {
  const payouts = actor.may('payout.read') ? await payoutsToMove(read, actor, now) : []
  const papers = actor.may('agreement.read') ? (await waiting.answer(read, actor, { mine: '1' }, now)).items : []
  const lacking = (one: (typeof papers)[number]) => words(actor.locale, ['agreement', 'lacks', one.lacks.length > 1 ? 'both' : one.lacks[0] ?? 'both']) ?? ''
  return [
    ...papers.map((one): Item => ({ ...PLAIN, kind: 'agreement', id: one.id, complaintId: one.complaintId, number: one.number, customerName: one.customerName, unitName: one.unitName, timeZone: one.timeZone, what: lacking(one), dueAt: one.lacks.includes('customer') ? one.until : null, startedAt: one.openedAt, state: one.until && one.lacks.includes('customer') ? stateOf(instant(one.until), now) : 'soon' })),
    ...payouts.map(({ kind, payout: one, customerName, dueAt }): Item => ({ ...PLAIN, kind, id: one.id, complaintId: one.complaintId, number: one.number, customerName, unitName: one.unitName, timeZone: one.timeZone, what: yuan(one.amountFen), dueAt: iso(dueAt), startedAt: one.askedAt, state: stateOf(dueAt, now) })),
  ]
}

/** What bodies outside wait for, and customers whom no letter reaches. */
const outsideItems = async (read: Reader, actor: Actor, now: Instant, stateOf: StateOf): Promise<Item[]> => {
  const bodies = actor.may('proceeding.read') ? await proceedingsToAnswer(read, actor, now) : []
  const untold = actor.may('telling.tellByPhone') ? await callsToTell(read, actor) : []
  return [
    ...untold.map((one): Item => ({ ...PLAIN, kind: 'tell', id: one.complaint_id, complaintId: one.complaint_id, number: one.number, customerName: one.customer_name, unitName: one.unit_name, timeZone: one.time_zone, urgency: one.urgency as Item['urgency'], what: '', dueAt: null, startedAt: iso(one.since), state: 'soon' })),
    ...bodies.map((one): Item => bodyItem(one, actor, now, stateOf)),
  ]
}

/** Work that belongs to no case, to one the reader need not see, or not to one alone: calls that were missed, customers who come to see a manager, suggestions that wait for an answer, liaison forms that wait for a signature or an acceptance. */
export const errandItems = async (read: Reader, actor: Actor, now: Instant, stateOf: StateOf): Promise<Item[]> => {
  const calls = actor.may('call-back.read') ? await callsToMake(read, actor, now) : []
  const meetings = actor.may('meeting.read') ? await meetingsToHold(read, actor, now) : []
  const suggestions = actor.may('feedback.answer') ? await suggestionsToAnswer(read, actor) : []
  const forms = actor.may('liaison.read') ? await formsToSign(read, actor) : []
  const goods = actor.may('custody.read') ? await goodsToReturn(read, actor, plusMs(now, GOODS_SHOWN)) : []
  const inquiries = actor.may('inquiry.read') ? await inquiriesToDo(read, actor) : []
  const evidence = actor.may('evidence.read') ? await evidenceToSecure(read, actor, plusMs(now, EVIDENCE_SHOWN)) : []
  const holds = actor.may('containment.read') ? await holdsToAct(read, actor) : { confirm: [], speak: [] }
  const held = (one: (typeof holds.confirm)[number]) => ({ ...PLAIN, id: one.id, number: one.number, customerName: [one.product, one.lot].filter(Boolean).join(' '), unitName: one.unit_name, timeZone: one.time_zone, what: one.reason.slice(0, 80), startedAt: iso(one.ordered_at) })
  const claims = actor.may('liability.answer') ? await chargeBacksToChase(read, actor, now) : []
  return [
    ...await agreedItems(read, actor, now, stateOf), ...await outsideItems(read, actor, now, stateOf), ...await opinionItems(read, actor, now, stateOf),
    ...holds.confirm.map((one): Item => ({ ...held(one), kind: 'hold', dueAt: iso(one.confirm_by), state: stateOf(one.confirm_by, now) })),
    ...holds.speak.map((one): Item => ({ ...held(one), kind: 'recipients', dueAt: null, state: 'soon' })),
    ...claims.flatMap((one): Item[] => (one.answer_by ? [{ ...PLAIN, kind: 'chargeBack', id: one.id, complaintId: one.complaint_id, number: one.number, customerName: one.outsider_name, unitName: one.unit_name, timeZone: one.time_zone, what: one.grounds.slice(0, 80), dueAt: iso(startOfDay(one.time_zone, shiftDay(one.answer_by, 1))), startedAt: iso(one.claimed_at), state: 'late' }] : [])),
    ...inquiries.map((one): Item => ({ ...PLAIN, kind: 'inquiry', id: one.id, complaintId: one.complaint_id, number: one.number, customerName: one.customer_name, unitName: one.unit_name, timeZone: one.time_zone, what: one.what, dueAt: iso(one.due_at), startedAt: iso(one.asked_at), state: stateOf(one.due_at, now) })),
    ...evidence.flatMap((one): Item[] => (one.kept_until ? [{ ...PLAIN, kind: 'evidence', id: one.id, complaintId: one.complaint_id, number: one.number, customerName: one.customer_name, unitName: one.unit_name, timeZone: one.time_zone, what: one.what, dueAt: iso(one.kept_until), startedAt: iso(one.kept_from ?? one.collected_at), state: stateOf(one.kept_until, now) }] : [])),
    ...goods.map((one): Item => ({ ...PLAIN, kind: 'goods', id: one.id, complaintId: one.complaint_id, number: one.number, customerName: one.customer_name, unitName: one.unit_name, timeZone: one.time_zone, what: one.what, dueAt: iso(one.return_by), startedAt: iso(one.taken_at), state: stateOf(one.return_by, now) })),
    ...calls.map((call): Item => ({ ...PLAIN, kind: 'callBack', id: call.id, customerName: call.customerName, unitName: call.unitName, timeZone: call.timeZone, what: call.number, dueAt: iso(call.dueAt), startedAt: iso(call.startedAt), state: stateOf(call.dueAt, now) })),
    ...meetings.map((one): Item => ({ ...PLAIN, kind: 'meeting', id: one.id, complaintId: one.complaintId, number: one.number, customerName: one.customerName, unitName: one.unitName, timeZone: one.timeZone, what: one.topic, dueAt: iso(one.startsAt), startedAt: iso(one.bookedAt), state: stateOf(one.startsAt, now) })),
    ...suggestions.map((one): Item => ({ ...PLAIN, kind: 'suggestion', id: one.id, customerName: one.name, unitName: one.unitName, timeZone: one.timeZone, what: one.words.slice(0, 80), dueAt: iso(one.dueAt), startedAt: iso(one.receivedAt), state: stateOf(one.dueAt, now) })),
    ...forms.map((one): Item => ({ ...PLAIN, kind: 'liaison', id: one.id, number: one.number, customerName: one.customerName ?? '', unitName: one.unitName, timeZone: one.timeZone, what: one.text, dueAt: one.dueAt, startedAt: one.madeAt, state: one.dueAt ? stateOf(instant(one.dueAt), now) : 'soon' }))]
}
