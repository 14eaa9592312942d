import { addOpenSeconds, type Calendar } from '#kernel/calendar.ts'
import { asSystem, sql, type Db } from '#kernel/db.ts'
import { calendarFor } from '#kernel/holidays.ts'
import { DAY, type Instant, MINUTE, plusMs } from '#kernel/time.ts'
import type { Folder, Play } from './play.ts'
import { type Step, plotOf } from './plots.ts'
import type { Scene } from './scene.ts'

const EVERY_DAY = [['10:05', '21:25']] as const
const OFFICE = [['09:10', '11:55'], ['13:10', '17:50']] as const

const hoursOf = (tz: string): Record<Step['at'], Calendar> => {
  const open = EVERY_DAY.map(([from, to]) => [from, to] as const)
  const desk = OFFICE.map(([from, to]) => [from, to] as const)
  return {
    shop: calendarFor({ tz, weekly: { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open }, observesHolidays: false }),
    office: calendarFor({ tz, weekly: { mon: desk, tue: desk, wed: desk, thu: desk, fri: desk, sat: [], sun: [] }, observesHolidays: false }),
  }
}

interface Entry { readonly at: Instant; readonly folder: Folder; readonly step: Step }

const LEAST_MS = 3 * MINUTE
const earlier = (a: Instant, b: Instant) => (a < b ? a : b)

/** When the acts of a case happen: in open time, one after the other, and all of them before today is over. */
const timesOf = (steps: readonly Step[], start: Instant, today: Instant, hours: Record<Step['at'], Calendar>): Instant[] => {
  const times: Instant[] = []
  for (const [i, step] of steps.entries()) {
    const before = times.at(-1)
    const planned = before ? addOpenSeconds(hours[step.at], plusMs(before, step.days * DAY), step.minutes * 60) : start
    times.push(earlier(planned, plusMs(today, -(steps.length - i) * LEAST_MS / 2)))
  }
  return times
}

/** The whole play, act by act, in the order of time: numbers and ids come as they would have come. */
export const agendaOf = (scene: Scene, folders: readonly Folder[]): Entry[] => {
  const hours = hoursOf(scene.timeZone)
  const entries = folders.flatMap((folder) => {
    const steps = plotOf(folder.row.plot)
    const times = timesOf(steps, folder.row.start, scene.today, hours)
    return steps.map((step, i) => ({ at: times[i] ?? scene.today, folder, step }))
  })
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** The next moment at which a clock warns or runs out, or a promise falls due. */
const nextRing = (db: Db, organizationId: string, until: Instant): Promise<Instant | null> => asSystem(db, async (open) => {
  const { rows } = await sql<{ at: Instant | null }>`select least(
    (select min(due_at) from clock.deadline where organization_id = ${organizationId} and state = 'running' and fired_at is null),
    (select min(warn_at) from clock.deadline where organization_id = ${organizationId} and state = 'running' and fired_at is null and warned_at is null),
    (select min(due_at) from promise.promise where organization_id = ${organizationId} and state = 'open')) as at`.execute(open)
  const at = rows[0]?.at ?? null
  return at && at <= until ? at : null
})

const A_SECOND = 1_000
const MOST_RINGS = 200

/** Lets the machinery do what it would have done up to a moment, at the moments at which it would have done it. */
const ringUntil = async (scene: Scene, until: Instant): Promise<void> => {
  for (let i = 0; i < MOST_RINGS; i++) {
    const at = await nextRing(scene.db, scene.organizationId, until)
    if (!at) return
    scene.moveTo(plusMs(at, A_SECOND))
    await scene.sweep()
  }
}

/** Plays everything in order, up to today. */
export const perform = async (play: Play, agenda: readonly Entry[]): Promise<void> => {
  for (const { at, folder, step } of agenda) {
    await ringUntil(play, at)
    play.moveTo(at)
    try {
      await step.act(play, folder)
    } catch (error) {
      throw new Error(`demo: case ${folder.index} (${folder.row.plot})`, { cause: error })
    }
  }
  await ringUntil(play, play.today)
  play.moveTo(play.today)
}
