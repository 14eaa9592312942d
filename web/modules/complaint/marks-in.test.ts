import fc from 'fast-check'
import { expect, test } from 'vitest'
import { marksIn } from './marks-in.ts'

test('words are marked wherever they stand, in any case, overlapping ones as one', () => {
  expect(marksIn('戒指掉钻了，Refund，refund', ['掉钻', '钻了', 'REFUND'])).toEqual([
    { at: 0, text: '戒指', marked: false }, { at: 2, text: '掉钻了', marked: true }, { at: 5, text: '，', marked: false }, { at: 6, text: 'Refund', marked: true }, { at: 12, text: '，', marked: false }, { at: 13, text: 'refund', marked: true },
  ])
})

test('the parts put together are the text, whatever it holds', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(fc.string({ maxLength: 4 })), (text, words) => { expect(marksIn(text, words).map((part) => part.text).join('')).toBe(text) }))
})
