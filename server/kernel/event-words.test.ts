import { expect, test } from 'vitest'
import { eventWords } from './event-words.ts'

test('an event with a sum tells it; where nothing is paid there is no sum to tell', () => {
  expect(eventWords('remedy.offered', { no: 2, totalFen: 120_050 }, 'en')).toBe('Told the customer about proposal 2, ¥1,200.50 in total')
  expect(eventWords('remedy.offered', { no: 2, totalFen: 0 }, 'en')).toBe('Told the customer about proposal 2')
  expect(eventWords('remedy.countered', { no: 1, totalFen: 20_000, counterFen: null, proof: 'call' }, 'en')).toBe('The customer asked for something other than proposal 1 (Recorded call)')
  expect(eventWords('remedy.countered', { no: 1, totalFen: 0, counterFen: 5_000, proof: 'call' }, 'en')).toMatch(/¥50/)
  expect(eventWords('settlement.agreed', { totalFen: 0, tasks: 1 }, 'zh-CN')).toBe('和顾客谈妥，要办的事 1 项')
  expect(eventWords('remedy.returned', { no: 2, totalFen: 0 }, 'zh-Hant')).toBe('退回了方案 2，請重新考慮')
})
