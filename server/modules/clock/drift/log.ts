import type { Pause } from '#kernel/calendar.ts'
import { type Instant, instant } from '#kernel/time.ts'

/** One event of a case, as the log has it. */
export interface Entry { readonly name: string; readonly at: Instant; readonly payload: Readonly<Record<string, unknown>> }
export type Logs = ReadonlyMap<string, readonly Entry[]>

/** What the life of a clock follows from. */
export const READ = [
  'complaint.registered', 'complaint.departed', 'complaint.acknowledged', 'complaint.reopened', 'complaint.closed', 'complaint.merged', 'complaint.mergedInto', 'complaint.unmerged', 'complaint.separated',
  'clock.paused', 'clock.resumed', 'clock.extensionApproved', 'clock.endAgreed',
] as const

const moment = (entry: Entry, field: string): Instant[] => (typeof entry.payload[field] === 'string' ? [instant(entry.payload[field])] : [])

/** When something happened that starts clocks; null: the log of the case does not say. */
export const startsOf = (log: readonly Entry[], event: string): readonly Instant[] | null => {
  const of = (name: string) => log.filter((entry) => entry.name === name)
  switch (event) {
    case 'received': return of('complaint.registered').flatMap((entry) => moment(entry, 'receivedAt'))
    case 'departed': return [...of('complaint.registered'), ...of('complaint.departed')].flatMap((entry) => moment(entry, 'departedAt'))
    case 'acknowledged': return of('complaint.acknowledged').map(({ at }) => at)
    case 'reopened': return of('complaint.reopened').map(({ at }) => at)
    default: return null
  }
}

const ENDS_PAUSE = ['clock.resumed', 'complaint.closed', 'complaint.reopened']

/** When the clocks of a case stood still, oldest first. */
export const stoodStill = (log: readonly Entry[]): Pause[] => {
  const pauses: [Instant, Instant | null][] = []
  for (const { name, at } of log) {
    const last = pauses.at(-1)
    if (name === 'clock.paused') pauses.push([at, null])
    else if (ENDS_PAUSE.includes(name) && last && last[1] === null) last[1] = at
  }
  return pauses
}

const within = (pauses: readonly Pause[], from: Instant | null, until: Instant | null): Pause[] =>
  pauses.filter(([begin]) => (!from || begin >= from) && (!until || begin < until)).map(([begin, end]) => [begin, end === null && until ? until : end] as const)

const mergedCases = (log: readonly Entry[]): string[] => log.filter(({ name }) => name === 'complaint.merged').map(({ payload }) => String(payload['mergedId']))

/** The case and all that were ever taken into it, or into one of those. */
export const originsOf = (logs: Logs, id: string, seen: readonly string[] = []): string[] =>
  (seen.includes(id) ? [] : [id, ...mergedCases(logs.get(id) ?? []).flatMap((merged) => originsOf(logs, merged, [...seen, id]))])

/** The stretches that a case spent within another, until they were taken apart. */
const stays = (log: readonly Entry[]) => log.flatMap((entry, i) => {
  if (entry.name !== 'complaint.mergedInto') return []
  const out = log.slice(i + 1).find(({ name, payload }) => name === 'complaint.separated' && payload['mergeId'] === entry.payload['mergeId'])
  return [{ survivorId: String(entry.payload['survivorId']), from: entry.at, until: out?.at ?? null }]
})

const ofCase = (logs: Logs, id: string) => stoodStill(logs.get(id) ?? [])

/**
 * The pauses that may have counted for a clock, each way by which it may have come: with its own case, with one that was taken in, or with a case
 * that has been within another for a while.
 */
export const pausesBy = (logs: Logs, clock: { readonly complaint_id: string; readonly came_at: Instant | null }): readonly (readonly Pause[])[] => {
  const own = ofCase(logs, clock.complaint_id)
  const away = stays(logs.get(clock.complaint_id) ?? []).flatMap(({ survivorId, from, until }) => within(ofCase(logs, survivorId), from, until))
  const here = [own, [...own, ...away].sort(([a], [b]) => a.getTime() - b.getTime())]
  if (!clock.came_at) return here
  const came = clock.came_at
  return originsOf(logs, clock.complaint_id).map((origin) => [...within(ofCase(logs, origin), null, came), ...within(own, came, null)])
}
