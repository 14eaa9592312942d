import { invalidInput } from '#contract/common.ts'
import { fileUnknown } from '#contract/files.ts'
import type { RegisterComplaint } from '#contract/complaint.ts'
import type { TellBy } from '#contract/tell-by.ts'
import * as contract from '#contract/complaint.ts'
import type { Urgency } from '#contract/packs.ts'
import { localDay } from '#kernel/calendar.ts'
import type { BatchItem } from '#kernel/command.ts'
import { type Reader, readerOf, sql } from '#kernel/db.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import type { Subject } from '#kernel/event.ts'
import { newCode, newId, sha256 } from '#kernel/id.ts'
import { groupBy } from '#kernel/group.ts'
import { insertRows } from '#kernel/insert.ts'
import { Problem } from '#kernel/problem.ts'
import { type Slice, keyAt, slicesOf } from '#kernel/slices.ts'
import { DAY, type Instant, inOurTimes, instant, isoOrNull, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { addStandIns } from '#modules/customer/commands/stand-in.ts'
import { type Identified, identify, refuseUnknownClass } from '#modules/customer/commands/record.ts'
import { keepAnswers, refuseWrongAnswers } from '#modules/forms/commands.ts'
import { codesAbove } from '#modules/identity/queries/places.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { type CurrentPack, currentPack, withAncestors } from '#modules/packs/queries.ts'
import { asToldOn, complainantRow, identityOf, refuseNameless, whoIn } from '../complainant.ts'
import { ComplaintRegistered, TellByChosen } from '../events.ts'
import { type GivingOut, firstOwner } from '../first-owner.ts'
import { type EarlierMatter, type MatterOf, earlierOf } from '../matter-rules.ts'
import { complainedBefore } from '../queries/case.ts'
import { nameFor } from '../queries/complainant.ts'
import { mattersOf } from '../queries/matters.ts'
import { numberOf } from '../rules.ts'
import { asObject, searchColumns, searchable } from '../searched.ts'
import { attach } from './attach.ts'
import { asksForUnit, decideOn } from './decide.ts'
import { keepRepresentatives } from './representative.ts'
import { keepSameMatter } from './same-matter.ts'
import { refuseTellBy, rememberTellBy } from './ways.ts'

export interface RegisteredRow {
  readonly id: string; readonly number: string; readonly portalCode: string; readonly urgency: Urgency; readonly customer: Identified
  readonly points: readonly { id: string; no: number; text: string; wants: string | null; categoryCode: string | null }[]
  readonly receivedAt: Instant; readonly unitId: string
}

/** What is known of a complaint that another system or a paper file had before: also when and how it ended there, empty where it goes on with us. */
export interface Brought { readonly closedAt: Instant | null; readonly closingNote: string | null }
type Item = BatchItem<RegisterComplaint> & { readonly brought?: Brought }
interface Unit extends GivingOut { readonly id: string; readonly code: string; readonly time_zone: string }

/** A clock a little ahead on the caller's side is no back-dating. */
const SKEW_MS = 5 * 60_000

const unitsOf = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Unit>> => {
  const rows = await tx.db.selectFrom('identity.unit').select(['id', 'code', 'time_zone', 'gives_out', 'receiver_keeps']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...new Set(ids)]).where('retired_at', 'is', null).execute()
  return new Map(rows.map((r) => [r.id, r]))
}

const refuseImpossibleTimes = (input: RegisterComplaint, now: Instant) => {
  const latest = now.getTime() + SKEW_MS
  if (!inOurTimes(input.receivedAt)) throw new Problem(invalidInput, {}, 'receivedAt')
  if (instant(input.receivedAt).getTime() > latest) throw new Problem(contract.receivedInFuture, {}, 'receivedAt')
  if (input.departedAt && (input.presence !== 'left' || !inOurTimes(input.departedAt) || instant(input.departedAt).getTime() > latest)) throw new Problem(contract.departedImpossibly, {}, 'departedAt')
  if (input.occurredAt && (!inOurTimes(input.occurredAt) || instant(input.occurredAt).getTime() > latest)) throw new Problem(invalidInput, {}, 'occurredAt')
}

const refuseCategory = (code: string | null | undefined, pack: CurrentPack, ofThePast: boolean, field: string) => {
  if (!code) return
  const category = pack.body.categories.find((c) => c.code === code)
  if (!category) throw new Problem(contract.unknownCategory, {}, field)
  // Cases of the past may bring a category that nobody chooses any more.
  if (category.retired && !ofThePast) throw new Problem(contract.retiredCategory, {}, field)
}

const refuse = ({ actor, input, brought }: Item, unit: Unit | undefined, pack: CurrentPack, now: Instant) => {
  if (!unit) throw new Problem(contract.unitUnknown, {}, 'unitId')
  if (actor.units !== 'all' && !actor.units.includes(unit.id)) throw new Problem(contract.unitNotYours, {}, 'unitId')
  refuseImpossibleTimes(input, now)
  refuseNameless(input)
  refuseUnknownClass(pack.body.classes, input.customer.classCode, 'customer/classCode')
  for (const [i, point] of input.points.entries()) refuseCategory(point.categoryCode, pack, brought !== undefined, `points/${i}/categoryCode`)
  const categories = input.points.flatMap((p) => withAncestors(pack.body, p.categoryCode ?? null))
  // Who writes to us from outside knows nothing of our form, nor did the system a complaint comes from, and a call, a meeting or an opinion asked for none of it: what it must hold is asked by whoever looks after the case.
  const fields = actor.kind === 'portal' || brought || input.fields === undefined ? pack.body.fields.map((f) => ({ ...f, required: false })) : pack.body.fields
  refuseWrongAnswers(fields, input.fields ?? {}, { categories, channel: input.channel }, { unknown: contract.unknownField, wrong: contract.wrongField }, actor.locale)
}

/** Running numbers per unit code and local day: one statement, in sorted order, taken last, so that the counter row is held shortest. */
const takeNumbers = async (tx: Tx, wanted: readonly { unit: Unit; day: string }[]): Promise<string[]> => {
  const groups = [...groupBy(wanted.map((w, i) => ({ ...w, i })), (w) => `${w.unit.code} ${w.day}`)].sort(([a], [b]) => (a < b ? -1 : 1))
  const rows = groups.map(([, [first, ...more]]) => ({ organization_id: tx.actor.organizationId, unit_code: first?.unit.code ?? '', day: first?.day ?? '', last: 1 + more.length }))
  const taken = await tx.db.insertInto('complaint.counter').values(rows).onConflict((c) => c.columns(['organization_id', 'unit_code', 'day']).doUpdateSet({ last: sql`counter.last + excluded.last` })).returning(['unit_code', 'day', 'last']).execute()
  const numbers = new Array<string>(wanted.length)
  for (const [, members] of groups) {
    const last = taken.find((t) => t.unit_code === members[0]?.unit.code && t.day === members[0]?.day)?.last ?? 0
    for (const [k, w] of members.entries()) numbers[w.i] = numberOf(w.unit.code, w.day, last - members.length + 1 + k)
  }
  return numbers
}

interface Draft { readonly item: Item; readonly unit: Unit; readonly customer: Identified; readonly id: string; readonly code: string; readonly made: ReturnType<typeof decideOn>; readonly repeat: boolean; readonly earlier: EarlierMatter | undefined; readonly points: RegisteredRow['points']; readonly ownerId: string | null; readonly toGive: boolean; readonly tellBy: TellBy | null }

const matterOf = (input: RegisterComplaint): MatterOf => {
  const product = asObject(input.product, 'name')
  return { categories: input.points.flatMap((p) => p.categoryCode ?? []), order: asObject(input.order, 'number')?.number ?? null, lot: product?.lot ?? null, productName: product?.name ?? null, productCode: product?.code ?? null }
}

interface Before { readonly repeats: ReadonlySet<string>; readonly matters: readonly EarlierMatter[]; readonly days: number; /** How they asked to be told last. */ readonly tellBy: ReadonlyMap<string, TellBy> }

/** By what it is decided how urgent a complaint is and where it goes; `above`: codes of a unit and of what is over it, where a rule asks for them. */
interface Book { readonly pack: CurrentPack; readonly urgency: DecisionTable; readonly routing: DecisionTable; above(unit: Unit): readonly string[] }

const bookOf = async (tx: Tx): Promise<Book> => {
  const read = readerOf(tx.db)
  const pack = await currentPack(read, tx.actor.organizationId)
  const [urgency, routing] = await Promise.all([pack.policy('urgency'), pack.policy('routing')])
  const units = [urgency, routing].some(asksForUnit) ? await unitRows(read, tx.actor.organizationId) : null
  return { pack, urgency, routing, above: ({ id, code }) => (units ? codesAbove(units, id) : [code]) }
}

/** As it is said now, else as they asked for last; who is anonymous was asked nothing. */
const tellByOf = ({ input, brought }: Item, customer: Identified, before: Before['tellBy']): TellBy | null => {
  if (input.tellBy) return input.tellBy
  return brought || identityOf(input) !== 'open' || input.customer.name !== customer.name ? null : before.get(customer.id) ?? null
}

const draftOf = (item: Item, id: string, unit: Unit, customer: Identified, { repeats, matters, days, tellBy }: Before, book: Book): Draft => {
  const repeat = repeats.has(customer.id)
  const earlier = repeat ? earlierOf(customer.id, matterOf(item.input), instant(item.input.receivedAt), days, matters) : undefined
  const known = { customerClass: customer.classCode, repeat, sameMatter: earlier !== undefined, units: book.above(unit) }
  return { item, unit, customer, repeat, earlier, id, ...draftedPoints(item), ...firstOwner(item, unit), made: decideOn(item.input, book.pack.body, known, book), tellBy: tellByOf(item, customer, tellBy) }
}

const draftedPoints = (item: Item): Pick<Draft, 'code' | 'points'> => ({
  code: newCode(),
  points: item.input.points.map((p, i) => ({ id: newId(), no: i + 1, text: p.text, wants: p.wants ?? null, categoryCode: p.categoryCode ?? null })),
})

/** Nothing of this is known at registration. */
const UNHANDLED = { outcome: null, summary: null, last_reopened_at: null, acknowledged_at: null, acknowledged_how: null, acknowledged_by: null, why_not_now: null, next_on: null }

const circumstances = (input: RegisterComplaint) => {
  const order = asObject(input.order, 'number')
  const product = asObject(input.product, 'name')
  return {
    occurred_at: input.occurredAt ? instant(input.occurredAt) : null, place: input.place ?? null, so_far: input.soFar ?? null, product: product && JSON.stringify(product), lot: product?.lot || null, order_info: order && JSON.stringify(order),
    order_number: order?.number || null, fields: JSON.stringify(input.fields ?? {}), claim_fen: input.claimFen ?? null, private_room: input.privateRoom === true, read_back: input.readBack === true,
  }
}

const complainant = (input: RegisterComplaint, known: Identified) => (identityOf(input) === 'open' ? asToldOn(known, input.customer) : { complainant_name: null, complainant_phone: null, complainant_email: null })

/** What ended before it came to us is brought as it ended: it runs no clocks, and what we ask before closing was not asked there. */
const standing = (brought: Brought | undefined) => (brought?.closedAt
  ? { state: 'closed', stage: 'closed', last_closed_at: brought.closedAt, outcome_reason: brought.closingNote }
  : { state: 'open', stage: 'intake', last_closed_at: null, outcome_reason: null })

/** Who has left, left when it was received, unless another time is told. */
const departureOf = (input: RegisterComplaint): Instant | null => (input.presence === 'left' ? instant(input.departedAt ?? input.receivedAt) : null)

const complaintRow = (tx: Tx, { item: { actor, input, brought }, customer, id, code, made: { judged, decided }, repeat, earlier, unit, ownerId, tellBy }: Draft, number: string, pack: CurrentPack) => ({
  organization_id: tx.actor.organizationId, id, number, unit_id: unit.id, urgency: judged.urgency, urgency_rule: judged.rule,
  urgency_why: JSON.stringify(judged.why ?? { text: input.urgencyReason ?? '' }), nature: input.nature ?? 'redress', channel: input.channel, customer_id: customer.id, identity: identityOf(input), ...complainant(input, customer),
  owner_id: ownerId, recorded_by: actor.id, receiver_name: input.receiver.name, receiver_position: input.receiver.position, confidential: input.confidential === true,
  received_at: instant(input.receivedAt), registered_at: tx.now, presence: input.presence ?? null, departed_at: departureOf(input), locale: actor.kind === 'portal' ? actor.locale : null, portal_hash: sha256(code), recurring: repeat, same_matter: earlier !== undefined, pack_version: pack.versionId, decided: JSON.stringify(decided), tell_by: tellBy,
  ...circumstances(input), ...UNHANDLED, ...standing(brought),
})

const pointRows = (tx: Tx, drafts: readonly Draft[], pack: CurrentPack) => drafts.flatMap((d) => d.points.map((p, i) => {
  const given = d.item.input.points[i]
  return {
    organization_id: tx.actor.organizationId, id: p.id, complaint_id: d.id, no: p.no, words: p.text, wants: p.wants, category_code: p.categoryCode, reading: given?.reading ?? null, severity: given?.severity ?? null,
    matter: pack.body.categories.find((c) => c.code === p.categoryCode)?.matter ?? null, service_stage: given?.serviceStage ?? null, service_fault: given?.serviceFault ?? null,
  }
}))

/** By what a case is found: never by who complains where that is not open. */
const asFound = ({ item: { input }, customer }: Draft): RegisterComplaint => (identityOf(input) === 'open' ? input : { ...input, customer: { name: customer.name } })

const searchRows = (tx: Tx, drafts: readonly Draft[], numbers: readonly string[], slices: readonly Slice[]) => drafts.map((d, i) => ({
  organization_id: tx.actor.organizationId, complaint_id: d.id, unit_id: d.unit.id, ...searchColumns(searchable(asFound(d), numbers[i] ?? ''), keyAt(slices, d.id)),
}))

const attachFiles = async (tx: Tx, drafts: readonly Draft[]) => {
  for (const { item: { actor, input }, id } of drafts) {
    const named = input.fileIds ?? []
    const [missing] = await attach(tx, id, named, 'intake', actor.id)
    if (missing) throw new Problem(fileUnknown, {}, `fileIds/${named.indexOf(missing)}`)
  }
}

const asAnswered = ({ item: { input }, customer }: Draft): Identified => (identityOf(input) === 'open' ? { ...customer, name: input.customer.name, phone: input.customer.phone || customer.phone } : customer)

/** Of who wants to be known to few, kept apart; of who is anonymous nothing. */
const keepComplainants = async (tx: Tx, drafts: readonly Draft[]) => {
  const kept = drafts.filter((d) => identityOf(d.item.input) === 'protected')
  if (kept.length) await insertRows(tx.db, { into: 'complaint.complainant', rows: kept.map((d) => complainantRow(tx.actor.organizationId, d.id, whoIn(d.item.input), tx.now)) })
}

/** The customer of each: known or new where who complains is open, else somebody who only stands for them. */
const customersOf = async (tx: Tx, items: readonly Item[], ids: readonly string[], slices: readonly Slice[]): Promise<Identified[]> => {
  const isOpen = ({ input }: Item) => identityOf(input) === 'open'
  const open = items.filter(isOpen)
  const known = open.length ? await identify(tx, open.map((i) => i.input.customer), open.map((i) => i.actor), slices) : []
  const hidden = items.flatMap((item, i) => (isOpen(item) ? [] : [{ complaintId: ids[i] ?? '', name: nameFor(identityOf(item.input), item.actor.locale), classCode: item.input.customer.classCode || null, temperament: item.input.customer.temperament ?? null }]))
  const standing = hidden.length ? await addStandIns(tx, hidden) : []
  return items.map((item) => (isOpen(item) ? known.shift() : standing.shift()) as Identified)
}

const askedBefore = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<Map<string, TellBy>> =>
  new Map((await read.selectFrom('customer.customer').select(['id', 'tell_by']).where('organization_id', '=', organizationId).where('id', 'in', [...ids]).where('tell_by', 'is not', null).execute()).map((row) => [row.id, row.tell_by as TellBy]))

/** How they want to be told, kept with the case and for the next one; what is not possible is refused. */
const keepTellBy = async (tx: Tx, drafts: readonly Draft[], subject: (d: Draft) => Subject) => {
  for (const { item: { input }, id, customer } of drafts) {
    if (!input.tellBy) continue
    await refuseTellBy(tx, id, input.tellBy, 'tellBy')
    await rememberTellBy(tx, { customer_id: customer.id, identity: identityOf(input), complainant_name: asToldOn(customer, input.customer).complainant_name }, input.tellBy)
  }
  const chosen = drafts.flatMap((d) => (d.tellBy ? [{ subject: subject(d), actor: d.item.actor, payload: { complaintId: d.id, tellBy: d.tellBy, atStart: true } }] : []))
  if (chosen.length) await tx.record(TellByChosen, chosen)
}

/** What the known ones among these customers told us before; of new ones nothing is asked. */
const toldBefore = async (tx: Tx, items: readonly Item[], customers: readonly Identified[], pack: CurrentPack): Promise<Before> => {
  const known = [...new Set(customers.filter((c) => !c.isNew).map((c) => c.id))]
  const days = pack.body.pack.windows.sameMatterDays
  if (!known.length) return { repeats: new Set(), matters: [], days, tellBy: new Map() }
  const earliest = Math.min(...items.map((i) => instant(i.input.receivedAt).getTime()))
  const read = readerOf(tx.db)
  const [repeats, asked, matters] = await Promise.all([complainedBefore(read, known), askedBefore(read, tx.actor.organizationId, known), mattersOf(read, known, plusMs(tx.now, Math.min(earliest - tx.now.getTime(), 0) - days * DAY))])
  return { repeats, matters, days, tellBy: asked }
}

/**
 * Registers complaints of one organisation, as many at once as there are, with a constant number of statements.
 * Each is checked against its own actor: unit in sight, times, categories, the pack's fields.
 */
export const registerComplaints = async (tx: Tx, items: readonly Item[]): Promise<RegisteredRow[]> => {
  const book = await bookOf(tx)
  const { pack } = book
  const [units, slices] = await Promise.all([unitsOf(tx, items.map((i) => i.input.unitId)), slicesOf(tx.db, tx.actor.organizationId)])
  for (const item of items) refuse(item, units.get(item.input.unitId), pack, tx.now)
  const ids = items.map(() => newId())
  const customers = await customersOf(tx, items, ids, slices)
  const before = await toldBefore(tx, items, customers, pack)
  const drafts = items.map((item, i) => draftOf(item, ids[i] ?? newId(), units.get(item.input.unitId) as Unit, customers[i] as Identified, before, book))
  const numbers = await takeNumbers(tx, drafts.map((d) => ({ unit: d.unit, day: localDay(d.unit.time_zone, tx.now) })))
  await insertRows(tx.db, { into: 'complaint.complaint', rows: drafts.map((d, i) => complaintRow(tx, d, numbers[i] ?? '', pack)) },
    { into: 'complaint.point', rows: pointRows(tx, drafts, pack) }, { into: 'complaint.search', rows: searchRows(tx, drafts, numbers, slices) })
  await keepComplainants(tx, drafts)
  await attachFiles(tx, drafts)
  await keepAnswers(tx, pack.body.fields, drafts.map((d) => ({ id: d.id, answers: d.item.input.fields ?? {} })))
  await tx.record(ComplaintRegistered, drafts.map((d, i) => ({
    subject: { type: 'complaint', id: d.id, unitId: d.unit.id, confidential: d.item.input.confidential ?? false }, actor: d.item.actor, reason: d.item.input.urgencyReason,
    payload: {
      complaintId: d.id, number: numbers[i] ?? '', channel: d.item.input.channel, urgency: d.made.judged.urgency, rule: d.made.judged.rule, points: d.points.length, unitId: d.unit.id, ownerId: d.ownerId, ...(d.toGive && { toGive: true }),
      receivedAt: d.item.input.receivedAt, customerId: d.customer.id, ...(d.item.brought && { closedAt: isoOrNull(d.item.brought.closedAt) }), recurring: d.repeat, nature: d.item.input.nature ?? 'redress', presence: d.item.input.presence ?? null,
      departedAt: isoOrNull(departureOf(d.item.input)), categories: [...new Set(d.points.flatMap((p) => (p.categoryCode ? [p.categoryCode] : [])))], customerClass: d.customer.classCode, ...(d.item.input.points.some((p) => p.severity || p.serviceFault) && { judged: true }), ...(d.made.decided.routing.way && !d.item.brought?.closedAt && !d.item.input.accusedIds?.length && { way: { ...d.made.decided.routing.way, rule: d.made.decided.routing.rule } }),
    },
  })))
  const subject = (d: Draft) => ({ type: 'complaint', id: d.id, unitId: d.unit.id, confidential: d.item.input.confidential ?? false })
  await keepTellBy(tx, drafts, subject)
  await keepRepresentatives(tx, drafts.flatMap((d) => (d.item.input.representative ? [{ subject: subject(d), input: d.item.input.representative, actor: d.item.actor }] : [])))
  await keepSameMatter(tx, drafts.flatMap((d) => (d.earlier ? [{ subject: subject(d), earlier: d.earlier, actor: d.item.actor }] : [])))
  return drafts.map((d, i) => ({ id: d.id, number: numbers[i] ?? '', portalCode: d.code, urgency: d.made.judged.urgency, customer: asAnswered(d), points: d.points, receivedAt: instant(d.item.input.receivedAt), unitId: d.unit.id }))
}
