import {
  addBusinessDays, addOpenSeconds, type Calendar, instant, isOpen, nextOpen, openSecondsBetween, type Pause,
} from '#kernel/calendar.ts'
import { z } from 'zod'
import { type Case, judged, nameOf, type Outcome, type Recogniser } from './suite.ts'

const Hours = z.array(z.tuple([z.string(), z.string()]))
const ByDay = z.record(z.string(), Hours).nullish().transform((hours) => hours ?? {})
const Daily = Hours.default([])
const Week = z.object({ mon: Daily, tue: Daily, wed: Daily, thu: Daily, fri: Daily, sat: Daily, sun: Daily })
const Days = z.array(z.string()).nullish().transform((days) => days ?? [])
const CalendarShape = z.object({ tz: z.string(), weekly: Week, holidays: Days, overrides: ByDay, breaks: ByDay })
const Time = z.string().transform(instant)
const Pauses = z.array(z.tuple([Time, Time.nullable()])).default([])
const Common = { calendar: CalendarShape, tolerance_seconds: z.number().default(0), pauses: Pauses }

const Question = z.discriminatedUnion('kind', [
  z.object({ ...Common, kind: z.literal('add_seconds'), start: Time, seconds: z.number() }),
  z.object({ ...Common, kind: z.literal('add_business_days'), start: Time, days: z.int() }),
  z.object({ ...Common, kind: z.literal('elapsed'), from: Time, to: Time }),
  z.object({ ...Common, kind: z.literal('is_open'), at: Time }),
  z.object({ ...Common, kind: z.literal('next_open'), at: Time }),
])
type Question = z.infer<typeof Question>

const Element = z.looseObject({
  kind: z.string(),
  calendar: z.looseObject({ tz: z.string(), weekly: z.looseObject({}) }),
  accept: z.array(z.unknown()).optional(),
  expected: z.unknown().optional(),
  expected_seconds: z.unknown().optional(),
})
type Element = z.infer<typeof Element>
const File = z.object({ cases: z.array(z.unknown()) })
const KINDS: ReadonlySet<string> = new Set(Question.options.map(({ shape }) => shape.kind.value))

/** Working-time cases: a calendar, a question about it, and the answers to be accepted. */
export const businessTime: Recogniser = (content) => {
  const cases = File.safeParse(content).data?.cases ?? []
  return cases.some((one) => Element.safeParse(one).success)
    ? cases.map((one, index): Case => ({ id: nameOf(one, index), run: () => run(Element.parse(one)) }))
    : null
}

function run(element: Element): Outcome {
  if (!KINDS.has(element.kind)) return { status: 'skipped', reason: `no such question: ${element.kind}` }
  const accepted = element.accept ?? [element.expected ?? element.expected_seconds]
  const expected = accepted.length === 1 ? accepted[0] : accepted
  try {
    const question = Question.parse(element)
    const actual = answer(question)
    return judged(accepted.some((one) => agrees(one, actual, question.tolerance_seconds)), expected, actual)
  } catch (fault) {
    if (fault instanceof RangeError || fault instanceof z.ZodError) return judged(false, expected, fault.message)
    throw fault
  }
}

/** An instant as text, RFC 3339; null when the clock stands still for good. */
type Answer = string | number | boolean | null

function answer(question: Question): Answer {
  const calendar: Calendar = question.calendar
  const pauses: readonly Pause[] = question.pauses
  switch (question.kind) {
    case 'add_seconds':
      return addOpenSeconds(calendar, question.start, question.seconds, pauses)?.toISOString() ?? null
    case 'add_business_days':
      return addBusinessDays(calendar, question.start, question.days).toISOString()
    case 'elapsed':
      return openSecondsBetween(calendar, question.from, question.to, pauses)
    case 'is_open':
      return isOpen(calendar, question.at)
    case 'next_open':
      return nextOpen(calendar, question.at).toISOString()
  }
}

function agrees(expected: unknown, actual: Answer, tolerance: number): boolean {
  if (typeof actual === 'number') return typeof expected === 'number' && Math.abs(expected - actual) <= tolerance
  if (typeof actual !== 'string' || typeof expected !== 'string') return expected === actual
  return Math.abs(instant(expected).getTime() - instant(actual).getTime()) <= tolerance * 1000
}
