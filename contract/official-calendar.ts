import { z } from 'zod'
import { Code, Day, Id, Instant, LINE, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { From, Preview, previewStale, Seen } from './moves.ts'
import { WEEK, WeekDay } from './working-time.ts'

export const codeTaken = refusal('clock/region-taken', 409)
/** A week without a working day: no limit could end. */
export const noWorkingDay = refusal('clock/no-working-day', 422)
/** Neither of the two kinds of file, or broken. */
export const unreadableFile = refusal('clock/unreadable-file', 422)
/** Readable, but not a single whole day in it. */
export const fileWithoutDays = refusal('clock/file-without-days', 422)
/** Yearly repetition says nothing of a lunar holiday, and official calendars name their days. */
export const fileRepeats = refusal('clock/file-repeats', 422)
export const strayDay = refusal('clock/stray-day', 422)
export const sameDayTwice = refusal('clock/official-day-twice', 422)
/** Nothing would be otherwise than it is. */
export const nothingChanges = refusal('clock/nothing-changes', 409)

/** A day off, or (`off: false`) a weekend day on which one works. */
export const OfficialDay = z.strictObject({ date: Day, name: optionalText(LINE).default(''), off: z.boolean() })
export type OfficialDay = z.infer<typeof OfficialDay>

const FIRST_YEAR = 1990
const LAST_YEAR = 2099
const MOST_DAYS = 200
const MOST_YEARS = 30
const MOST_TEXT = 2_000_000
export const CalendarYear = z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR)

/** `days` null: the year is not published (any more), limits that reach into it are provisional. */
export const YearGiven = z.strictObject({ year: z.int().min(FIRST_YEAR).max(LAST_YEAR), days: z.array(OfficialDay).max(MOST_DAYS).nullable() })
export type YearGiven = z.infer<typeof YearGiven>

const YearSummary = z.object({ year: z.int(), off: z.int(), works: z.int(), source: z.string(), /** Brought by the program, not by somebody here. */ shipped: z.boolean(), by: PersonRef.nullable(), at: Instant.nullable() })
export const OfficialCalendar = z.object({
  code: Code, name: z.string(), weekend: z.array(WeekDay), revision: z.int(), changedBy: PersonRef.nullable(), changedAt: Instant.nullable(),
  /** Until which day nothing moves any more; null while no year is published. */
  publishedThrough: Day.nullable(), years: z.array(YearSummary), /** Units whose working days it holds for. */ units: z.int(),
})
export type OfficialCalendar = z.infer<typeof OfficialCalendar>

/** A year with its days and what was said of it before, newest first. */
export const OfficialYear = z.object({
  code: Code, year: z.int(), days: z.array(OfficialDay).nullable(), shipped: z.boolean(),
  history: z.array(z.object({ id: Id, days: z.int().nullable(), source: z.string(), by: PersonRef.nullable(), at: Instant })),
})
export type OfficialYear = z.infer<typeof OfficialYear>

const OfCode = z.strictObject({ code: Code })
const ONE_WORKING = WEEK.length - 1
const Weekend = z.array(WeekDay).max(ONE_WORKING)

export const officialCalendars = endpoint('GET /official-calendars', z.strictObject({}), page(OfficialCalendar))
export const officialCalendar = endpoint('GET /official-calendars/:code', OfCode, OfficialCalendar)
export const officialYear = endpoint('GET /official-calendars/:code/years/:year', OfCode.extend({ year: CalendarYear }), OfficialYear)
export const addCalendar = endpoint('POST /official-calendars', z.strictObject({ code: Code, name: text(LINE), weekend: Weekend }), OfficialCalendar, { status: 201, refuses: [codeTaken, noWorkingDay] })

/** What a file names, year by year; nothing is kept of it. */
export const FileRead = z.object({ format: z.enum(['json', 'ics']), title: z.string(), years: z.array(z.object({ year: z.int(), days: z.array(OfficialDay) })) })
export type FileRead = z.infer<typeof FileRead>
export const readCalendarFile = endpoint('POST /official-calendars/read-file', z.strictObject({ text: text(MOST_TEXT) }), FileRead, { refuses: [unreadableFile, fileWithoutDays, fileRepeats] })

const Change = OfCode.extend({ revision: z.int().min(0), years: z.array(YearGiven).min(1).max(MOST_YEARS) })
/** How a year would differ from what holds. */
const YearChange = z.object({ year: z.int(), before: z.int().nullable(), after: z.int().nullable(), added: z.array(OfficialDay), removed: z.array(OfficialDay), changed: z.array(OfficialDay.extend({ was: OfficialDay })) })
export type YearChange = z.infer<typeof YearChange>
export const previewYears = endpoint('POST /official-calendars/:code/preview', Change.extend({ from: From }), Preview.extend({ changes: z.array(YearChange) }), { refuses: [strayDay, sameDayTwice, staleVersion] })
/** `source`: where the days are published, in words or as a link. */
export const publishYears = endpoint('POST /official-calendars/:code/years', Change.extend({ source: text(LINE), seen: Seen }), OfficialCalendar, { refuses: [strayDay, sameDayTwice, nothingChanges, previewStale, staleVersion, notFound] })
