import { expect, test } from 'vitest'
import { withExtension } from './periods.ts'

const day = (n: number, counted: boolean, why: Parameters<typeof withExtension>[0][number]['why']) => ({ from: `2026-11-0${n}T00:00:00Z`, to: `2026-11-0${n + 1}T00:00:00Z`, counted, why })

test('what was granted is one stretch after the rule ended; a pause within it stays a pause', () => {
  const periods = [day(1, true, 'running'), day(2, true, 'running'), day(3, false, 'movedTo'), day(4, false, 'paused'), day(5, false, 'movedTo'), day(6, false, 'movedTo')]
  expect(withExtension(periods, '2026-11-02T12:00:00Z')).toEqual([
    periods[0], { ...periods[1], to: '2026-11-02T12:00:00Z' }, { from: '2026-11-02T12:00:00Z', to: '2026-11-04T00:00:00Z', counted: false, why: 'extended' },
    { ...periods[3] }, { from: '2026-11-05T00:00:00Z', to: '2026-11-07T00:00:00Z', counted: false, why: 'extended' },
  ])
  expect(withExtension(periods, null)).toBe(periods)
})
