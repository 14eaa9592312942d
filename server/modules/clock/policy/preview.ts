import type { z } from 'zod'
import type * as contract from '#contract/clock.ts'
import type { Move, Moves } from '#contract/moves.ts'
import { noDraft, type tableMoves as ofTables } from '#contract/tables.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import type { DecisionTable } from '#kernel/decision-table.ts'
import { currentPack, draftedTable, upgradeOf } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { dueOf, imaginedCalendars, type Span } from '../calendars.ts'
import { countAnew } from '../moves/count.ts'
import { listed } from '../moves/listed.ts'
import { pausesOfAll } from '../pauses.ts'
import { bookOf } from '../times/book.ts'
import { otherHours } from '../times/brought.ts'
import type { CalendarBody } from '../times/in-force.ts'
import { planTimes } from '../times/plan.ts'
import { beginningsOf } from './beginnings.ts'
import { factsOf } from './facts.ts'
import { fitOf } from './fit.ts'

const MOST = 5_000

const openCases = (read: Reader, organizationId: string) => read.selectFrom('complaint.complaint as c').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id'))
  .select(['c.id', 'c.number', 'c.unit_id', 'c.customer_id', 'c.urgency', 'c.channel', 'c.presence', 'c.nature', 'c.received_at', 'c.acknowledged_at', 'c.departed_at', 'c.stage', 'u.name as unit_name', 'u.time_zone'])
  .where('c.organization_id', '=', organizationId).where('c.state', '=', sql.lit('open')).orderBy('c.id').limit(MOST + 1).execute()

const clocksOf = (read: Reader, organizationId: string, ids: readonly string[]) => read.selectFrom('clock.deadline').selectAll().where('organization_id', '=', organizationId).where('complaint_id', 'in', [...ids]).orderBy('id').execute()

type Case = Awaited<ReturnType<typeof openCases>>[number]
type Clock = Awaited<ReturnType<typeof clocksOf>>[number]

/** The pack and the table that would hold. */
const wouldHold = async (read: Reader, organizationId: string, take: readonly string[]) => {
  const { fresh, kept } = await upgradeOf(read, organizationId)
  const own = kept['clocks'] !== undefined && !take.includes('clocks')
  return { pack: fresh, table: own ? await (await currentPack(read, organizationId)).policy('clocks') : fresh['tables/clocks'] }
}

interface By { /** Units that would be open at other hours. */ readonly shifted: ReadonlySet<string>; readonly now: Instant; readonly calendars: Awaited<ReturnType<typeof imaginedCalendars>>; readonly pauses: Awaited<ReturnType<typeof pausesOfAll>> }

const overdue = (before: Instant, after: Instant, now: Instant) => before > now && after <= now

const moveOf = (c: Case, clock: Pick<Clock, 'id' | 'kind' | 'due_at'>, what: Move['what'], { after, provisional, now }: { after: Instant; provisional: boolean; now: Instant }): Move =>
  ({ complaintId: c.id, number: c.number, unit: c.unit_name, clockId: clock.id, kind: clock.kind, before: iso(clock.due_at), after: iso(after), overdue: what === 'begins' ? after <= now : overdue(clock.due_at, after, now), provisional, what })

/** What would become of the clocks of one case: the same fit, and the same counting, as in earnest. */
const movesOfCase = (c: Case, had: readonly Clock[], fit: ReturnType<typeof fitOf<Clock>>, { shifted, now, calendars, pauses }: By): Move[] => [
  ...fit.drop.map((clock) => moveOf(c, clock, 'ends', { after: clock.due_at, provisional: false, now })),
  ...fit.change.flatMap(({ clock, given }) => {
    const { due, provisional } = countAnew(clock, { calendar: calendars.now(given, clock.unit_id).calendar, rule: given, pauses: pauses(clock), share: 1, now })
    return due.getTime() === clock.due_at.getTime() ? [] : [moveOf(c, clock, 'moves', { after: due, provisional, now })]
  }),
  // Other hours hold for whatever runs by them, whichever rules it keeps.
  ...had.filter((clock) => clock.state === 'running' && shifted.has(clock.unit_id) && (clock.rule as unknown as Span).unit === 'openHours' && !fit.drop.includes(clock) && !fit.change.some((one) => one.clock === clock)).flatMap((clock) => {
    const rule = clock.rule as unknown as Span
    const { due, provisional } = countAnew(clock, { calendar: calendars.now(rule, clock.unit_id).calendar, rule, pauses: pauses(clock), share: 1, now })
    return due.getTime() === clock.due_at.getTime() ? [] : [moveOf(c, clock, 'moves', { after: due, provisional, now })]
  }),
  ...fit.start.map(({ at, given }) => {
    const { due, provisional } = dueOf(calendars.now(given, c.unit_id).calendar, given as Span, at, [])
    return moveOf(c, { id: had[0]?.id ?? c.id, kind: given.clock, due_at: due }, 'begins', { after: due, provisional, now })
  }),
]

interface Held { readonly pack: PackBody; readonly table: DecisionTable }

/** What would hold for units if the pack came today: other hours from today on. */
const bodiesBy = async (read: Reader, organizationId: string, pack: PackBody, now: Instant) => {
  const [units, { body: before }] = [await unitRows(read, organizationId), await currentPack(read, organizationId)]
  const other = otherHours(units, before, pack).map(({ id }) => id)
  if (!other.length) return new Map<string, CalendarBody | null>()
  return new Map(planTimes({ ...await bookOf(read, organizationId, units), pack, before }, other, now).map(({ unitId, body }) => [unitId, body]))
}

/** What would move if these rules held for what runs. */
const movesBy = async (read: Reader, organizationId: string, { pack, table }: Held, from: string | undefined, now: Instant): Promise<Moves> => {
  const cases = await openCases(read, organizationId)
  const shown = cases.slice(0, MOST)
  if (!shown.length) return listed({ open: 0, partly: false, items: [], pack, from })
  const clocks = await clocksOf(read, organizationId, shown.map((c) => c.id))
  const byCase = groupBy(clocks, (clock) => clock.complaint_id)
  const bodies = await bodiesBy(read, organizationId, pack, now)
  const [facts, calendars, pauses] = await Promise.all([
    factsOf(read, organizationId, pack, shown), imaginedCalendars(read, organizationId, [...new Set([...shown, ...clocks].map((one) => one.unit_id))], { bodies, official: new Map(), pack }), pausesOfAll(read, organizationId, clocks),
  ])
  const items = shown.flatMap((c) => {
    const had = byCase.get(c.id) ?? []
    return movesOfCase(c, had, fitOf(had.filter((clock) => clock.state !== 'cancelled'), beginningsOf(c, had, c.time_zone), facts(c), { table, clocks: pack.clocks }), { shifted: new Set(bodies.keys()), now, calendars, pauses })
  })
  return listed({ open: clocks.filter(({ state }) => state === 'running' || state === 'paused').length, partly: cases.length > MOST, items, pack, from })
}

/** What a newer pack would move if its clocks held for what runs, too. */
export const upgradeMoves = query('packs.readUpgrade', async (read, { organizationId }, { take, from }: z.output<typeof contract.upgradeMoves.input>, now) =>
  movesBy(read, organizationId, await wouldHold(read, organizationId, take), from, now))

/** What the draft of the table of clocks would move. */
export const tableMoves = query('packs.readTables', async (read, { organizationId }, { from }: z.output<typeof ofTables.input>, now) => {
  const [{ body }, table] = await Promise.all([currentPack(read, organizationId), draftedTable(read, organizationId, 'clocks')])
  if (!table) throw new Problem(noDraft)
  return movesBy(read, organizationId, { pack: body, table }, from, now)
})
