import { expect, test } from 'vitest'
import { askedBy } from './asked.ts'

test('days of the filter are whole days of the zone, both included', () => {
  expect(askedBy({ from: '2026-11-21', until: '2026-11-22' }, 'Asia/Shanghai')).toEqual({ since: '2026-11-20T16:00:00.000Z', until: '2026-11-22T16:00:00.000Z' })
  expect(askedBy({ from: '2026-11-01', until: '2026-11-01' }, 'America/New_York')).toEqual({ since: '2026-11-01T04:00:00.000Z', until: '2026-11-02T05:00:00.000Z' })
  expect(askedBy({ until: '2026-12-31' }, 'Asia/Shanghai')).toEqual({ until: '2026-12-31T16:00:00.000Z' })
})

test('what is not asked, or is no day, narrows nothing', () => {
  expect(askedBy({ who: '', what: undefined, from: 'soon', until: '2026' }, 'Asia/Shanghai')).toEqual({})
  expect(askedBy({ subject: 'a', who: 'b', what: 'c.d' }, 'Asia/Shanghai')).toEqual({ subjectId: 'a', actorId: 'b', name: 'c.d' })
})
