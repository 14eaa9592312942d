import type { z } from 'zod'
import type { DeskItem, desk as contract } from '#contract/casefile.ts'
import { startOfDay, localDay } from '#kernel/calendar.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { listing } from '#kernel/query.ts'
import { type Instant, HOUR, instant, iso } from '#kernel/time.ts'
import { overdueCases } from '#modules/clock/queries/overdue.ts'
import { extensionsToDecide } from '#modules/clock/queries/clocks.ts'
import { tasks } from '#modules/settlement/queries.ts'
import { approvals } from '#modules/remedy/queries/approvals.ts'
import { followUps } from '#modules/follow-up/queries.ts'
import { errandItems } from './errands.ts'
import { type Asked, countOf, narrowing } from './narrowing.ts'

type Item = z.input<typeof DeskItem>
interface CaseLine { readonly complaint_id: string; readonly number: string; readonly customer_name: string; readonly unit_name: string; readonly time_zone: string; readonly urgency: string; readonly first_words: string | null }

const SOON_MS = 2 * HOUR
const stateOf = (due: Instant | null, now: Instant): Item['state'] => {
  if (!due) return 'calm'
  return due <= now ? 'late' : due.getTime() - now.getTime() < SOON_MS ? 'soon' : 'calm'
}

const lineOf = (r: CaseLine) => ({ complaintId: r.complaint_id, number: r.number, customerName: r.customer_name, unitName: r.unit_name, timeZone: r.time_zone, urgency: r.urgency as Item['urgency'] })

const cases = (read: Reader, actor: Actor) => read.selectFrom('complaint.complaint as c')
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .leftJoin('complaint.point as w', (j) => j.onRef('w.organization_id', '=', 'c.organization_id').onRef('w.complaint_id', '=', 'c.id').on('w.no', '=', 1))
  .select(['c.id as complaint_id', 'c.number', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'n.name as unit_name', 'n.time_zone', 'c.urgency', sql<string>`left(w.words, 80)`.as('first_words')]).where('c.organization_id', '=', actor.organizationId).where('c.state', '=', 'open')

const CLOCKS_READ = 900
/** The running clock of each case that is nearest to its end, the most overdue first, for the cases one owns (managers: of everything in sight that is late). */
const clockItems = async (read: Reader, actor: Actor, now: Instant): Promise<Item[]> => {
  const rows = await cases(read, actor).innerJoin('clock.deadline as d', (j) => j.onRef('d.organization_id', '=', 'c.organization_id').onRef('d.complaint_id', '=', 'c.id'))
    .select(['d.id', 'd.kind', 'd.ends', 'd.due_at', 'd.started_at'])
    .where('d.bound', '=', 'ours').where('d.state', 'in', ['running', 'late']).where('d.ends', 'not in', ['followedUp', 'executionBegun'])
    .where((eb) => eb.or([eb('c.owner_id', '=', actor.id ?? actor.organizationId), eb('c.owner_id', 'is', null), eb('d.state', '=', 'late')]))
    .orderBy('d.due_at').orderBy('d.id').limit(CLOCKS_READ).execute()
  const nearest = rows.filter((row, i) => rows.findIndex((other) => other.complaint_id === row.complaint_id) === i)
  return nearest.map((r) => ({ kind: r.ends === 'acknowledged' || r.ends === 'firstAction' ? 'acknowledge' : 'clock', id: r.id, ...lineOf(r), what: r.first_words ?? '', clockKind: r.kind, dueAt: iso(r.due_at), startedAt: iso(r.started_at), state: stateOf(r.due_at, now) }))
}

const promiseItems = async (read: Reader, actor: Actor, now: Instant): Promise<Item[]> => {
  const rows = await cases(read, actor).innerJoin('promise.promise as p', (j) => j.onRef('p.organization_id', '=', 'c.organization_id').onRef('p.complaint_id', '=', 'c.id'))
    .select(['p.id', 'p.body', 'p.due_at', 'p.made_at']).where('p.owner_id', '=', actor.id ?? actor.organizationId).where('p.state', 'in', ['open', 'broken']).orderBy('p.due_at').limit(100).execute()
  return rows.map((r) => ({ kind: 'promise', id: r.id, ...lineOf(r), what: r.body, clockKind: null, dueAt: iso(r.due_at), startedAt: iso(r.made_at), state: stateOf(r.due_at, now) }))
}

const handoverItems = async (read: Reader, actor: Actor): Promise<Item[]> => {
  const rows = await cases(read, actor).innerJoin('routing.handover as h', (j) => j.onRef('h.organization_id', '=', 'c.organization_id').onRef('h.complaint_id', '=', 'c.id'))
    .select(['h.id', 'h.story', 'h.at']).where('h.to_id', '=', actor.id ?? actor.organizationId).where('h.state', '=', 'pending').limit(100).execute()
  return rows.map((r) => ({ kind: 'handover', id: r.id, ...lineOf(r), what: r.story, clockKind: null, dueAt: null, startedAt: iso(r.at), state: 'soon' }))
}

/** What somebody from above, or the customer, waits to hear of me. */
const urgingItems = async (read: Reader, actor: Actor, now: Instant): Promise<Item[]> => {
  const rows = await cases(read, actor).innerJoin('routing.urging as g', (j) => j.onRef('g.organization_id', '=', 'c.organization_id').onRef('g.complaint_id', '=', 'c.id'))
    .select(['g.id', 'g.words as asked', 'g.due_at', 'g.at']).where('g.to_id', '=', actor.id ?? actor.organizationId).where('g.answered_at', 'is', null).orderBy('g.due_at').limit(100).execute()
  return rows.map((r) => ({ kind: 'urging', id: r.id, ...lineOf(r), what: r.asked, clockKind: null, dueAt: iso(r.due_at), startedAt: iso(r.at), state: stateOf(r.due_at, now) }))
}

/** What a proposal asks of the handler; an offer that ran out without an answer, and every case that came back, is to be looked at again. */
const NEGOTIATION: Readonly<Record<string, Item['kind']>> = { countered: 'counter', approved: 'offer' }

/** Counter-demands to answer, approved offers to put forward, offers that ran out, cases that came back. */
const negotiationItems = async (read: Reader, actor: Actor): Promise<Item[]> => {
  const rows = await cases(read, actor).leftJoin('remedy.proposal as p', (j) => j.onRef('p.organization_id', '=', 'c.organization_id').onRef('p.complaint_id', '=', 'c.id').on('p.state', 'in', ['approved', 'countered', 'expired']))
    .select(['p.id as proposal_id', 'p.state as proposal_state']).where('c.owner_id', '=', actor.id ?? actor.organizationId)
    .where((eb) => eb.or([eb('p.state', 'in', ['approved', 'countered']), eb.and([eb('c.stage', '=', 'remedy'), eb.or([eb('c.reopened', '>', 0), eb('p.state', '=', 'expired')])])]))
    .distinctOn('c.id').orderBy('c.id').orderBy(sql`p.state <> 'expired' desc nulls last`).limit(100).execute()
  return rows.map((r) => {
    const kind = NEGOTIATION[r.proposal_state ?? ''] ?? 'cameBack'
    return { kind, id: kind === 'cameBack' ? r.complaint_id : r.proposal_id ?? r.complaint_id, ...lineOf(r), what: r.first_words ?? '', clockKind: null, dueAt: null, startedAt: null, state: 'soon' }
  })
}

const linesById = async (read: Reader, actor: Actor, ids: readonly string[]) => new Map((ids.length ? await cases(read, actor).where('c.id', 'in', [...new Set(ids)]).execute() : []).map((r) => [r.complaint_id, r]))

/** More than this nobody does in a day. */
const MOST = 200

const workItems = async (read: Reader, actor: Actor, now: Instant): Promise<Item[]> => {
  const open = (await tasks.answer(read, actor, { state: 'open', limit: MOST }, now)).items.filter((t) => !t.whyNot)
  const due = (await followUps.answer(read, actor, {}, now)).items.filter((f) => !f.whyNot)
  const waiting = (await approvals.answer(read, actor, { limit: MOST }, now)).items.filter((a) => !a.whyNot)
  const extensions = await extensionsToDecide(read, actor)
  const lines = await linesById(read, actor, [...[...open, ...due, ...waiting].map((x) => x.complaintId), ...extensions.map((x) => x.complaint_id)])
  const item = (complaintId: string, rest: Pick<Item, 'kind' | 'id' | 'what'>, due: string | null, started: string | null): Item[] => {
    const line = lines.get(complaintId)
    return line ? [{ ...rest, ...lineOf(line), what: rest.what || (line.first_words ?? ''), clockKind: null, dueAt: due, startedAt: started, state: due ? stateOf(instant(due), now) : 'soon' }] : []
  }
  return [
    ...open.flatMap((t) => item(t.complaintId, { kind: 'task', id: t.id, what: t.title }, t.dueAt, null)),
    ...due.flatMap((f) => item(f.complaintId, { kind: 'followUp', id: f.id, what: '' }, f.dueAt, f.earliestAt)),
    ...extensions.flatMap((x) => item(x.complaint_id, { kind: 'extension', id: x.id, what: x.reason }, null, iso(x.asked_at))),
    ...waiting.flatMap((a) => item(a.complaintId, { kind: 'approval', id: a.remedyId, what: a.reason }, null, a.proposedAt)),
  ]
}

/** Each figure is the number of rows in the list it opens: both ask by the same filter. */
const filtersOf = (today: string, month: string) => ({
  open: { state: 'open' }, mine: { state: 'open', mine: '1' }, overdue: { overdue: '1' }, registeredToday: { registeredSince: today }, closedThisMonth: { closedSince: month },
  promisesKept: { promisesDueSince: month, promisesKept: '1' }, promisesDue: { promisesDueSince: month }, satisfied: { followedUpSince: month, satisfied: '1' }, followedUp: { followedUpSince: month },
} satisfies Readonly<Record<string, Asked>>)

type Figures = Readonly<Record<keyof ReturnType<typeof filtersOf>, number>>

const figuresOf = async (read: Reader, actor: Actor, now: Instant) => {
  const { time_zone: tz } = await read.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  const [today, month] = [iso(startOfDay(tz, localDay(tz, now))), iso(startOfDay(tz, `${localDay(tz, now).slice(0, 8)}01`))]
  const counts = Object.entries(filtersOf(today, month)).map(([name, filter]) => sql`${countOf(actor.organizationId, narrowing(filter, actor, now))} as ${sql.id(name)}`)
  const { rows: [figures] } = await sql<Figures>`select ${sql.join(counts)}`.execute(read.raw)
  if (!figures) throw new Error('a select without a table answered no row')
  return { today, month, figures }
}

const teamOf = async (read: Reader, actor: Actor, now: Instant) => {
  if (!actor.may('authority.approve')) return []
  const { rows } = await sql<{ id: string; name: string; open: number; overdue: number }>`select p.id, p.name, count(*) as open, count(*) filter (where c.id in (${overdueCases(actor.organizationId, now)})) as overdue
    from complaint.complaint c join identity.person p on p.organization_id = c.organization_id and p.id = c.owner_id where c.organization_id = ${actor.organizationId} and c.state = 'open' group by p.id, p.name order by count(*) desc limit 20`.execute(read.raw)
  return rows.map((r) => ({ personId: r.id, name: r.name, open: r.open, overdue: r.overdue }))
}

const byUrge = (a: Item, b: Item) => (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999')

/** Things to do now, sorted by clock. */
export const desk = listing('casefile.desk', async (read, actor, _input: Record<string, never>, now): Promise<z.input<typeof contract.output>> => {
  const [clocks, promises, handovers, urgings, negotiations, work, errands, figures, team] = await Promise.all([
    clockItems(read, actor, now), promiseItems(read, actor, now), handoverItems(read, actor), urgingItems(read, actor, now), negotiationItems(read, actor), workItems(read, actor, now), errandItems(read, actor, now, stateOf), figuresOf(read, actor, now), teamOf(read, actor, now),
  ])
  const items = [...clocks, ...promises, ...handovers, ...urgings, ...negotiations, ...work, ...errands]
  return { now: iso(now), items: items.sort(byUrge).slice(0, MOST), ...figures, team }
})
