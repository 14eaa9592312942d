import { anyOf, type Found, minutesAt, NOON, type Piece, piece, type ReadPiece, type SaidDay } from './piece.ts'

/** Traditional forms of the characters that are looked at, one for one, so that places in the text stay the same. */
const TRADITIONAL = '頭晝預週後點號內個鐘時兩禮這當間復覆聯絡給訴處決發還賬帳說認麼鬧嗎過於錯話電結訪見請煩勞沒辦會來採約須開門換聽營業們應該為單樓碼櫃機線'
const SIMPLIFIED = '头昼预周后点号内个钟时两礼这当间复复联络给诉处决发还账账说认么闹吗过于错话电结访见请烦劳没办会来采约须开门换听营业们应该为单楼码柜机线'
const plain = new Map([...[...TRADITIONAL].map((c, i) => [c, SIMPLIFIED[i] ?? c] as const), ...[...'０１２３４５６７８９：～－／．'].map((c, i) => [c, '0123456789:~-/.'[i] ?? c] as const)])

/** As it is compared: simplified, narrow; every character where it was. */
export const plainChinese = (text: string): string => text.replace(/[\u0100-\uffff]/g, (c) => plain.get(c) ?? c)

const N = '\\d{1,3}|[一二两三四五六七八九十廿]{1,3}'
const DIGITS = '零一二三四五六七八九'
const digit = (c: string | undefined): number => (c === '两' ? 2 : Math.max(0, DIGITS.indexOf(c ?? '零')))

/** 二十五 → 25; 三四 means up to four. */
const numberOf = (said: string): number => {
  if (/^\d+$/.test(said)) return Number(said)
  const text = said.replace('廿', '二十')
  if (!text.includes('十')) return digit([...text].at(-1))
  const [tens = '', ones = ''] = text.split('十')
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones))
}

const weekday = (c: string | undefined) => '一二三四五六日'.indexOf(c === '天' ? '日' : c ?? '')
/** 这, 本: this week; 下: the next; 下下: the one after. */
const weeksOf = (said: string | undefined): number | null => (said === undefined ? null : [...said].filter((c) => c === '下').length)
const shifted = (pattern: RegExp, days: number): ReadPiece<SaidDay> => piece(pattern, () => ({ is: 'shifted', days }))

const WEEK = '(?:周|星期|礼拜)'
const day: ReadPiece<SaidDay> = anyOf<SaidDay>(
  shifted(/今[天日儿]|当[天日]|今(?=[早晚晨夜])/, 0), shifted(/明[天日儿]|听日|明(?=[早晚晨])/, 1), shifted(/大后[天日]/, 3), shifted(/后[天日]/, 2),
  piece(new RegExp(`(这个?|本|下下个?|下个?)?${WEEK}([一二三四五六日天])(?![次个月天年])`), ([, week, on]) => ({ is: 'weekday', weekday: weekday(on), weeks: weeksOf(week) })),
  piece(new RegExp(`(这个?|本|下个?)${WEEK}(?:结束|底)?(?=(?:之|以)?[内前])`), ([, week]) => ({ is: 'weekEnd', weeks: weeksOf(week) ?? 0 })),
  piece(new RegExp(`(?:(20\\d\\d) ?年 ?)?(${N}) ?月 ?(${N}) ?[日号]?(?!个)`), ([, year, month = '', on = '']) => ({ is: 'date', year: year ? Number(year) : null, month: numberOf(month), day: numberOf(on) })),
  piece(/(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/, ([, year, month, on]) => ({ is: 'date', year: Number(year), month: Number(month), day: Number(on) })),
  piece(/(\d{1,2})\/(\d{1,2})(?![\d/])/, ([, month, on]) => ({ is: 'date', year: null, month: Number(month), day: Number(on) })),
  piece(/(本|这个|下个?)?月[底末]/, ([, month]) => ({ is: 'monthEnd', months: weeksOf(month) ?? 0 })),
  piece(new RegExp(`(?:(本|这个|下个?)月)?(${N})(?:号(?![线楼店单码柜机])|日(?=[前上下中晚早之以]))`), ([, month, on = '']) => ({ is: 'date', year: null, month: null, day: numberOf(on), ...(month && { months: weeksOf(month) ?? 0 }) })),
)

interface Part { readonly minutes: number; /** Hours said with it are those after noon. */ readonly late: boolean }
const partOf = (pattern: RegExp, hour: number, late: boolean): ReadPiece<Part> => piece(pattern, () => ({ minutes: hour * 60, late }))
const part = anyOf(partOf(/凌晨|清晨|早上|早晨|朝早|[早晨](?!一?点)/, 10, false), partOf(/上[午昼]/, 12, false), partOf(/[中正]午/, 12, false), partOf(/下[午昼]|午后/, 18, true), partOf(/傍晚/, 19, true), partOf(/晚上|夜里|[晚夜](?!一?点)/, 21, true))

const minutesSaid = (half: string | undefined, quarter: string | undefined, minute: string | undefined) => (half ? 30 : quarter ? digit(quarter) * 15 : minute ? numberOf(minute) : 0)
const clock = piece(new RegExp(`(${N}) ?(?::(\\d{2})(?!\\d)|[点时](?:(半)|([一三])刻|(${N})分?|[整钟])?)`), ([, hour = '', colon, half, quarter, minute]) => minutesAt(numberOf(hour), colon ? Number(colon) : minutesSaid(half, quarter, minute)))
const edge = piece(/(?:之|以)?[前内]|为止/, () => true)
const closing = piece(/下班(?:之|以)?前|收工(?:之|以)?前|放工(?:之|以)?前|打烊(?:之|以)?前|关门(?:之|以)?前|营业结束(?:之|以)?前/, () => true)

const EARLIEST_BARE = 8
/** 下午3点 is 15:00; 3点 alone, in a shop, is 15:00 too. */
const timeOf = (said: number, of: Part | undefined): number => {
  if (said >= NOON) return said
  if (of) return of.late ? said + NOON : said
  return said < EARLIEST_BARE * 60 ? said + NOON : said
}

const spaced = (text: string, from: number) => from + (/^ ?的? ?/.exec(text.slice(from, from + 3))?.[0].length ?? 0)
/** What of a moment stands here, as far as it goes. */
const walk = (text: string, from: number) => {
  let to = from
  const take = <T>(read: ReadPiece<T>): T | undefined => {
    const found: Piece<T> | null = read(text, to === from ? from : spaced(text, to))
    if (found) to = found.to
    return found?.value
  }
  const said = { day: take(day), part: take(part), clock: take(clock), closes: take(closing), edge: take(edge) }
  return { ...said, to }
}

const momentAt = (text: string, from: number): Found | null => {
  const { day: on, part: of, clock: time, closes, edge: limit, to } = walk(text, from)
  const bound = closes === true || limit === true
  // 早一点, 第三点, 两点建议: a number of points is no time of day by itself.
  const enough = on !== undefined || closes || (of && (time !== undefined || of.minutes >= NOON)) || (time !== undefined && bound)
  if (!enough) return null
  const minutes = time !== undefined ? timeOf(time, of) : closes ? null : of?.minutes ?? null
  return { from, to, bound, when: { is: 'moment', day: on ?? null, minutes } }
}

const UNITS = { 工作日: 'workingDays', 工作天: 'workingDays', 营业日: 'workingDays', 小时: 'hours', 钟头: 'hours', 分钟: 'minutes', 刻钟: 'minutes', 天: 'days', 日: 'days', 周: 'weeks', 星期: 'weeks', 礼拜: 'weeks', 月: 'months' } as const
const QUARTER = 15
/** How much of which unit; half days are half working days of hours. */
const spanOf = (amount: number, unit: keyof typeof UNITS, after: boolean): Found['when'] | null => {
  if (amount <= 0) return null
  if (unit === '刻钟') return { is: 'span', amount: amount * QUARTER, unit: 'minutes', after }
  if (Number.isInteger(amount) || unit === '小时' || unit === '钟头') return { is: 'span', amount, unit: UNITS[unit], after }
  const smaller = { days: ['hours', amount * 8], weeks: ['days', Math.ceil(amount * 7)], months: ['days', Math.ceil(amount * 30)] } as const
  const [less, many] = smaller[UNITS[unit] as keyof typeof smaller] ?? [UNITS[unit], Math.ceil(amount)]
  return { is: 'span', amount: many, unit: less, after }
}

const WEEKDAY_FOLLOWS = '(?![一二三四五六日天末])'
const span = piece(new RegExp(`(?:(?:${N}) ?[到至~—-] ?)?(?:(${N}) ?(个半)?|(半)) ?个? ?(工作日|工作天|营业日|小时|钟头|分钟|刻钟|天|日|周${WEEKDAY_FOLLOWS}|星期${WEEKDAY_FOLLOWS}|礼拜${WEEKDAY_FOLLOWS}|(?<=个 ?)月)(半)?钟?((?:之|以)?[内后前])?`),
  ([, n, plus, half, unit = '', more, end]) => {
    // 3日前 is the third of the month; 三天前 is over.
    if (end?.endsWith('前') || (unit === '日' && !end)) return null
    const amount = (half ? 0.5 : numberOf(n ?? '')) + (plus || more ? 0.5 : 0)
    const when = spanOf(amount, unit as keyof typeof UNITS, end?.endsWith('后') ?? false)
    return when && { when, bound: end !== undefined }
  })

/** 戴了三天, 每周, 第三天: time that has gone, or that comes again and again. */
const NO_SPAN_AFTER = /[了每第过已近超满\d.]$/
const spanAt = (text: string, from: number): Found | null => {
  const found = NO_SPAN_AFTER.test(text.slice(Math.max(0, from - 1), from)) ? null : span(text, from)
  return found && { from, to: found.to, ...found.value }
}

const NO_TIME_AFTER = /[\d.:第每上]$/
export const chineseAt = (text: string, from: number): Found | null => (NO_TIME_AFTER.test(text.slice(Math.max(0, from - 1), from)) ? null : spanAt(text, from) ?? momentAt(text, from))
