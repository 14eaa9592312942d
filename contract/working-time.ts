import { z } from 'zod'
import { Code, Day, Id, LINE, PersonRef, Instant, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { unitNotYours } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { From as Cursor, Preview, previewStale, Seen } from './moves.ts'

export const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const WeekDay = z.enum(WEEK)
export type WeekDay = z.infer<typeof WeekDay>

/** Nobody is ever there: no deadline could end. */
export const neverOpen = refusal('clock/never-open', 422)
export const closureBackwards = refusal('clock/closure-backwards', 422)
export const closureTooLong = refusal('clock/closure-too-long', 422)
export const hoursOverlap = refusal('clock/hours-overlap', 422)
/** Hours for a day on which something else is said already. */
export const dayTwice = refusal('clock/day-twice', 422)
export const unknownRegion = refusal('clock/unknown-region', 422)

/** As `TimeOfDay`, and `24:00` where a day ends. */
export const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
/** From and to on one day; one that ends at or before it begins runs past midnight, `00:00`–`00:00` is the whole day. */
export const Stretch = z.tuple([WallTime, WallTime])
export type Stretch = z.infer<typeof Stretch>
const MOST_STRETCHES = 6
const Stretches = z.array(Stretch).max(MOST_STRETCHES)

export const Weekly = z.strictObject({ mon: Stretches, tue: Stretches, wed: Stretches, thu: Stretches, fri: Stretches, sat: Stretches, sun: Stretches })
export type Weekly = z.infer<typeof Weekly>
/** Days of a shut-down, both included; with `hours` only these are closed. */
export const Closure = z.strictObject({ from: Day, to: Day, hours: Stretches.nullable().default(null), reason: text(LINE) })
export type Closure = z.infer<typeof Closure>
/** Hours of one day, also of a holiday one opens on. */
export const SpecialDay = z.strictObject({ day: Day, hours: Stretches.min(1), reason: optionalText(LINE).default('') })
export type SpecialDay = z.infer<typeof SpecialDay>

const MOST_ENTRIES = 300
/** What a unit sets itself; null: as above it, at last as the pack says. Closures and special days of all above it hold as well. */
export const OwnTimes = z.strictObject({ weekly: Weekly.nullable(), observesHolidays: z.boolean().nullable(), /** Whose official holidays and make-up days hold; at last mainland China. */ region: Code.nullable().default(null), closures: z.array(Closure).max(MOST_ENTRIES), special: z.array(SpecialDay).max(MOST_ENTRIES) })
export type OwnTimes = z.infer<typeof OwnTimes>

/** Whose word holds: the unit's own, that of one above it, or the pack's. */
const From = z.object({ unitId: Id, name: z.string() }).nullable()
export const UnitTimes = z.object({
  unitId: Id, revision: z.int(), own: OwnTimes, changedBy: PersonRef.nullable(), changedAt: Instant.nullable(),
  /** What holds now, with where it comes from; null: the pack. */
  inForce: z.object({ weekly: Weekly, weeklyFrom: From, observesHolidays: z.boolean(), observesFrom: From, region: Code, regionFrom: From, closures: z.array(Closure.extend({ of: From })), special: z.array(SpecialDay.extend({ of: From })) }),
  /** Up to which day public holidays are published; null when it does not keep them. */
  holidaysUntil: Day.nullable(),
})
export type UnitTimes = z.infer<typeof UnitTimes>

export const workingTimes = endpoint('GET /working-times', z.strictObject({}), page(UnitTimes))
export const unitTimes = endpoint('GET /units/:id/working-times', z.strictObject({ id: Id }), UnitTimes)
const TimesGiven = OwnTimes.extend({ id: Id, revision: z.int().min(0) })
const refuses = [neverOpen, closureBackwards, closureTooLong, hoursOverlap, dayTwice, unknownRegion, unitNotYours, staleVersion, notFound]
/** What would move, before it holds. */
export const previewTimes = endpoint('POST /units/:id/working-times/preview', TimesGiven.extend({ from: Cursor }), Preview, { refuses })
/** D2; running deadlines that count opening hours or working days are counted anew. `seen`: of the preview that was looked at. */
export const setTimes = endpoint('PUT /units/:id/working-times', TimesGiven.extend({ seen: Seen }), UnitTimes, { refuses: [...refuses, previewStale] })
