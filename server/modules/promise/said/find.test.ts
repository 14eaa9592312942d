import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atWallTime, localDay, wallMinutes } from '#kernel/calendar.ts'
import { calendarFor, officialCalendar } from '#kernel/holidays.ts'
import { promisesSaid } from './find.ts'
import { chineseExamples } from './examples-chinese.ts'
import { englishExamples } from './examples-english.ts'

const TZ = 'Asia/Shanghai'
const SHOP = [['10:00', '20:00']] as const
const OFFICE = [['09:00', '18:00']] as const
const opening = calendarFor({ tz: TZ, weekly: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE, sat: SHOP, sun: SHOP }, observesHolidays: false })
/** A Monday. */
const said = { now: atWallTime(TZ, '2026-11-23', '10:30'), working: officialCalendar(TZ), opening }

const two = (n: number) => String(n).padStart(2, '0')
const wall = (at: Date) => `${localDay(TZ, at)} ${two(Math.floor(wallMinutes(TZ, at) / 60))}:${two(wallMinutes(TZ, at) % 60)}`
const found = (text: string) => promisesSaid(text, said).map((one) => wall(one.due))

describe.each([['Chinese', chineseExamples], ['English', englishExamples]] as const)('said in %s on Monday 23 November 2026 at half past ten', (_, examples) => {
  test.each(examples)('%s', (text, ...due) => {
    expect(found(text)).toEqual(due)
  })
  test('there are enough examples to mean something', () => {
    expect(examples.length).toBeGreaterThan(60)
  })
})

test('the words that name the time and what was said with them come along', () => {
  expect(promisesSaid('王女士您好，检测已经安排，明天17点前回电告诉您结果。', said)).toMatchObject([{ quote: '明天17点前', text: '明天17点前回电告诉您结果' }])
  expect(promisesSaid('We will call you back by 5pm tomorrow. Kind regards', said)).toMatchObject([{ quote: 'by 5pm tomorrow', text: 'We will call you back by 5pm tomorrow' }])
  expect(promisesSaid('三个工作日内，我们给您答复。', said)).toMatchObject([{ quote: '三个工作日内', text: '三个工作日内，我们给您答复' }])
})

test('days count by the national calendar: the working days before a festival end after it', () => {
  const before = { ...said, now: atWallTime(TZ, '2026-09-30', '10:00') }
  const [due] = promisesSaid('三个工作日内给您答复', before)
  expect(due && localDay(TZ, new Date(due.due.getTime() - 1)) > '2026-10-07').toBe(true)
})

test('a long text full of times gives no more than five, soon', () => {
  const text = Array.from({ length: 400 }, (_, i) => `${i % 28 + 1}天内给您答复。`).join('')
  expect(promisesSaid(text, said)).toHaveLength(5)
})

test('no text makes it fail, and what it finds lies ahead and stands in the text', () => {
  const bits = fc.constantFrom('明天', '下周', '週一', '三', '十', '百', '个', '工作日', '内', '前', '后', '点', '半', '5', '99', '月', '日', '31', '2', '/', '-', ':', '年', '2027', ' ', '回电', 'by ', 'within ', 'friday', ' pm', 'next ', 'an', ' hours', 'end of the ', 'month', '。', '，', '\u0000', '😀', '\ud800')
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.array(bits, { maxLength: 30 }).map((parts) => parts.join(''))), (text) => {
    for (const one of promisesSaid(text, said)) {
      expect(one.due.getTime()).toBeGreaterThan(said.now.getTime())
      expect(text).toContain(one.quote)
    }
  }), { numRuns: 3_000 })
})
