import { expect, test } from 'vitest'
import { inUnit } from './measured.ts'
import { borneBy, feeRuleOf, whyNotAccredited, whyNotAnswers, whyNotAsk, whyNotRest } from './rules.ts'

const asked = [{ pointId: 'p', code: 'authenticity' }]
const before = (change: object = {}) => ({ opinionId: 'a', pointId: 'p', code: 'authenticity', state: 'reported', contested: false, secondTo: null, finding: 'genuine', ...change })
const ask = (earlier: ReturnType<typeof before>[], secondTo: string | null = null) => whyNotAsk(asked, earlier, secondTo)?.refusal.type ?? null

test('a question is before one expert at a time, and asked again only when it is contested or could not be told', () => {
  expect([ask([]), ask([before({ code: 'weight' })]), ask([before({ finding: 'undetermined' })])]).toEqual([null, null, null])
  expect(ask([before({ state: 'asked', finding: null })])).toBe('expert/asked-twice')
  expect([ask([before()]), ask([before()], 'a'), ask([before({ contested: true })])]).toEqual(['expert/first-uncontested', 'expert/first-uncontested', 'expert/first-uncontested'])
  expect(ask([before({ contested: true })], 'a')).toBeNull()
  expect(ask([before({ contested: true }), before({ opinionId: 'b', state: 'asked', finding: null, secondTo: 'a', code: 'weight' })], 'a')).toBe('expert/second-under-way')
  expect(whyNotAsk([...asked, ...asked], [], null)).toMatchObject({ at: 1 })
})

test('an accreditation has a number and holds on the day', () => {
  const why = (number: string | null, until: string | null) => whyNotAccredited(number, until, '2026-11-23')?.type ?? null
  expect([why('CMA 1', null), why('CMA 1', '2026-11-23')]).toEqual([null, null])
  expect([why(' ', null), why(null, null), why('CMA 1', '2026-11-22')]).toEqual(['expert/not-accredited', 'expert/not-accredited', 'expert/accreditation-over'])
})

test('every question has one of its answers, once', () => {
  const questions = [{ id: '1', answers: [{ finding: 'genuine' as const }] }, { id: '2', answers: [{ finding: 'fullWeight' as const }] }]
  const why = (...given: [string, string][]) => whyNotAnswers(questions, given.map(([questionId, finding]) => ({ questionId, finding })))
  expect(why(['1', 'genuine'], ['2', 'fullWeight'])).toBeNull()
  expect(why(['1', 'genuine'])?.refusal.type).toBe('expert/answer-wanting')
  expect([why(['1', 'fullWeight'])?.field, why(['1', 'genuine'], ['1', 'genuine'])?.field, why(['3', 'genuine'])?.field]).toEqual(['answers/0/finding', 'answers/1/finding', 'answers/0/finding'])
})

test('why one decides is said where there is another, or it is contested', () => {
  const o = { state: 'reported', version: 1, consent: 'given', contested_at: null }
  const rest = (change: object, more: object = {}) => whyNotRest({ ...o, person_id: null, ...more }, { why: null, others: 0, seconds: [], already: false, by: 'k', ...change }, 1)?.refusal.type ?? null
  expect([rest({}), rest({ others: 1, why: '更准' })]).toEqual([null, null])
  expect([rest({ others: 1 }), rest({}, { contested_at: new Date() }), rest({ others: 1, why: ' ' })]).toEqual(['expert/why-missing', 'expert/why-missing', 'expert/why-missing'])
  expect([rest({ seconds: ['asked'] }), rest({ already: true }), rest({}, { state: 'asked' }), rest({}, { version: 2 })]).toEqual(['expert/second-under-way', 'expert/basis-already', 'expert/not-reported', 'kernel/stale-version'])
})

test('who loses bears the fee; what is not the customer’s alone is the firm’s', () => {
  expect([borneBy('firm', ['customer']), borneBy('customer', ['ours']), borneBy('loser', [])]).toEqual(['firm', 'customer', null])
  expect([borneBy('loser', ['none']), borneBy('loser', ['customer', 'none']), borneBy('loser', ['shared']), borneBy('loser', ['none', 'ours']), borneBy('loser', ['thirdParty'])]).toEqual(['customer', 'customer', 'firm', 'firm', 'firm'])
  expect([feeRuleOf(['firm', 'customer']), feeRuleOf(['firm', 'loser', 'customer']), feeRuleOf([])]).toEqual(['customer', 'loser', 'firm'])
})

test('thousandths are read as one writes them', () => {
  expect([inUnit(916_200, '‰'), inUnit(3_520, 'g'), inUnit(42_500_000, 'MPa'), inUnit(5, 'g')]).toEqual(['916.2‰', '3.52 g', '42500 MPa', '0.005 g'])
})
