import { expect, test } from 'vitest'
import { askedOf, faultsIn, fits, keptOf, saidIn } from '#contract/asking.ts'
import type { Question } from '#contract/questions.ts'

const said = (text: string) => ({ 'zh-CN': text, 'zh-Hant': '', en: '' })
const question = (code: string, kind: Question['kind'], more: Partial<Question> = {}): Question => ({ code, kind, text: said(code), hint: null, required: false, choices: [], showIf: null, ...more })
const yesNo = [{ code: 'y', label: said('是') }, { code: 'n', label: said('否') }]
const CHAIN = [question('a', 'choice', { choices: yesNo, required: true }), question('b', 'scale', { showIf: { code: 'a', is: ['y'] } }), question('c', 'text', { required: true, showIf: { code: 'b', is: ['1', '2'] } })]

test('what hangs on a question that is not asked is not asked either', () => {
  const asked = (answers: object) => askedOf(CHAIN, answers as never).map(({ code }) => code)
  expect(asked({})).toEqual(['a'])
  expect(asked({ a: 'y' })).toEqual(['a', 'b'])
  expect(asked({ a: 'y', b: 2 })).toEqual(['a', 'b', 'c'])
  expect(asked({ a: 'n', b: 2 })).toEqual(['a'])
  expect(keptOf(CHAIN, { a: 'n', b: 2, c: 'x' })).toEqual({ a: 'n' })
  expect(faultsIn(CHAIN, { a: 'y', b: 1 })).toEqual([{ code: 'c', fault: 'missing' }])
  expect(faultsIn(CHAIN, { a: 'y', b: 4 })).toEqual([])
})

test('an answer is of its kind: days there are, numbers that end, choices there are, each once', () => {
  expect(['2026-02-28', '2024-02-29', '2026-02-29', '2026-13-01', '2026-1-1', '2026-11-31', ''].map((day) => fits('day', [], day))).toEqual([true, true, false, false, false, false, false])
  expect([1, 5, 0, 6, 2.5, '3'].map((score) => fits('scale', [], score))).toEqual([true, true, false, false, false, false])
  expect([1, -2.5, Number.NaN, Number.POSITIVE_INFINITY, '1'].map((number) => fits('number', [], number))).toEqual([true, true, false, false, false])
  expect([['a'], ['a', 'b'], ['a', 'a'], ['z'], 'a'].map((values) => fits('choices', ['a', 'b'], values))).toEqual([true, true, false, false, false])
})

test('who reads another language sees the one there is', () => {
  expect(saidIn(said('问题'), 'en')).toBe('问题')
  expect(saidIn({ 'zh-CN': '问题', 'zh-Hant': ' ', en: 'Question' }, 'zh-Hant')).toBe('问题')
})
