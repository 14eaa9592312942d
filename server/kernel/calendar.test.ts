import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addBusinessDays, addNaturalDays, addNaturalHours, addOpenSeconds, addWorkingDays, type Calendar, type ClockRule, dueAt, faultOf,
  type Hours, instant, isOpen, isWorkingDay, lastDayOf, localDay, nextOpen, openIntervals, openSecondsBetween, type Pause, provisional,
  shiftDay, startOfDay, UNITS, type Weekday,
} from './calendar.ts'
import { officialCalendar } from './holidays.ts'

const HOUR = 3600
const DAYTIME: Hours = [['09:00', '17:00']]
const CHINA = officialCalendar('Asia/Shanghai')

function calendar(weekly: Partial<Record<Weekday, Hours>>, more: Partial<Calendar> = {}): Calendar {
  const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
  return { tz: 'Asia/Shanghai', weekly: { ...none, ...weekly }, holidays: [], overrides: {}, ...more }
}
function everyDay(hours: Hours, more: Partial<Calendar> = {}): Calendar {
  return calendar({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours }, more)
}
function weekdays(hours: Hours, more: Partial<Calendar> = {}): Calendar {
  return calendar({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }, more)
}
/** `2026-11-23 09:00` in Shanghai, or an instant with its own offset. */
function at(text: string): Date {
  return instant(text.includes('T') ? text : `${text.replace(' ', 'T')}:00+08:00`)
}
function pause(from: string, to: string | null): Pause {
  return [at(from), to === null ? null : at(to)]
}
const shop = weekdays(DAYTIME)

describe('statutory working days (Civil Code art. 201–203, with make-up days)', () => {
  it.each([
    ['2026-02-13', 7, '2026-03-02'], ['2026-02-12', 5, '2026-02-26'], ['2026-02-12', 10, '2026-03-04'],
    ['2026-02-13', 45, '2026-04-24'], ['2026-04-30', 7, '2026-05-13'], ['2026-09-18', 7, '2026-09-29'],
    ['2026-09-28', 10, '2026-10-16'], ['2025-01-24', 7, '2025-02-10'], ['2025-09-26', 7, '2025-10-13'],
  ])('received %s + %i ends with %s', (received, days, last) => {
    for (const time of ['00:00', '10:30', '23:59']) {
      const due = addWorkingDays(CHINA, at(`${received} ${time}`), days)
      expect(due).toEqual(startOfDay('Asia/Shanghai', shiftDay(last, 1)))
      expect(lastDayOf(CHINA, due)).toBe(last)
    }
  })

  it.each([
    ['ends on an ordinary day', '2026-11-16', 7, '2026-11-23'],
    ['ends on Saturday', '2026-11-14', 7, '2026-11-23'],
    ['ends in the Spring Festival', '2026-02-10', 7, '2026-02-24'],
    ['ends on a working Saturday', '2026-02-07', 7, '2026-02-14'],
  ])('natural days: %s', (_, start, days, last) => {
    const due = addNaturalDays(CHINA, at(`${start} 15:00`), days, { movePastHoliday: true })
    expect(lastDayOf(CHINA, due)).toBe(last)
    const unmoved = addNaturalDays(CHINA, at(`${start} 15:00`), days, { movePastHoliday: false })
    expect(lastDayOf(CHINA, unmoved)).toBe(shiftDay(start, days))
  })

  it.each<[string, readonly Pause[], string | null]>([
    ['within one day costs nothing', [pause('2026-11-24 10:00', '2026-11-24 16:00')], '2026-11-27'],
    ['over one night costs a day', [pause('2026-11-24 10:00', '2026-11-25 09:00')], '2026-11-30'],
    ['over a weekend costs the Friday', [pause('2026-11-27 10:00', '2026-11-30 09:00')], '2026-11-30'],
    ['twice at once costs once', [pause('2026-11-24 10:00', '2026-11-26 09:00'), pause('2026-11-25 10:00', '2026-11-26 08:00')],
      '2026-12-01'],
    ['without end before the limit', [pause('2026-11-26 10:00', null)], null],
    ['without end after the limit', [pause('2026-11-28 10:00', null)], '2026-11-27'],
  ])('a pause %s', (_, pauses, last) => {
    const due = dueAt(CHINA, { amount: 5, unit: 'workingDays' }, at('2026-11-20 11:00'), pauses)
    expect(due && lastDayOf(CHINA, due)).toBe(last)
  })

  it('marks what reaches into days not yet published', () => {
    expect(provisional(CHINA, at('2026-12-29 00:00'))).toBe(false)
    expect(provisional(CHINA, at('2026-12-29 09:00'))).toBe(true)
    expect(provisional(CHINA, at('2027-01-05 00:00'))).toBe(true)
    expect(provisional(shop, at('2099-01-05 00:00'))).toBe(false)
  })
})

describe('open time', () => {
  const sunday02 = calendar({ mon: DAYTIME, sun: [['02:30', '03:15']] }, { tz: 'America/Los_Angeles' })
  const night = weekdays([['22:00', '06:00']], { holidays: ['2026-11-25'], breaks: { '2026-11-24': [['01:00', '02:00']] } })
  const roundTheClock = everyDay([['00:00', '24:00']], { tz: 'Europe/Paris' })
  const twoShifts = weekdays([['09:00', '12:00'], ['14:00', '18:00']], {
    holidays: ['2026-11-27'],
    overrides: { '2026-11-27': DAYTIME, '2026-11-28': [['10:00', '12:00']], '2026-11-30': [] },
    breaks: { '2026-11-26': [['11:00', '15:00']] },
  })

  it.each<[string, Calendar, string, number, string]>([
    ['ends at closing time, not at the next opening', shop, '2026-11-23 09:00', 8, '2026-11-23 17:00'],
    ['nothing to run ends at the next opening', shop, '2026-11-20 17:00', 0, '2026-11-23 09:00'],
    ['over the weekend', shop, '2026-11-20 16:30', 1, '2026-11-23 09:30'],
    ['backwards over the weekend', shop, '2026-11-23 09:30', -1, '2026-11-20 16:30'],
    ['backwards, ends at opening time', shop, '2026-11-23 12:00', -3, '2026-11-23 09:00'],
    ['night shift runs on into Saturday', night, '2026-11-27 23:00', 2, '2026-11-28 01:00'],
    ['night shift before a holiday runs on, that of the holiday does not take place', night, '2026-11-25 05:00', 2, '2026-11-26 23:00'],
    ['a break in a night shift that began the day before', night, '2026-11-24 00:30', 1, '2026-11-24 02:30'],
    ['a break over both shifts', twoShifts, '2026-11-26 10:30', 1, '2026-11-26 15:30'],
    ['a holiday beats special hours; special Saturday; closed Monday', twoShifts, '2026-11-26 17:00', 4, '2026-12-01 10:00'],
    ['clock goes forward: the day has 23 hours', roundTheClock, '2026-03-29T00:00:00+01:00', 23, '2026-03-30T00:00:00+02:00'],
    ['clock goes back: the day has 25 hours', roundTheClock, '2026-10-25T00:00:00+02:00', 25, '2026-10-26T00:00:00+01:00'],
    ['hours jumped over are empty', sunday02, '2006-04-02T00:00:00-08:00', 0, '2006-04-03T09:00:00-07:00'],
  ])('%s', (_, plan, start, hours, due) => {
    expect(addOpenSeconds(plan, at(start), hours * HOUR)).toEqual(at(due))
  })

  it('is half-open', () => {
    expect(['08:59', '09:00', '17:00'].map((clock) => isOpen(shop, at(`2026-11-23 ${clock}`)))).toEqual([false, true, false])
    expect(isOpen(night, at('2026-11-28 05:59'))).toBe(true)
    expect(isWorkingDay(night, '2026-11-28')).toBe(false)
  })

  it('keeps midnight where the zone has none, and days the zone leapt over', () => {
    expect(startOfDay('America/Havana', '2026-03-08')).toEqual(at('2026-03-08T01:00:00-04:00'))
    const samoa = everyDay(DAYTIME, { tz: 'Pacific/Apia' })
    expect(openSecondsBetween(samoa, at('2011-12-29T00:00:00-10:00'), at('2012-01-01T00:00:00+14:00'))).toBe(2 * 8 * HOUR)
    const newfoundland = everyDay([['00:00', '24:00']], { tz: 'America/St_Johns' })
    expect(openSecondsBetween(newfoundland, at('2006-10-28T12:00:00Z'), at('2006-10-31T12:00:00Z'))).toBe(3 * 24 * HOUR)
    expect(localDay('Asia/Shanghai', at('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
  })

  it('lists what is open', () => {
    expect(openIntervals(twoShifts, at('2026-11-26 10:00'), at('2026-11-28 11:00'))).toEqual([
      [at('2026-11-26 10:00'), at('2026-11-26 11:00')], [at('2026-11-26 15:00'), at('2026-11-26 18:00')],
      [at('2026-11-28 10:00'), at('2026-11-28 11:00')],
    ])
  })

  it.each<[string, number, string]>([
    ['2026-11-20 11:00', 2, '2026-11-24 11:00'], ['2026-11-20 20:00', 1, '2026-11-24 09:00'],
    ['2026-11-21 11:00', 0, '2026-11-23 09:00'], ['2026-11-24 20:00', -2, '2026-11-20 17:00'],
  ])('%s %i business days on: %s', (start, days, expected) => {
    expect(addBusinessDays(shop, at(start), days)).toEqual(at(expected))
  })

  it('tells an unusable calendar', () => {
    expect(faultOf(shop)).toBeNull()
    expect(faultOf(calendar({}))).toBe('no weekly opening hours')
    expect(faultOf(weekdays([['9', '17:00']]))).toContain('not a time of day')
    expect(faultOf(weekdays(DAYTIME, { tz: 'Asia/Nowhere' }))).toMatch(/time zone/i)
    expect(faultOf(weekdays(DAYTIME, { holidays: ['2026-02-30'] }))).toContain('not a day')
    expect(() => nextOpen(calendar({}), at('2026-11-23 09:00'))).toThrow('never opens')
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e15, -1e15])('refuses an amount of %s', (amount) => {
    expect(() => addOpenSeconds(shop, at('2026-11-23 09:00'), amount)).toThrow(RangeError)
    expect(() => addWorkingDays(shop, at('2026-11-23 09:00'), amount)).toThrow(RangeError)
  })

  it('refuses parts of days, and a time without offset', () => {
    expect(() => addWorkingDays(shop, at('2026-11-23 09:00'), 1.5)).toThrow(RangeError)
    expect(() => instant('2026-11-23T09:00:00')).toThrow('not an instant')
  })
})

describe('clock rules', () => {
  it.each<[ClockRule, readonly Pause[], string | null]>([
    [{ amount: 24, unit: 'hours' }, [], '2026-11-21 16:00'],
    [{ amount: 90, unit: 'minutes' }, [pause('2026-11-20 16:30', '2026-11-20 18:00')], '2026-11-20 19:00'],
    [{ amount: 24, unit: 'hours' }, [pause('2026-11-19 16:00', '2026-11-20 17:00'), pause('2026-11-21 17:00', null)], '2026-11-21 17:00'],
    [{ amount: 24, unit: 'hours' }, [pause('2026-11-20 17:00', null)], null],
    [{ amount: 2, unit: 'openHours' }, [pause('2026-11-20 16:30', '2026-11-23 11:00')], '2026-11-23 12:30'],
    [{ amount: 2, unit: 'openHours' }, [pause('2026-11-20 16:30', null)], null],
    [{ amount: 1, unit: 'openHours' }, [pause('2026-11-20 17:00', null)], '2026-11-20 17:00'],
    [{ amount: 1, unit: 'naturalDays' }, [], '2026-11-22 00:00'],
    [{ amount: 1, unit: 'naturalDays', movePastHoliday: true }, [], '2026-11-24 00:00'],
    [{ amount: 1, unit: 'workingDays' }, [], '2026-11-24 00:00'],
  ])('%j %#', (rule, pauses, due) => {
    expect(dueAt(shop, rule, at('2026-11-20 16:00'), pauses)).toEqual(due === null ? null : at(due))
  })

  it('needs no calendar for natural hours', () => {
    expect(addNaturalHours(at('2026-03-29T00:00:00+01:00'), 24)).toEqual(at('2026-03-30T01:00:00+02:00'))
  })
})

describe('properties', () => {
  const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => new Date(quarter * 900_000).toISOString().slice(11, 16))
  const hours = fc.array(fc.tuple(clock, clock), { maxLength: 2 })
  const someHours = fc.array(fc.tuple(clock, clock), { minLength: 1, maxLength: 2 })
  const day = fc.integer({ min: 0, max: 60 }).map((days) => shiftDay('2026-03-01', days))
  const anyCalendar: fc.Arbitrary<Calendar> = fc.record({
    tz: fc.constantFrom('Asia/Shanghai', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo'),
    weekly: fc.record({ mon: someHours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours }),
    holidays: fc.array(day, { maxLength: 5 }),
    overrides: fc.dictionary(day, hours, { maxKeys: 5 }),
    breaks: fc.dictionary(day, hours, { maxKeys: 2 }),
  })
  const time = fc.integer({ min: 0, max: 50 * 86_400 }).map((second) => new Date(at('2026-03-01 00:00').getTime() + second * 1000))
  const amount = fc.integer({ min: 1, max: 200 * HOUR })
  const pauses = fc.array(fc.tuple(time, time), { maxLength: 3 })

  it('what is added has passed', () => {
    fc.assert(fc.property(anyCalendar, time, amount, pauses, (plan, start, seconds, still) => {
      const due = addOpenSeconds(plan, start, seconds, still)
      expect(due && openSecondsBetween(plan, start, due, still)).toBe(seconds)
    }))
  })
  it('back and forth', () => {
    fc.assert(fc.property(anyCalendar, time, amount, (plan, end, seconds) => {
      const begin = addOpenSeconds(plan, end, -seconds)
      expect(openSecondsBetween(plan, end, begin)).toBe(-seconds)
      expect(addOpenSeconds(plan, begin, seconds) <= end).toBe(true)
    }))
  })
  it('a later start never ends earlier', () => {
    const unit = fc.constantFrom(...UNITS)
    const rule: fc.Arbitrary<ClockRule> = fc.record({ unit, amount: fc.integer({ min: 0, max: 20 }), movePastHoliday: fc.boolean() })
    const still = pauses.map((all) => all.map(([from, to]): Pause => [from, to]))
    fc.assert(fc.property(anyCalendar, rule, time, time, still, (plan, of, one, other, paused) => {
      const [first, second] = one < other ? [one, other] : [other, one]
      const due = dueAt(plan, of, first, paused)
      const later = dueAt(plan, of, second, paused)
      expect(due !== null && later !== null && due <= later && later >= second).toBe(true)
    }))
  })
  it('isOpen is what the wall clock says', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia')
    const anyTime = fc.date({ min: at('1985-01-01 00:00'), max: at('2045-01-01 00:00'), noInvalidDate: true })
    fc.assert(fc.property(zones, anyTime, (tz, moment) => {
      const parts = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
      const wall = new Intl.DateTimeFormat('en-GB', { timeZone: tz, ...parts }).format(moment)
      const [name = '', clockTime = ''] = wall.split(' ')
      expect(isOpen(weekdays(DAYTIME, { tz }), moment)).toBe(!name.startsWith('S') && clockTime >= '09:00' && clockTime < '17:00')
    }))
  })
  it('isOpen agrees with the listed intervals and with nextOpen', () => {
    fc.assert(fc.property(anyCalendar, time, (plan, moment) => {
      const listed = openIntervals(plan, moment, new Date(moment.getTime() + 1000)).some(([from]) => from <= moment)
      expect(isOpen(plan, moment)).toBe(listed)
      expect(isOpen(plan, nextOpen(plan, moment))).toBe(true)
      expect(nextOpen(plan, moment).getTime() === moment.getTime()).toBe(listed)
    }))
  })
})
