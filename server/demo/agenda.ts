import { addOpenSeconds, type Calendar } from '#kernel/calendar.ts'
import { asSystem, sql } from '#kernel/db.ts'
import { calendarFor } from '#kernel/holidays.ts'
import { DAY, type Instant, MINUTE, iso, plusMs } from '#kernel/time.ts'
import { arrive } from './acts-register.ts'
import type { Cast } from './cast.ts'
import type { Interlude } from './interludes/interlude.ts'
import { type Folder, type Play, playAt } from './play.ts'
import { type Step, plotOf } from './plots.ts'
import { type Setting, sceneAt } from './scene.ts'

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

/** One act of a case, or something beside them. */
interface Entry { readonly at: Instant; readonly folder: Folder | null; readonly arrives: boolean; play(play: Play): Promise<void> }

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
export const agendaOf = (scene: Setting, folders: readonly Folder[], interludes: readonly Interlude[]): Entry[] => {
  const hours = hoursOf(scene.timeZone)
  const entries = folders.flatMap((folder) => {
    const steps = plotOf(folder.row.plot)
    const times = timesOf(steps, folder.row.start, scene.today, hours)
    return steps.map((step, i): Entry => ({ at: times[i] ?? scene.today, folder, arrives: step.act === arrive, play: (play) => step.act(play, folder) }))
  })
  entries.push(...interludes.map((interlude): Entry => ({ at: interlude.at, folder: null, arrives: false, play: (play) => interlude.play(play, folders) })))
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** The next moment at which a clock warns or runs out, or a promise falls due. */
const nextRing = ({ db, organizationId }: Setting, until: Instant): Promise<Instant | null> => asSystem(db, async (open) => {
  const { rows } = await sql<{ at: Instant | null }>`select least(
    (select min(due_at) from clock.deadline where organization_id = ${organizationId} and state = 'running' and fired_at is null),
    (select min(warn_at) from clock.deadline where organization_id = ${organizationId} and state = 'running' and fired_at is null and warned_at is null),
    (select min(due_at) from promise.promise where organization_id = ${organizationId} and state = 'open')) as at`.execute(open)
  const at = rows[0]?.at ?? null
  return at && at <= until ? at : null
})

const A_SECOND = 1_000
/** Cases have little to do with each other: some acts next to each other run side by side. */
const LANES = 4

/** The next acts that may run side by side: of different cases, one arrival and one thing beside them at most, so that numbers and ids keep the order of time. */
const together = (agenda: readonly Entry[], from: number): Entry[] => {
  const group: Entry[] = []
  for (const entry of agenda.slice(from, from + LANES)) {
    if (group.some((g) => g.folder === entry.folder || (g.arrives && entry.arrives))) return group
    group.push(entry)
  }
  return group
}

const act = async (setting: Setting, cast: Cast, { at, folder, play }: Entry): Promise<void> => {
  try {
    await play(playAt(setting, cast, at))
  } catch (error) {
    throw new Error(folder ? `demo: case ${folder.index} (${folder.row.plot})` : `demo: beside the cases, ${iso(at)}`, { cause: error })
  }
}

/** Plays everything in order; between the acts the machinery does what it would have done, at the moments at which it would have done it. `progress` hears which share is done. */
export const perform = async (setting: Setting, cast: Cast, agenda: readonly Entry[], progress: (share: number) => void): Promise<void> => {
  let next = 0
  while (true) {
    const group = together(agenda, next)
    const ring = await nextRing(setting, group.at(-1)?.at ?? setting.today)
    const ready = ring ? group.filter((entry) => entry.at < ring) : group
    if (ring && !ready.length) await sceneAt(setting, plusMs(ring, A_SECOND)).sweep()
    else if (!ready.length) return sceneAt(setting, setting.today).sweep()
    await Promise.all(ready.map((entry) => act(setting, cast, entry)))
    next += ready.length
    progress(next / agenda.length)
  }
}
