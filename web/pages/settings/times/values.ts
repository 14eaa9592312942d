import { type OwnTimes, type UnitTimes, WEEK, type Weekly } from '#contract/working-time.ts'

export type Holidays = 'above' | 'yes' | 'no'
/** An entry knows its place by `key` while lines come and go around it. */
interface Entry { readonly key: number }
export interface ClosureEntry extends Entry { readonly from: string; readonly to: string; readonly part: boolean; readonly hours: [string, string][]; readonly reason: string }
export interface SpecialEntry extends Entry { readonly day: string; readonly hours: [string, string][]; readonly reason: string }
export interface Values { readonly ownWeek: boolean; readonly weekly: Weekly; readonly holidays: Holidays; /** Whose official holidays; null: as above. */ readonly region: string | null; readonly closures: readonly ClosureEntry[]; readonly special: readonly SpecialEntry[] }

let last = 0
export const newKey = (): number => { last += 1; return last }

export const valuesOf = ({ own, inForce }: UnitTimes): Values => ({
  ownWeek: own.weekly !== null, weekly: own.weekly ?? inForce.weekly, holidays: own.observesHolidays === null ? 'above' : own.observesHolidays ? 'yes' : 'no', region: own.region,
  closures: own.closures.map(({ from, to, hours, reason }) => ({ key: newKey(), from, to, part: hours !== null, hours: hours ?? [], reason })),
  special: own.special.map((one) => ({ key: newKey(), ...one })),
})

export const inputOf = ({ ownWeek, weekly, holidays, region, closures, special }: Values): OwnTimes => ({
  weekly: ownWeek ? weekly : null, observesHolidays: holidays === 'above' ? null : holidays === 'yes', region,
  closures: closures.map(({ from, to, part, hours, reason }) => ({ from, to: to || from, hours: part ? hours : null, reason: reason.trim() })),
  special: special.map(({ day, hours, reason }) => ({ day, hours, reason: reason.trim() })),
})

const timed = (hours: readonly (readonly [string, string])[]) => hours.every(([from, to]) => from && to)

/** What is still empty, by the field of the answer it would be refused for. */
export const missing = ({ ownWeek, weekly, closures, special }: Values): ReadonlySet<string> => new Set([
  ...(ownWeek ? WEEK.filter((day) => !timed(weekly[day])).map((day) => `weekly/${day}`) : []),
  ...closures.flatMap((one, i) => [...(one.from ? [] : [`closures/${i}/from`]), ...(one.reason.trim() ? [] : [`closures/${i}/reason`]), ...(one.part && (one.hours.length === 0 || !timed(one.hours)) ? [`closures/${i}/hours`] : [])]),
  ...special.flatMap((one, i) => [...(one.day ? [] : [`special/${i}/day`]), ...(one.hours.length === 0 || !timed(one.hours) ? [`special/${i}/hours`] : [])]),
])
