import { describe, expect, test } from 'vitest'
import type { LiaisonField } from '#contract/liaison-pack.ts'
import { type Known, askable, askedAtFirst, askedOf, inAll, releasable, shownAtFirst, whyNotRelease } from './release.ts'

const label = (text: string) => inAll(() => text)
const field = (code: string, part: LiaisonField['part'], type: LiaisonField['type'] = 'text'): LiaisonField => ({ code, part, type, label: label(code), required: false })
const TEMPLATE = [field('shipped', 'issue', 'number'), field('verdict', 'inspection', 'choice'), field('blame', 'inspection', 'liability'), field('cause', 'answer', 'long'), field('causeCode', 'answer', 'cause'), field('liability', 'answer', 'liability'), field('reply', 'answer', 'long')]
const KNOWN: Known = { template: TEMPLATE, fields: { shipped: 5000 }, inspection: { verdict: 'bad', blame: 'ours' }, product: '端子', lot: null, order: '', demand: '换货', customerName: '华星', customerPhone: '13800000000' }
const released = releasable(KNOWN, label, (_, value) => `<${value}>`)
const NOTHING_TOLD = { byName: false, byPhone: false }
const why = (wish: { shows?: string[]; asks?: string[]; reason?: string }, told = NOTHING_TOLD) => whyNotRelease({ shows: [], asks: [], reason: '', ...wish }, released, TEMPLATE, told)

describe('what can be released', () => {
  test('everything with a value, in words, but who is to blame and the part that answers', () => {
    expect(released.map(({ code, value }) => [code, value])).toEqual([['product', '端子'], ['demand', '换货'], ['customerName', '华星'], ['customerPhone', '13800000000'], ['shipped', '<5000>'], ['verdict', '<bad>']])
  })
  test('proposed are the goods, and neither the customer nor what they want', () => {
    expect(shownAtFirst(released)).toEqual(['product', 'shipped', 'verdict'])
  })
  test('an outsider is asked what needs no words of the house; the answer to the customer is not proposed', () => {
    expect(askable(TEMPLATE).map(({ code }) => code)).toEqual(['cause', 'reply'])
    expect(askedAtFirst(TEMPLATE)).toEqual(['cause'])
    expect(askedOf(TEMPLATE, ['liability', 'cause', 'shipped']).map(({ code }) => code)).toEqual(['cause'])
  })
})

test.each([
  ['goods', { shows: ['product'] }, NOTHING_TOLD, null],
  ['what is not there', { shows: ['lot'] }, NOTHING_TOLD, 'liaison/not-releasable'],
  ['a question of the house', { asks: ['liability'] }, NOTHING_TOLD, 'liaison/not-releasable'],
  ['the name without a reason', { shows: ['customerName'], reason: ' ' }, NOTHING_TOLD, 'liaison/release-unexplained'],
  ['the name with one', { shows: ['customerName'], reason: '上门取样' }, { byName: true, byPhone: false }, null],
  ['words with a name that was not released', {}, { byName: true, byPhone: false }, 'liaison/tells-who'],
  ['words with a number where only the name was', { shows: ['customerName'], reason: '上门取样' }, { byName: true, byPhone: true }, 'liaison/tells-who'],
] as const)('released: %s', (_, wish, told, refusal) => {
  expect(why(wish as never, told)?.refusal.type ?? null).toBe(refusal)
})
