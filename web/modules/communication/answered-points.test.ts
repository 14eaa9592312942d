import { describe, expect, it } from 'vitest'
import { speaksTo } from './answered-points.ts'

const loose = { no: 1, text: '边上的小钻没了，中间的主石也在晃，镶爪松动', wants: '重新镶牢' }
const rude = { no: 2, text: '去店里问，那个导购说正常现象，让我自己付钱修', wants: '要道歉' }

describe('which points a reply speaks to', () => {
  it('sees the words they share', () => {
    expect(speaksTo(loose, '鉴定师傅看过，是一只镶爪松动，我们负责重新镶牢。')).toBe(true)
    expect(speaksTo(rude, '鉴定师傅看过，是一只镶爪松动，我们负责重新镶牢。')).toBe(false)
  })
  it('takes a number as an answer', () => {
    expect(speaksTo(rude, '第二点，我已经和当班同事核对过。')).toBe(true)
    expect(speaksTo(rude, '2、我已经和当班同事核对过。')).toBe(true)
  })
  it('reads traditional characters as well', () => {
    expect(speaksTo({ no: 1, text: '邊上的小鑽沒有了，鑲爪鬆動' }, '師傅看過，是一隻鑲爪鬆動，我們負責。')).toBe(true)
    expect(speaksTo({ no: 2, text: '那個店員說這是正常的' }, '第二點，我已和當值同事核對。')).toBe(true)
    expect(speaksTo({ no: 1, text: '鑲爪鬆動' }, '您好，很抱歉讓您擔心了，這個我們會跟進。')).toBe(false)
  })
  it('finds nothing in an empty draft or in courtesies alone', () => {
    expect(speaksTo(loose, '  ')).toBe(false)
    expect(speaksTo(loose, '您好，很抱歉让您担心了。')).toBe(false)
  })
})
