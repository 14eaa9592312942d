import { describe, expect, it } from 'vitest'
import { isElsewhere, localAt, momentAt, offsetAt, zoneHere, zoneName } from './zone.ts'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)

describe('the clock of a zone', () => {
  it('is read with its changes', () => {
    expect(offsetAt('Asia/Shanghai', at('2026-11-22T00:00:00Z'))).toBe(8 * HOUR)
    expect(offsetAt('America/New_York', at('2026-03-08T06:59:59Z'))).toBe(-5 * HOUR)
    expect(offsetAt('America/New_York', at('2026-03-08T07:00:00Z'))).toBe(-4 * HOUR)
    expect(offsetAt('Asia/Kathmandu', at('2026-11-22T00:07:00Z'))).toBe(5.75 * HOUR)
  })
  it('shows what a date input takes, across midnight', () => {
    expect(localAt('Asia/Shanghai', at('2026-11-22T16:05:59Z'))).toBe('2026-11-23T00:05')
    expect(localAt('America/Los_Angeles', at('2026-11-22T02:00:00Z'))).toBe('2026-11-21T18:00')
  })
  it('gives the moment at which it shows a time', () => {
    expect(momentAt('Asia/Shanghai', '2026-11-22T14:05')).toBe('2026-11-22T06:05:00.000Z')
    expect(momentAt('America/New_York', '2026-03-08T12:00')).toBe('2026-03-08T16:00:00.000Z')
    expect(momentAt('America/New_York', '2026-03-08T01:59')).toBe('2026-03-08T06:59:00.000Z')
  })
  it('takes the first of a time shown twice, and the time after the jump for one jumped over', () => {
    expect(momentAt('America/New_York', '2026-11-01T01:30')).toBe('2026-11-01T05:30:00.000Z')
    expect(momentAt('America/New_York', '2026-03-08T02:30')).toBe('2026-03-08T07:30:00.000Z')
    expect(momentAt('Europe/Berlin', '2026-10-25T02:15')).toBe('2026-10-25T00:15:00.000Z')
  })
  it('leaves to the server what is no time', () => {
    expect(momentAt('Asia/Shanghai', '')).toBe('')
    expect(momentAt('Asia/Shanghai', 'tomorrow')).toBe('tomorrow')
  })
  it('is somebody else’s when it shows another time than the one in the room', () => {
    const now = at('2026-11-22T00:00:00Z')
    expect(isElsewhere(zoneHere(), now)).toBe(false)
    expect(['Asia/Shanghai', 'America/New_York', 'Europe/London'].filter((zone) => isElsewhere(zone, now)).length).toBeGreaterThanOrEqual(2)
  })
  it('has a name people know', () => {
    expect(zoneName('Asia/Shanghai', 'zh-CN')).toBe('中国时间')
    expect(zoneName('Asia/Urumqi', 'zh-HK')).toBe('烏魯木齊時間')
    expect(zoneName('America/New_York', 'en-GB')).toBe('New York Time')
  })
  it('unknown to this browser is read as its own', () => {
    expect(offsetAt('Mars/Olympus', 0)).toBe(offsetAt(zoneHere(), 0))
    expect(zoneName('Mars/Olympus', 'en-GB')).toBe('Mars/Olympus')
  })
})
