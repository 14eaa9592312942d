import { localDay, shiftDay, startOfDay } from '#kernel/calendar.ts'
import { HOUR, type Instant, MINUTE, plusMs } from '#kernel/time.ts'
import type { Cast, Member } from '../cast.ts'
import type { Folder, Play } from '../play.ts'
import type { Drawn } from '../scene.ts'

/** Something that happens beside the way of a case: praise, a missed call, a campaign. */
export interface Interlude { readonly at: Instant; play(play: Play, folders: readonly Folder[]): Promise<void> }

export const dayAgo = ({ timeZone, today }: Drawn, days: number): string => shiftDay(localDay(timeZone, today), -days)

const LEAST_MS = 20 * MINUTE

/** So many days ago at a time of the day, and before the audience looks. */
export const at = (drawn: Drawn, days: number, hour: number, minute = 0): Instant => {
  const planned = plusMs(startOfDay(drawn.timeZone, dayAgo(drawn, days)), hour * HOUR + minute * MINUTE)
  const last = plusMs(drawn.today, -LEAST_MS)
  return planned < last ? planned : last
}

/** Whoever may do it: of the unit first, then whoever sees it, or sees everything where no unit is named. */
export const whoMay = ({ members, officer }: Cast, permission: string, unitId?: string): Member => {
  const able = members.filter((m) => m.actor.may(permission))
  const sees = ({ actor: { units } }: Member) => units === 'all' || (unitId !== undefined && units.includes(unitId))
  return able.find((m) => m.unitId === unitId) ?? able.find(sees) ?? officer
}
