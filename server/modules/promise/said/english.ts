import { anyOf, type Found, minutesAt, NOON, piece, type ReadPiece, type SaidDay, type SaidWhen } from './piece.ts'

/** As it is compared; every letter where it was. */
export const plainEnglish = (text: string): string => text.replace(/[A-Z]/g, (c) => c.toLowerCase()).replaceAll('’', "'")

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty']
const WEEKDAY = 'mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?'
const MONTH = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const N = `\\d{1,3}|${NUMBERS.slice(1).toReversed().join('|')}|an?`
const END = '(?![a-z0-9])'

const numberOf = (said: string): number => (/^\d/.test(said) ? Number(said) : /^an?$/.test(said) ? 1 : NUMBERS.indexOf(said))
const month = (said: string) => MONTHS.indexOf(said.slice(0, 3)) + 1
const year = (said: string | undefined) => (said ? Number(said) : null)
const nextOf = (said: string | undefined) => (said === 'next' ? 1 : 0)

const day: ReadPiece<SaidDay> = anyOf<SaidDay>(
  piece(new RegExp(`today${END}|tonight${END}|this(?= (?:morning|afternoon|evening))`), () => ({ is: 'shifted', days: 0 })),
  piece(new RegExp(`the day after tomorrow${END}`), () => ({ is: 'shifted', days: 2 })), piece(new RegExp(`tomorrow${END}`), () => ({ is: 'shifted', days: 1 })),
  piece(new RegExp(`(?:(this|next|coming) )?(${WEEKDAY})${END}`), ([, week, on = '']) => ({ is: 'weekday', weekday: WEEKDAYS.indexOf(on.slice(0, 3)), weeks: week === 'next' ? 1 : null })),
  piece(new RegExp(`(?:the )?end of (?:the|this|(next)) month${END}`), ([, next]) => ({ is: 'monthEnd', months: nextOf(next) })),
  piece(new RegExp(`(?:the )?end of (?:the|this|(next)) week${END}`), ([, next]) => ({ is: 'weekEnd', weeks: nextOf(next) })),
  piece(new RegExp(`(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})(?:,? (20\\d\\d))?${END}`), ([, on, of = '', in_]) => ({ is: 'date', year: year(in_), month: month(of), day: Number(on) })),
  piece(new RegExp(`(${MONTH})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (20\\d\\d))?(?![\\d:]| ?[ap]\\.?m)`), ([, of = '', on, in_]) => ({ is: 'date', year: year(in_), month: month(of), day: Number(on) })),
  piece(/(20\d\d)-(\d{1,2})-(\d{1,2})(?!\d)/, ([, in_, of, on]) => ({ is: 'date', year: Number(in_), month: Number(of), day: Number(on) })),
  piece(/the (\d{1,2})(?:st|nd|rd|th)(?![a-z0-9])/, ([, on]) => ({ is: 'date', year: null, month: null, day: Number(on) })),
)

const afternoon = (hour: number, half: string | undefined) => (half === 'p' && hour < 12 ? hour + 12 : half === 'a' && hour === 12 ? 0 : hour)
const clock = anyOf(
  piece(/(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m(?![a-z0-9])\.?/, ([, hour, minute, half]) => (Number(hour) > 12 ? null : minutesAt(afternoon(Number(hour), half), Number(minute ?? 0)))),
  piece(/(\d{1,2}):(\d{2})(?!\d)/, ([, hour, minute]) => minutesAt(Number(hour), Number(minute))),
  piece(/(\d{1,2}) o'clock(?![a-z0-9])/, ([, hour]) => minutesAt(Number(hour) < 8 ? Number(hour) + 12 : Number(hour))),
)
const part = anyOf(
  piece(new RegExp(`(?:mid-?)?morning${END}`), () => NOON), piece(new RegExp(`(?:noon|midday|lunch ?time)${END}`), () => NOON), piece(new RegExp(`afternoon${END}`), () => 18 * 60),
  piece(new RegExp(`(?:evening|night)${END}`), () => 21 * 60), piece(new RegExp(`midnight${END}`), () => 24 * 60),
)
const closing = piece(new RegExp(`(?:the )?(?:end of (?:the |our )?(?:working |business )?day|close of (?:business|play)|end of (?:business|play)|eod|cob)${END}`), () => true)
const limit = piece(new RegExp(`(?:by|before|until|till|no later than|not later than|at the latest)${END}`), () => true)
const glue = piece(new RegExp(`(?:at|on|in the|the|of|from|latest)${END}`), () => true)

interface Said { day?: SaidDay; minutes?: number; part?: number; closes?: boolean; bound: boolean; to: number }

/** Day, time and limit come in any order: “by 5pm tomorrow”, “tomorrow by 5pm”, “before noon on Friday”. */
const walk = (text: string, from: number): Said => {
  const said: Said = { bound: false, to: from }
  const readers: readonly ((at: number) => number | null)[] = [
    (at) => { const found = said.closes ? null : closing(text, at); if (found) { said.closes = true; said.bound = true; said.to = found.to } return found?.to ?? null },
    (at) => { const found = said.day ? null : day(text, at); if (found) { said.day = found.value; said.to = found.to } return found?.to ?? null },
    (at) => { const found = said.minutes === undefined ? clock(text, at) : null; if (found) { said.minutes = found.value; said.to = found.to } return found?.to ?? null },
    (at) => { const found = said.part === undefined ? part(text, at) : null; if (found) { said.part = found.value; said.to = found.to } return found?.to ?? null },
    (at) => { const found = limit(text, at); if (found) said.bound = true; if (found && text.startsWith('at the latest', at)) said.to = found.to; return found?.to ?? null },
    (at) => glue(text, at)?.to ?? null,
  ]
  for (let at: number | null = from; at !== null;) {
    const here: number = at
    const next = readers.reduce<number | null>((found, read) => found ?? read(here), null)
    at = next === null ? null : next + (/^,? ?/.exec(text.slice(next, next + 2))?.[0].length ?? 0)
  }
  return said
}

const momentAt = (text: string, from: number): Found | null => {
  const { day: on, minutes, part: of, closes, bound, to } = walk(text, from)
  const enough = on !== undefined || closes || minutes !== undefined || (of !== undefined && bound)
  return enough ? { from, to, bound, when: { is: 'moment', day: on ?? null, minutes: closes ? null : minutes ?? of ?? null } } : null
}

type Span = Extract<SaidWhen, { is: 'span' }>
const UNITS = { min: 'minutes', hou: 'hours', hrs: 'hours', hr: 'hours', day: 'days', wee: 'weeks', mon: 'months' } as const
const span = piece(new RegExp(`(?:within|inside|in|over) (?:the )?(?:next |coming )?(?:(?:${N}) ?(?:-|to|or) ?)?(?:(half)(?: an?)?|(${N})(?: and a (half))?)(?: more)?[ -](working |business )?(min|hour|hrs?|day|week|month)(?:ute)?s?(?:' time| time| and a (half))?${END}(?! ago)`),
  ([, half, n = '', more, working, unit = '', tail]): Span | null => {
    const amount = (half ? 0.5 : numberOf(n)) + (more || tail ? 0.5 : 0)
    const of = working ? 'workingDays' : UNITS[unit.slice(0, 3) as keyof typeof UNITS]
    if (amount <= 0 || (working && unit !== 'day')) return null
    return Number.isInteger(amount) || of === 'hours' ? { is: 'span', amount, unit: of, after: false } : of === 'days' ? { is: 'span', amount: amount * 8, unit: 'hours', after: false } : null
  })

const spanAt = (text: string, from: number): Found | null => {
  const found = span(text, from)
  return found && { from, to: found.to, when: found.value, bound: true }
}

const IN_A_WORD = /[a-z0-9.:/-]$/
export const englishAt = (text: string, from: number): Found | null => (text[from] === ' ' || IN_A_WORD.test(text.slice(Math.max(0, from - 1), from)) ? null : spanAt(text, from) ?? momentAt(text, from))
