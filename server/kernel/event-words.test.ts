import { expect, test } from 'vitest'
import { eventWords } from './event-words.ts'

test('an event with a sum tells it; where nothing is paid there is no sum to tell', () => {
  expect(eventWords('remedy.offered', { no: 2, totalFen: 120_050 }, 'en')).toBe('Told the customer about proposal 2, ¥1,200.50 in total')
  expect(eventWords('remedy.offered', { no: 2, totalFen: 0 }, 'en')).toBe('Told the customer about proposal 2')
  expect(eventWords('settlement.agreed', { totalFen: 0, tasks: 1 }, 'zh-CN')).toBe('和顾客谈妥，要办的事 1 项')
  expect(eventWords('remedy.returned', { no: 2, totalFen: 0 }, 'zh-Hant')).toBe('退回了方案 2，請重新考慮')
})
