import type { z } from 'zod'
import { notFound, type Locale, type Words } from '#contract/common.ts'
import type { Case } from '#contract/casefile.ts'
import type * as complaintContract from '#contract/complaint.ts'
import type { Customer } from '#contract/customer.ts'
import { notAcknowledged } from '#contract/complaint.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { type Gate, gatesOf } from '#kernel/guard.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { agreedEndsOf, clocksOf, extensionsOf, shownPauses } from '#modules/clock/queries/clocks.ts'
import { messagesOf } from '#modules/communication/queries/messages.ts'
import { type ComplaintRow, attachmentsOf, casesOfCustomer, findComplaint, latestRestatement, pointsOf } from '#modules/complaint/queries/case.ts'
import { namesThen } from '#modules/packs/queries.ts'
import { type SignOffStanding, signOffsAsked } from '#modules/complaint/queries/sign-off.ts'
import { endingsFor } from '#modules/complaint/queries/endings.ts'
import { representativeOf } from '#modules/complaint/queries/representative.ts'
import { aboutOf } from '#modules/complaint/queries/accused.ts'
import { complainantOf, nameFor } from '#modules/complaint/queries/complainant.ts'
import { linksOf, mergedIn, originsOf, pointsBrought, survivorOf } from '#modules/complaint/queries/links.ts'
import { HELD_TO_LAW, outcomeOf, possibleOutcomes, whyNotOpen } from '#modules/complaint/rules.ts'
import { evidenceOf } from '#modules/evidence/queries.ts'
import { goodsOf } from '#modules/custody/queries.ts'
import { findCustomer } from '#modules/customer/queries/record.ts'
import { filesById, refsOf } from '#modules/files/queries.ts'
import { followUpsOf } from '#modules/follow-up/queries.ts'
import { reviewsOf } from '#modules/review/queries.ts'
import { groupsOf } from '#modules/grouping/queries.ts'
import { receptionOf } from '#modules/intake/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { inquiriesOf } from '#modules/inquiry/queries.ts'
import { findingsOf, verificationOf } from '#modules/investigation/queries.ts'
import { offencesOf } from '#modules/offence/queries.ts'
import { takenOrdersOf } from '#modules/order-book/queries/look.ts'
import { promisesOf } from '#modules/promise/queries.ts'
import { declinedDemandsOf } from '#modules/remedy/queries/declined.ts'
import { remediesOf } from '#modules/remedy/queries/remedies.ts'
import { urgingsOf } from '#modules/routing/queries/urgings.ts'
import { handoversOf } from '#modules/routing/queries.ts'
import { agreementsOf, noticeOf, tasksOf } from '#modules/settlement/queries.ts'
import { clockOf, nextAction } from '../rules.ts'
import { mayOf } from './may.ts'
import { type Rare, rareParts } from './rare.ts'
import { timelineOf } from './timeline.ts'

type Name = Awaited<ReturnType<typeof namesOf>>

const urgencyWhy = (why: unknown, locale: Locale): string => {
  const given = why as Partial<Record<Locale | 'text', string>>
  return given.text ?? given[locale] ?? ''
}

/** The plain facts of the case row. */
const facts = (c: ComplaintRow, name: Name, actor: Actor) => ({
  id: c.id, number: c.number, version: c.version, state: c.state as Case['state'], stage: c.stage as Case['stage'], urgency: c.urgency as Case['urgency'], urgencyWhy: urgencyWhy(c.urgency_why, actor.locale), nature: c.nature as Case['nature'],
  channel: c.channel as Case['channel'], outcome: c.outcome as Case['outcome'], unitId: c.unit_id, receiver: { name: c.receiver_name, position: c.receiver_position }, confidential: c.confidential, identity: c.identity as Case['identity'], tellBy: c.tell_by as Case['tellBy'],
  recordedBy: name(c.recorded_by) ?? { id: c.id, name: words(actor.locale, ['terms', 'channel', c.channel]) ?? '' },
  product: c.product as Case['product'], order: c.order_info as Case['order'], fields: c.fields as Case['fields'], place: c.place, soFar: c.so_far, privateRoom: c.private_room, readBack: c.read_back, claimFen: c.claim_fen,
  occurredAt: isoOrNull(c.occurred_at), registeredAt: iso(c.registered_at), receivedAt: iso(c.received_at), closedAt: c.state === 'closed' ? isoOrNull(c.last_closed_at) : null, reopened: c.reopened, recurring: c.recurring, sameMatter: c.same_matter,
  acknowledgement: c.acknowledged_at ? { how: c.acknowledged_how ?? '', by: name(c.acknowledged_by) ?? { id: c.id, name: '' }, at: iso(c.acknowledged_at), whyNotNow: c.why_not_now, nextOn: c.next_on } : null,
  summary: c.summary as Case['summary'], presence: c.presence as Case['presence'], departedAt: isoOrNull(c.departed_at),
})

const ownerOf = async (read: Reader, organizationId: string, c: ComplaintRow) => {
  const row = c.owner_id ? await read.selectFrom('identity.person').select(['id', 'name', 'phone']).where('organization_id', '=', organizationId).where('id', '=', c.owner_id).executeTakeFirst() : undefined
  return row ?? { id: c.owner_id ?? c.id, name: '', phone: null }
}

const filesOf = async (read: Reader, organizationId: string, complaintId: string) => {
  const attached = await attachmentsOf(read, organizationId, complaintId)
  const files = await filesById(read, organizationId, attached.map((a) => a.file_id))
  return refsOf(files, attached.map(({ file_id }) => file_id))
}

/** How many files of the case tell who complains and are not shown to the reader, or not before a look. */
const filesKeptOf = async (read: Reader, organizationId: string, complaintId: string) => {
  const attached = await attachmentsOf(read, organizationId, complaintId)
  const files = await filesById(read, organizationId, attached.map((a) => a.file_id))
  return attached.filter((a) => !files.has(a.file_id)).length
}

const restatementOf = async (read: Reader, organizationId: string, complaintId: string) => {
  const row = await latestRestatement(read, organizationId, complaintId)
  const name = await namesOf(read, organizationId, [row?.by_id ?? null])
  return row ? { text: row.body, confirmed: row.confirmed, how: row.how, by: name(row.by_id) ?? { id: row.id, name: '' }, at: iso(row.at) } : null
}

type PointRow = Awaited<ReturnType<typeof pointsOf>>[number]

const shownPoint = (p: PointRow, categoryThen: Words | null, from: string | undefined): z.input<typeof complaintContract.PointView> => ({
  categoryThen, from: from ?? null,
  id: p.id, no: p.no, text: p.words, wants: p.wants, categoryCode: p.category_code, reading: p.reading, severity: p.severity as 'minor', matter: p.matter as 'product', serviceStage: p.service_stage as 'before', serviceFault: p.service_fault as 'rules',
})

/** Points with their categories as of then: a case keeps what was chosen, whatever it is called today. */
const namedPoints = async (read: Reader, c: ComplaintRow, points: readonly PointRow[], signing: ReadonlyMap<string, SignOffStanding>, origins: ReadonlyMap<string, string>) => {
  const kept = (p: PointRow) => ({ code: p.category_code, versionId: p.category_version ?? c.pack_version })
  const [then, name] = await Promise.all([namesThen(read, c.organization_id, points.map(kept)), namesOf(read, c.organization_id, [...signing.values()].map(({ given }) => given?.byId ?? null))])
  const signOff = (id: string) => {
    const { needed, given } = signing.get(id) ?? {}
    return needed ? { given: given ? { by: name(given.byId) ?? { id: given.byId, name: '' }, at: iso(given.at), comment: given.comment } : null } : null
  }
  return points.map((p) => ({ ...shownPoint(p, then(kept(p)), origins.get(p.id)), signOff: signOff(p.id) }))
}

/** Who complains, as they said it, on the record that they are. */
const asTold = (customer: Customer, c: ComplaintRow, locale: Locale): Customer => (c.identity === 'open' ? { ...customer, name: c.complainant_name ?? customer.name, phone: c.complainant_phone ?? customer.phone, email: c.complainant_email ?? (c.complainant_name ? null : customer.email) } : { ...customer, name: nameFor(c.identity as Case['identity'], locale) })

/** How the case may end, and the gates before each end: those asked for, with the words of what still stands. Nothing stands in the way of what the form itself asks for. */
const endingsOf = (c: ComplaintRow, asked: Awaited<ReturnType<typeof endingsFor>> | null, standing: readonly Gate[], locale: Locale): Case['endings'] => {
  const words = (name: string) => { const gate = standing.find((g) => g.name === name); return gate ? refusalWords(gate.refusal, locale, gate.params) : null }
  const acknowledged = { gate: 'acknowledged' as const, words: c.acknowledged_at ? null : refusalWords(notAcknowledged, locale) }
  const onTheWay = words('liaison') === null ? [] : [{ gate: 'liaison' as const, words: words('liaison') }]
  const byLaw = (outcome: complaintContract.Outcome) => (words('law') === null || !HELD_TO_LAW.includes(outcome) ? [] : [{ gate: 'law' as const, words: words('law') }])
  const held = standing.filter((gate) => gate.always).map((gate) => ({ gate: gate.name as 'custody' | 'inquiries' | 'opinions' | 'money' | 'proceeding', words: words(gate.name) }))
  return [...asked ?? []].map(([outcome, { gates }]) => ({ outcome, gates: [acknowledged, ...held, ...gates.map((gate) => ({ gate, words: words(gate) })), ...byLaw(outcome), ...onTheWay] }))
}

/** What stands before the end that is taken when nobody names another. */
const closeGatesOf = (c: ComplaintRow, endings: Case['endings'], locale: Locale): string[] => {
  const shut = whyNotOpen(c)
  if (shut) return [refusalWords(shut, locale)]
  const usual = outcomeOf(c.outcome as complaintContract.Outcome | null, undefined)
  return endings.find((e) => e.outcome === usual)?.gates.flatMap((g) => g.words ?? []) ?? []
}

type Around = Pick<Case, 'remedies' | 'declinedDemands' | 'tasks' | 'notice' | 'agreement' | 'followUps' | 'clocks'>

/** The command that brings the case forward, and the clock that presses it. */
const nextOf = (c: ComplaintRow, { remedies, declinedDemands, tasks, notice, agreement, followUps, clocks }: Around): Case['next'] => {
  const latest = remedies.at(-1)
  // A no that a proposal came after, or the case came back after, is not the last word.
  const no = declinedDemands.findLast(({ at }) => at > (latest?.proposedAt ?? '') && at > (isoOrNull(c.last_reopened_at) ?? ''))
  const agreed = c.outcome === 'agreed'
  const since = [isoOrNull(c.last_reopened_at) ?? '', agreed ? agreement?.agreedAt ?? '' : no?.at ?? ''].toSorted().at(-1) ?? ''
  const action = nextAction({
    state: c.state, stage: c.stage, acknowledged: c.acknowledged_at !== null, remedyState: latest?.state ?? null, openTasks: tasks.filter((t) => ['open', 'begun'].includes(t.state)).length, agreed, refused: no !== undefined,
    noticed: notice !== null && notice.sentAt >= since, followUpDue: followUps.at(-1)?.state === 'due',
  })
  if (!action) return null
  const wanted = clockOf[action]
  return { action, dueAt: clocks.find((k) => k.bound === 'ours' && ['running', 'late'].includes(k.state) && (wanted === undefined || k.kind === wanted))?.dueAt ?? null }
}

/** Waits for all, each by its name. */
const allOf = async <T extends object>(asked: { readonly [K in keyof T]: Promise<T[K]> }): Promise<T> => {
  const names = Object.keys(asked) as (keyof T)[]
  const answers = await Promise.all(names.map((name) => asked[name]))
  return Object.fromEntries(names.map((name, at) => [name, answers[at]])) as T
}

/** What is found by the id of a case alone: what every case has is asked for at once, the rest as soon as it is known to be there. */
const partsOf = async (read: Reader, actor: Actor, id: string, now: Instant) => {
  const { organizationId } = actor
  const there = rareParts(read, organizationId, id)
  const rare = async <T, N>(part: Rare, none: N, ask: () => Promise<T>): Promise<T | N> => ((await there).has(part) ? ask() : none)
  const [clocks, { origins, signing, points, ...shown }] = await Promise.all([clocksOf(read, organizationId, [id]), allOf({
    points: pointsOf(read, organizationId, id), signing: signOffsAsked(read, organizationId, id), findings: findingsOf(read, organizationId, id), followUps: followUpsOf(read, actor, id, now), timeline: timelineOf(read, actor, id),
    about: rare('about', null, () => aboutOf(read, organizationId, id)),
    agreedEnds: rare('agreedEnds', [], () => agreedEndsOf(read, organizationId, id)),
    agreements: rare('agreements', [], () => agreementsOf(read, actor, id)),
    declinedDemands: rare('declinedDemands', [], () => declinedDemandsOf(read, organizationId, id)),
    evidence: rare('evidence', [], () => evidenceOf(read, organizationId, id, now)),
    extensions: rare('extensions', [], () => extensionsOf(read, actor, id)),
    files: rare('files', [], () => filesOf(read, organizationId, id)), filesKept: rare('files', 0, () => filesKeptOf(read, organizationId, id)),
    goods: rare('goods', [], () => goodsOf(read, organizationId, id, now)),
    groups: rare('groups', [], () => groupsOf(read, organizationId, id)),
    handovers: rare('handovers', [], () => handoversOf(read, organizationId, id)),
    inquiries: rare('inquiries', [], () => inquiriesOf(read, organizationId, id, now)),
    links: rare('links', [], () => linksOf(read, organizationId, id)),
    merged: rare('merged', [], () => mergedIn(read, organizationId, id)),
    messages: rare('messages', [], () => messagesOf(read, organizationId, id)),
    notice: rare('notice', null, () => noticeOf(read, organizationId, id)),
    offences: rare('offences', [], () => offencesOf(read, actor, id)),
    orders: rare('orders', [], () => takenOrdersOf(read, organizationId, id)),
    origins: rare('origins', new Map<string, string>(), () => originsOf(read, organizationId, id)),
    pauses: rare('pauses', [], () => shownPauses(read, organizationId, id)),
    promises: rare('promises', [], () => promisesOf(read, organizationId, [id])),
    reception: rare('reception', null, () => receptionOf(read, organizationId, id)),
    representative: rare('representative', null, () => representativeOf(read, actor, id, now)),
    restatement: rare('restatement', null, () => restatementOf(read, organizationId, id)),
    reviews: rare('reviews', [], () => reviewsOf(read, organizationId, id)),
    tasks: rare('tasks', [], () => tasksOf(read, actor, id, now)),
    urgings: rare('urgings', [], () => urgingsOf(read, actor, id, now)),
    verification: rare('verification', null, () => verificationOf(read, organizationId, id)),
  })])
  return { origins, signing, points, shown: { ...shown, clocks: clocks.get(id) ?? [] } }
}

const placeOf = (read: Reader, { organization_id, unit_id, handling_unit_id }: ComplaintRow) => read.selectFrom('identity.unit as u').innerJoin('identity.organization as o', 'o.organization_id', 'u.organization_id')
  .leftJoin('identity.unit as h', (j) => j.onRef('h.organization_id', '=', 'u.organization_id').on('h.id', '=', handling_unit_id))
  .select(['u.name', 'u.time_zone', 'o.locale as house', 'h.name as handler']).where('u.organization_id', '=', organization_id).where('u.id', '=', unit_id).executeTakeFirst()

/** What the row of the case points to. */
const aroundOf = async (read: Reader, actor: Actor, c: ComplaintRow, now: Instant) => {
  const organizationId = actor.organizationId
  const [customer, place, name, remedies, owner, earlier, asked, standing, mergedInto, brought, who] = await Promise.all([
    findCustomer(read, organizationId, c.customer_id), placeOf(read, c), namesOf(read, organizationId, [c.recorded_by, c.acknowledged_by]), remediesOf(read, actor, c, now), ownerOf(read, organizationId, c),
    casesOfCustomer(read, organizationId, c.customer_id), c.state === 'open' ? endingsFor(read, c, possibleOutcomes(c.outcome as complaintContract.Outcome | null)) : null, c.state === 'open' ? gatesOf(read.raw, 'complaint.close', c.id) : [], survivorOf(read, c), c.merged_into ? pointsBrought(read, organizationId, c.id) : null, c.identity === 'protected' ? complainantOf(read, organizationId, c.id) : null,
  ])
  return { knowsWho: who !== null, customer, place, name, remedies, owner, mergedInto, brought, earlierCases: earlier.filter((e) => e.id !== c.id).map((e) => ({ id: e.id, number: e.number, state: e.state })), asked, standing }
}

/** Everything of one case, within the reader's sight. */
export const readCase = async (read: Reader, actor: Actor, id: string, now: Instant): Promise<Case> => {
  const found = findComplaint(read, actor.organizationId, id)
  const [c, { signing, origins, points: own, shown: parts }, aside] = await Promise.all([found, partsOf(read, actor, id, now), found.then((row) => row && aroundOf(read, actor, row, now))])
  if (!c || !aside?.customer) throw new Problem(notFound)
  const { customer, place, name, asked, knowsWho, standing, brought, ...around } = aside
  // What a merged case was about is told where it goes on, and here as it was.
  const points = await namedPoints(read, c, brought ?? own, signing, origins)
  const endings = endingsOf(c, asked, standing, actor.locale)
  const closeGates = closeGatesOf(c, endings, actor.locale)
  const { remedies } = around
  const { tasks, pauses, agreements } = parts
  const agreement = agreements[0] ?? null
  return {
    ...facts(c, name, actor), unitName: place?.name ?? '', timeZone: place?.time_zone ?? 'UTC', handledBy: c.handling_unit_id && place?.handler ? { id: c.handling_unit_id, name: place.handler } : null, wayOffered: c.state === 'open' ? c.way_offered as Case['wayOffered'] : null, locale: (c.locale ?? place?.house ?? actor.locale) as Locale, customer: asTold(customer, c, actor.locale), ...parts, agreement, ...around, points,
    may: mayOf(actor, c, remedies, tasks, pauses.some((p) => p.to === null), agreements.some((one) => one.holds), closeGates, now, points.find(({ signOff }) => signOff && !signOff.given)?.no ?? null, knowsWho), closeGates, endings, next: nextOf(c, { ...parts, agreement, remedies }),
  }
}

export const showCase = query('complaint.read', (read, actor, { id }: { id: string }, now) => readCase(read, actor, id, now), (_input, output) => ({ type: 'complaint', id: output.id, unitId: output.unitId }))
