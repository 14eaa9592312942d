import { expect, test } from 'vitest'
import type { NoticeDefault } from '#contract/notice-pack.ts'
import { choicesOf } from './rules/choices.ts'

const RULES: readonly NoticeDefault[] = [
  { code: 'waiting', kinds: ['customer'], roles: ['handler'], media: ['sms', 'push'] },
  { code: 'leads', kinds: ['customer'], roles: ['manager'], media: ['mail'] },
  { code: 'all', kinds: ['customer', 'progress'], media: ['wecom'] },
]
const of = (own: Parameters<typeof choicesOf>[0], roles: string[], leads = false) => {
  const { customer, progress, feedback, escalation } = choicesOf(own, { roles, leads }, RULES)
  return { customer, progress, feedback, escalation }
}

test('a role the pack names goes before everybody, everybody before what holds everywhere', () => {
  expect(of({}, ['handler'])).toMatchObject({ customer: { media: ['sms', 'push'], by: 'pack' }, progress: { media: ['wecom'], by: 'pack' }, feedback: { media: ['mail'], by: 'program' } })
  expect(of({}, ['officer']).customer).toMatchObject({ media: ['wecom'], by: 'pack' })
})

test('who has two roles hears by the ways of both', () => {
  expect(of({}, ['manager', 'handler']).customer.media).toEqual(['mail', 'sms', 'push'])
})

test('one’s own choice goes before the pack, also none at all, and tells what it would be otherwise', () => {
  expect(of({ customer: [] }, ['handler']).customer).toEqual({ media: [], by: 'self', otherwise: { media: ['sms', 'push'], by: 'pack' } })
  expect(of({ customer: [] }, ['handler']).progress.by).toBe('pack')
})

test('who leads hears of escalations by SMS where the pack says nothing', () => {
  expect(of({}, [], true).escalation.media).toContain('sms')
  expect(of({}, [], false).escalation.media).not.toContain('sms')
})
