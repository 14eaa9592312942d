import { expect, test } from 'vitest'
import type { RemedyKind } from '#contract/packs.ts'
import { promisedIn } from './promised.ts'
import { freshIn } from './told.ts'

const agreed = (totalFen: number, ...kinds: RemedyKind[]) => ({ totalFen, kinds })
const fresh = (parts: readonly string[], ...all: ReturnType<typeof agreed>[]) => freshIn(parts.flatMap((text) => promisedIn(text, { priceFen: null })), all).map(({ mostFen }) => mostFen)

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
