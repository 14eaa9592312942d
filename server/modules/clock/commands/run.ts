import type { ClockRule, ClockStart } from '#contract/packs.ts'
import type { ClockView } from '#contract/complaint.ts'
import { localDay } from '#kernel/calendar.ts'
import { type OpenTransaction, readerOf, sql } from '#kernel/db.ts'
import type { Subject } from '#kernel/event.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import type { LockedComplaint } from '#modules/complaint/commands/lock.ts'
import { currentPack, matterOf } from '#modules/packs/queries.ts'
import { type Ahead, aheadOf } from '../ahead.ts'
import { type Span, calendarsOf, dueOf } from '../calendars.ts'
import { pausesOf } from '../pauses.ts'
import { ClockMet } from '../events.ts'
import { climbs, ladderBook } from '../ladder/book.ts'
import { stepsOf } from '../ladder/steps.ts'
import { type ClockRow, shownClocks } from '../queries/clocks.ts'
import { factsOf } from '../policy/facts.ts'
import { type CaseFacts, type Started, startedBy, warnMoment } from '../rules.ts'

export interface Starting { /** By when a body outside wants to hear from us, and by how many working days we are before it. */ readonly ahead?: Ahead | undefined; readonly complaintId: string; readonly unitId: string; readonly at: Instant; readonly facts: CaseFacts; /** They are kept with the case itself. */ readonly asRegistered?: boolean }

type Ends = ClockRule['ends']
/** What a body outside waits for. */
const OWN_ANSWER: readonly Ends[] = ['reported']

/** When the clocks of a case stood still so far, and whether they do now. */
interface Stopped { readonly waiting: boolean; readonly pauses: readonly (readonly [Instant, Instant])[] }
const NEVER: Stopped = { waiting: false, pauses: [] }

const started = new WeakMap<OpenTransaction, ClockRow[]>()

/** The clocks this transaction has started, by complaint id, soonest first: known without asking the database again. */
export const clocksStarted = ({ db }: Tx): ReadonlyMap<string, ClockView[]> => shownClocks([...started.get(db) ?? []].sort((a, b) => a.due_at.getTime() - b.due_at.getTime()))

/** By what the clocks of an organisation are begun. */
const bookOf = async (tx: Tx, unitIds: readonly string[]) => {
  const read = readerOf(tx.db)
  const pack = await currentPack(read, tx.actor.organizationId)
  const table = await pack.policy('clocks')
  const [calendars, ladder] = await Promise.all([calendarsOf(read, tx.actor.organizationId, unitIds), ladderBook(read, tx.actor.organizationId)])
  return { clocks: pack.body.clocks, table, calendars, ladder }
}
type Book = Awaited<ReturnType<typeof bookOf>>

/** One clock as it begins. */
const rowOf = (tx: Tx, event: ClockStart, c: Starting, { rule, given: { amount, unit, movePastHoliday, ruleId } }: { readonly rule: ClockRule; readonly given: Started }, { table, calendars, ladder }: Book, stopped: Stopped) => {
  const counted = (of: Pick<Span, 'unit'>) => calendars.now(of, c.unitId)
  const given = { amount, unit, movePastHoliday }
  const span = aheadOf(given, c.at, OWN_ANSWER.includes(rule.ends) && rule.bound === 'ours' ? c.ahead : undefined, (of) => counted(of).calendar)
  const { calendar, calendarId } = counted(span)
  const pauses = rule.pauses ? stopped.pauses : []
  const { due, provisional } = dueOf(calendar, span, c.at, pauses)
  const steps = climbs(rule) ? stepsOf(ladder(rule.kind).levels, { unit_id: c.unitId, rule: span, started_at: c.at, due_at: due, extended_at: null, calendar_id: calendarId }, { calendars, pauses }) : []
  return {
    organization_id: tx.actor.organizationId, id: newId(), complaint_id: c.complaintId, unit_id: c.unitId, kind: rule.kind, ends: rule.ends, rule: JSON.stringify({ ...span, id: ruleId, ...(span !== given && { ahead: true }) }), rule_version: table.version,
    started_at: c.at, warn_at: warnMoment(calendar, span, { started: c.at, due, share: rule.warnAt, pauses }), due_at: due, met_at: null, state: stopped.waiting && rule.pauses ? 'paused' : 'running', escalate_to: rule.escalateTo, warned_at: null, fired_at: null, provisional, bound: rule.bound, pauses: rule.pauses, event,
    extended_from: null, extended_at: null, calendar_id: calendarId, came_at: null, facts: c.asRegistered ? null : JSON.stringify(c.facts), climbs_from: tx.now, climb_at: steps.find(({ moment }) => moment >= tx.now)?.moment ?? null,
  }
}

/** The rows of the clocks that an event starts, as the organisation's table says. */
const rowsFor = async (tx: Tx, event: ClockStart, cases: readonly Starting[], wanted: (rule: ClockRule) => boolean, stopped: Stopped) => {
  const book = await bookOf(tx, cases.map((c) => c.unitId))
  return cases.filter((c) => book.calendars.has(c.unitId)).flatMap((c) =>
    startedBy(book.table, event, c.facts, localDay(book.calendars.zoneOf(c.unitId), c.at)).now.flatMap((given) => {
      const rule = book.clocks.find((r) => r.kind === given.clock)
      return rule && wanted(rule) ? [rowOf(tx, event, c, { rule, given }, book, stopped)] : []
    }))
}

/** Starts the clocks of an event for many cases at once. `wanted`: only these; `stopped`: what may stand still did so with the case. */
export const startClocks = async (tx: Tx, event: ClockStart, cases: readonly Starting[], wanted: (rule: ClockRule) => boolean = () => true, stopped: Stopped = NEVER): Promise<void> => {
  if (!cases.length) return
  const rows = await rowsFor(tx, event, cases, wanted, stopped)
  await insertRows(tx.db, { into: 'clock.deadline', rows })
  started.set(tx.db, [...started.get(tx.db) ?? [], ...rows])
}

/** The clock that waits for one signature, by the hours of the unit that is to sign; null where the table has none. It stands still for nobody. */
export const startSignatureClock = async (tx: Tx, asked: Starting): Promise<{ id: string; dueAt: Instant } | null> => {
  const [row] = await rowsFor(tx, 'asked', [asked], (rule) => rule.ends === 'signed', NEVER)
  if (!row) return null
  await insertRows(tx.db, { into: 'clock.deadline', rows: [row] })
  return { id: row.id, dueAt: row.due_at }
}

/** It was signed, or is not waited for any more. Whoever signs may not see the case: the database does it for them. */
export const endSignatureClock = async (tx: Tx, subject: Subject, clockId: string, signed: boolean): Promise<void> => {
  const { rows } = await sql<{ kind: string; late: boolean }>`select kind, late from clock.end_signed(${clockId}::uuid, ${tx.now}, ${signed})`.execute(tx.db)
  if (signed) await tx.record(ClockMet, rows.map((r) => ({ subject, payload: { complaintId: subject.id, clockId, clock: r.kind, late: r.late } })))
}

/** Clocks of a body outside, and our own before it: each belongs to one proceeding. They stand still for nobody: the body's time runs on. */
export const BODY_ENDS: readonly Ends[] = ['reported', 'bodyAccepted', 'bodyEnded']

export const startBodyClocks = async (tx: Tx, event: ClockStart, complaint: LockedComplaint, { at, body, ahead, before }: { readonly at: Instant; readonly body: string; readonly ahead?: Ahead | undefined; /** Only those due earlier. */ readonly before?: Instant | undefined }): Promise<readonly { readonly id: string; readonly ends: Ends }[]> => {
  const rows = (await rowsFor(tx, event, [{ complaintId: complaint.id, unitId: complaint.unit_id, at, ahead, facts: { ...await factsOfOne(tx, complaint), body } }], (rule) => BODY_ENDS.includes(rule.ends), NEVER)).filter((row) => !before || row.due_at < before)
  await insertRows(tx.db, { into: 'clock.deadline', rows })
  started.set(tx.db, [...started.get(tx.db) ?? [], ...rows])
  return rows
}

/** Our own answer to a body, by the firm's own rule. */
export const BODY_REPLY = 'bodyReply'

/** What these clocks of a body waited for has happened, as far as they end with it; `ends` null: nothing is waited for any more. `kind`: only of this. */
export const endBodyClocks = async (tx: Tx, complaint: LockedComplaint, clockIds: readonly string[], ends: readonly Ends[] | null, kind?: string): Promise<void> => {
  if (!clockIds.length) return
  let live = tx.db.updateTable('clock.deadline').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...clockIds]).where('state', 'in', LIVE)
  if (kind) live = live.where('kind', '=', kind)
  if (!ends) { await live.set({ state: 'cancelled' }).execute(); return }
  const met = await live.set({ met_at: tx.now, state: sql<string>`case when due_at < ${tx.now} then 'breached' else 'met' end` }).where('ends', 'in', [...ends]).returning(['id', 'kind', 'state']).execute()
  await tx.record(ClockMet, met.map((r) => ({ subject: { type: 'complaint', id: complaint.id, unitId: complaint.unit_id }, payload: { complaintId: complaint.id, clockId: r.id, clock: r.kind, late: r.state === 'breached' } })))
}

/** What a body waited for when the case closed is waited for again: the latest of each kind, where it did not happen meanwhile. */
export const resumeBodyClocks = async (tx: Tx, clockIds: readonly string[]): Promise<void> => {
  if (!clockIds.length) return
  const rows = await tx.db.selectFrom('clock.deadline').select(['id', 'kind', 'state']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...clockIds]).orderBy('id').forUpdate().execute()
  const again = [...new Map(rows.map((row) => [row.kind, row])).values()].filter(({ state }) => state === 'cancelled').map(({ id }) => id)
  if (again.length) await tx.db.updateTable('clock.deadline').set({ state: sql<string>`case when fired_at is null then 'running' else 'late' end` }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', again).execute()
}

/** Categories with all above them, and the matters they belong to. */
export const matterFacts = async (tx: Tx, codes: readonly (string | null)[]): Promise<Pick<CaseFacts, 'category' | 'matter'>> => matterOf((await currentPack(readerOf(tx.db), tx.actor.organizationId)).body, codes)

const factsOfOne = async (tx: Tx, c: LockedComplaint): Promise<CaseFacts> => {
  const read = readerOf(tx.db)
  return (await factsOf(read, tx.actor.organizationId, (await currentPack(read, tx.actor.organizationId)).body, [c]))(c)
}

const stoppedWith = async (tx: Tx, complaintId: string): Promise<Stopped> => {
  const pauses = await pausesOf(readerOf(tx.db), tx.actor.organizationId, { id: '', complaint_id: complaintId, pauses: true, came_at: null })
  return { waiting: pauses.some(([, until]) => until === null), pauses: pauses.map(([from, until]) => [from, until ?? tx.now] as const) }
}

/** Starts the clocks of an event in the life of one case. */
export const startClocksOf = async (tx: Tx, event: ClockStart, complaint: LockedComplaint, at: Instant, wanted?: (rule: ClockRule) => boolean): Promise<void> =>
  startClocks(tx, event, [{ complaintId: complaint.id, unitId: complaint.unit_id, at, facts: await factsOfOne(tx, complaint) }], wanted, await stoppedWith(tx, complaint.id))

const LIVE = ['running', 'paused', 'late']

/** What the clocks waited for has happened. After the due time it counts as late; what happens while a clock stands still is in time. */
export const meetClocks = async (tx: Tx, complaintId: string, unitId: string, ends: readonly Ends[]): Promise<void> => {
  const rows = await tx.db.updateTable('clock.deadline')
    .set({ met_at: tx.now, state: sql<string>`case when due_at < ${tx.now} and state <> 'paused' then 'breached' else 'met' end` })
    .where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('ends', 'in', [...ends]).where('state', 'in', LIVE).returning(['id', 'kind', 'state']).execute()
  await tx.record(ClockMet, rows.map((r) => ({ subject: { type: 'complaint', id: complaintId, unitId }, payload: { complaintId, clockId: r.id, clock: r.kind, late: r.state === 'breached' } })))
}

/** What the case no longer waits for; `event`: only clocks that this started; `sparing`: not those that end with these. */
export const cancelClocks = async (tx: Tx, complaintId: string, { event, sparing = [] }: { readonly event?: ClockStart; readonly sparing?: readonly Ends[] } = {}): Promise<void> => {
  let update = tx.db.updateTable('clock.deadline').set({ state: 'cancelled' }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', 'in', LIVE).where('ends', 'not in', ['elapsed', ...sparing])
  if (event) update = update.where('event', '=', event)
  await update.execute()
}

/** The clocks go with their cases. */
export const dropClocks = async (tx: Tx, complaintIds: readonly string[]): Promise<void> => {
  await tx.db.deleteFrom('clock.deadline').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', 'in', [...complaintIds]).execute()
}
