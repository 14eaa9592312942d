import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#kernel/tx.ts'
import { grantSight, lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { tell } from '#modules/notification/commands.ts'
import { calendarsOf } from '../calendars.ts'
import { caseOf, withDeputies } from '../commands/ring.ts'
import { ClockClimbed } from '../events.ts'
import { pausesOfAll } from '../pauses.ts'
import { answersOf } from './answers.ts'
import { ladderBook, type InForce } from './book.ts'
import { climbsSince } from './since.ts'
import { type By, laterIn, runOf, stepsOf } from './steps.ts'
import { climbBy, type Due, peopleNamed } from './rules.ts'
import { peopleOf } from '../queries/whom.ts'

const lockDue = (tx: Tx, ids: readonly string[]) => tx.db.selectFrom('clock.deadline').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids])
  .where('climb_at', '<=', tx.now).where(sql<boolean>`state in ('running', 'late')`).orderBy('id').forUpdate().skipLocked().execute()
type Clock = Awaited<ReturnType<typeof lockDue>>[number]

const rungsOf = (tx: Tx, clockIds: readonly string[]) => tx.db.selectFrom('clock.rung').selectAll().where('organization_id', '=', tx.actor.organizationId).where('clock_id', 'in', [...clockIds]).orderBy('id').execute()
type RungRow = Awaited<ReturnType<typeof rungsOf>>[number]

/** Whom a level reaches in this case, deputies included. */
const reach = async (tx: Tx, clock: Clock, complaint: Awaited<ReturnType<typeof caseOf>>, { step }: Due): Promise<string[]> => {
  const asked = { organizationId: tx.actor.organizationId, unitId: clock.unit_id, ownerId: complaint.owner_id, position: clock.escalate_to }
  const found = []
  for (const to of step.level.to) found.push(...await peopleOf(readerOf(tx.db), to, asked, complaint))
  return [...new Set(await withDeputies(tx, clock.unit_id, found))]
}

const fire = async (tx: Tx, clock: Clock, due: Due) => {
  const { step: { key, no, level }, time, why } = due
  const complaint = await caseOf(tx, clock)
  const subject = { ...subjectOf(complaint), unitId: clock.unit_id }
  const people = await reach(tx, clock, complaint, due)
  await tx.db.insertInto('clock.rung').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: clock.complaint_id, clock_id: clock.id, run_at: runOf(clock), level: key, no, time, why, at: tx.now, people }).execute()
  const name = await namesOf(readerOf(tx.db), tx.actor.organizationId, people)
  const named = peopleNamed([level]).filter((id) => people.includes(id))
  await tx.record(ClockClimbed, { subject, payload: { complaintId: clock.complaint_id, clockId: clock.id, clock: clock.kind, level: no, time, ladderWhy: why, people: people.length, named }, reason: people.map((id) => name(id)?.name).filter(Boolean).join('、') || undefined })
  await tell(tx, { to: people, name: level.loud ? 'clockClimbedLoud' : 'clockClimbed', subject, payload: { number: complaint.number, clock: clock.kind, level: no } })
}

const climbOne = async (tx: Tx, clock: Clock, ladder: InForce, by: By, rungs: readonly RungRow[], answered: (level: string) => boolean): Promise<number> => {
  const run = runOf(clock)
  const reached = rungs.filter(({ at }) => at >= run)
  const { due, next } = climbBy(stepsOf(ladder.levels, clock, by), reached, { now: tx.now, since: climbsSince(ladder, clock), later: laterIn(by.calendars, clock.unit_id), answered })
  for (const one of due) await fire(tx, clock, one)
  await tx.db.updateTable('clock.deadline').set({ climb_at: next }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', clock.id).execute()
  return due.length
}

/** Clocks that have come to a level of their ladder climb it. Rows another node is at are skipped: each level is reached once. */
export const climb = command('clock.climb', async (tx, { ids }: { ids: readonly string[] }) => {
  const clocks = await lockDue(tx, ids)
  if (!clocks.length) return { climbed: 0 }
  const read = readerOf(tx.db)
  const { organizationId } = tx.actor
  const [book, calendars, pauses, rungs] = [
    await ladderBook(read, organizationId), await calendarsOf(read, organizationId, clocks.map((clock) => clock.unit_id), clocks.map((clock) => clock.calendar_id)),
    await pausesOfAll(read, organizationId, clocks), groupBy(await rungsOf(tx, clocks.map((clock) => clock.id)), (rung) => rung.clock_id),
  ]
  const answers = await answersOf(read, organizationId, [...rungs.values()].flat())
  let climbed = 0
  for (const clock of clocks) {
    const own = rungs.get(clock.id) ?? []
    const still = pauses(clock).map(([from, until]) => [from, until ?? tx.now] as const)
    climbed += await climbOne(tx, clock, book(clock.kind), { calendars, pauses: still }, own, (level) => own.some((rung) => rung.level === level && answers.has(rung.id)))
  }
  return { climbed }
})

/** Whom a ladder names may see what they were told of. Done afterwards: commands lock a case before its clocks. */
export const letIn = command('clock.letIn', async (tx, { complaintId, people }: { complaintId: string; people: readonly string[] }) => {
  const complaint = await lockComplaint(tx, complaintId)
  for (const id of people) await grantSight(tx, complaint, id, 'escalated')
  return { done: true as const }
})
