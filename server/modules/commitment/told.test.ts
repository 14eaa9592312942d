import { expect, test } from 'vitest'
import type { RemedyKind } from '#contract/packs.ts'
import { promisedIn } from './promised.ts'
import { againstAgreed } from './told.ts'

const agreed = (totalFen: number, ...kinds: RemedyKind[]) => ({ at: new Date(0), itemsFen: [totalFen], totalFen, kinds })
const promises = (text: string) => promisedIn(text, { priceFen: null })
const fresh = (parts: readonly string[], ...all: ReturnType<typeof agreed>[]) => againstAgreed([], all, parts.flatMap(promises)).fresh.map(({ mostFen }) => mostFen)
/** Of a letter, after others that went out since. */
const freshAfter = (earlier: readonly string[], text: string, ...all: ReturnType<typeof agreed>[]) => againstAgreed(earlier.map((one, i) => ({ at: new Date(i + 1), promised: promises(one) })), all, promises(text)).fresh.map(({ mostFen }) => mostFen)

test('what was agreed is told in any part, and as often as one likes', () => {
  expect(fresh(['我们退您一百元。', '一百元三天内退还给您。'], agreed(10_000, 'refund'))).toEqual([])
  expect(fresh(['我们退您一百元。', '我们补偿您五十元交通费。'], agreed(10_000, 'refund'), agreed(5_000, 'extra'))).toEqual([])
  expect(fresh(['我们补偿您五十元交通费。', '我们退您一百元。'], agreed(10_000, 'refund'), agreed(5_000, 'extra'))).toEqual([])
})

test('what is beside it, beyond it or on top is not', () => {
  expect(fresh(['我们退您一百元。', '我们补偿您五十元交通费。'], agreed(10_000, 'refund'))).toEqual([5_000])
  expect(fresh(['我们补偿您一百元误工费。', '我们补偿您一百元交通费。'], agreed(10_000, 'extra'))).toEqual([10_000])
  expect(fresh(['我们退您一百元。', '我们另外退您一百元。'], agreed(10_000, 'refund'))).toEqual([10_000])
  expect(fresh(['我们退您一百元。', '我们给您换新的。'], agreed(10_000, 'refund'))).toHaveLength(1)
  expect(fresh(['我们退您一百元。'], agreed(9_900, 'refund'))).toEqual([10_000])
})

test('each letter takes its room in it once, whatever it calls the sum', () => {
  const refund = agreed(500_000, 'refund')
  expect(freshAfter([], '我们赔偿您4000元误工费。', refund)).toEqual([])
  expect(freshAfter(['我们赔偿您4000元误工费。'], '我们补偿您4900元住宿费。', refund)).toEqual([490_000])
  expect(freshAfter(['我们赔偿您4000元误工费。'], '赔偿您5000元医疗费。', refund)).toEqual([500_000])
  expect(freshAfter(['我们退您5000元。'], '赔偿您4900元。', refund)).toEqual([490_000])
  // Five thousand that were said to be for one thing are not for another as well.
  expect(freshAfter(['我们退您5000元。', '5000元医疗费退还给您。'], '我们赔偿您5000元误工费。', refund)).toEqual([500_000])
  expect(freshAfter(['我们赔偿您4000元误工费。', '我们退您5000元。'], '我们赔偿您5000元医疗费。', refund)).toEqual([500_000])
})

test('what was agreed is told again after any letter, together and each remedy of it', () => {
  const both = { ...agreed(500_000, 'refund', 'extra'), itemsFen: [400_000, 100_000] }
  for (const text of ['我们退您5000元。', '我们补偿您4000元误工费。', '我们补偿您1000元。', '我们退您4000元。']) expect(freshAfter(['我们补偿您4000元误工费。', '我们补偿您1000元交通费。', '我们退您5000元。'], text, both)).toEqual([])
})
