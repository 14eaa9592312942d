import { expect, test } from 'vitest'
import { instant } from '#kernel/time.ts'
import { isFew } from '#contract/asking.ts'
import { isDissatisfied, mayRing, stateOn, whyNotAnswers, whyNotBody } from './rules.ts'

const hours = { calls_from: '09:30', calls_until: '20:00' }
const scale = { kind: 'scale' as const, text: '满意吗', choices: [] }
const choice = { kind: 'choice' as const, text: '再来吗', choices: ['来', '不来'] }
const words = { kind: 'text' as const, text: '还有什么', choices: [] }

test('customers are left in peace outside of the hours on the wall of their unit', () => {
  expect(mayRing(hours, 'Asia/Shanghai', instant('2026-11-23T01:29:59Z'))).toBe(false)
  expect(mayRing(hours, 'Asia/Shanghai', instant('2026-11-23T01:30:00Z'))).toBe(true)
  expect(mayRing(hours, 'Asia/Shanghai', instant('2026-11-23T12:00:59Z'))).toBe(true)
  expect(mayRing(hours, 'Asia/Shanghai', instant('2026-11-23T12:01:00Z'))).toBe(false)
  expect(mayRing(hours, 'Europe/London', instant('2026-11-23T12:00:00Z'))).toBe(true)
})

test('answers fit their questions, and something is said', () => {
  const questions = [scale, choice, words]
  expect(whyNotAnswers(questions, [5, '来', '很好'], null)).toBeNull()
  expect(whyNotAnswers(questions, [null, null, null], '放把椅子')).toBeNull()
  expect(whyNotAnswers(questions, [null, null, null], null)).not.toBeNull()
  expect(whyNotAnswers(questions, ['5', '来', null], null)).not.toBeNull()
  expect(whyNotAnswers(questions, [5, '也许', null], null)).not.toBeNull()
  expect(whyNotAnswers(questions, [5, '来'], null)).not.toBeNull()
})

test('a campaign is over after its last day, whoever forgot to end it', () => {
  const running = { state: 'running', until_on: '2026-11-30' }
  expect(stateOn(running, '2026-11-30')).toBe('running')
  expect(stateOn(running, '2026-12-01')).toBe('ended')
  expect(stateOn({ ...running, state: 'draft' }, '2026-12-01')).toBe('draft')
})

test('it ends after it begins, and a choice is between two at least', () => {
  const body = { from: '2026-11-01', until: '2026-11-30', callsFrom: '09:30', callsUntil: '20:00', questions: [choice] }
  expect(whyNotBody(body)).toBeNull()
  expect(whyNotBody({ ...body, until: '2026-10-31' })?.type).toBe('campaign/backwards')
  expect(whyNotBody({ ...body, callsUntil: '09:30' })?.type).toBe('campaign/backwards')
  expect(whyNotBody({ ...body, questions: [{ ...choice, choices: ['来', '来'] }] })?.type).toBe('campaign/choices-missing')
})

test('a low score is dissatisfaction, and fewer than five answers are few', () => {
  expect(isDissatisfied([5, '不来'])).toBe(false)
  expect(isDissatisfied([null, 2])).toBe(true)
  expect([4, 5].map(isFew)).toEqual([true, false])
})
