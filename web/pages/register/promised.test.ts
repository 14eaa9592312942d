import { expect, test } from 'vitest'
import type { PackView } from '#contract/packs.ts'
import { emptyDraft } from './draft.ts'
import { alarmOf, factsOf, promisable, startedBy } from './promised.ts'

const words = (text: string) => ({ 'zh-CN': text, 'zh-Hant': text, en: text })
const clock = (kind: string, ends: string, bound = 'ours') => ({ kind, ends, bound, label: words(kind), pauses: false, warnAt: 0.75, escalateTo: 'shopManager', basis: words(''), verified: false })
const rule = (id: string, when: Record<string, unknown>, amount: number, unit: string) => ({ id, when, gives: { clock: id, amount, unit } })
const pack = {
  categories: [{ code: 'harm', parent: null, label: words('伤害'), matter: 'product', keywords: [] }, { code: 'cut', parent: 'harm', label: words('割伤'), matter: 'product', keywords: [] }],
  clocks: [clock('ack', 'acknowledged'), clock('act', 'firstAction'), clock('fire', 'firstAction'), clock('left', 'proposed'), clock('reply', 'answered'), clock('review', 'answered'), clock('authority', 'informed', 'authority'), clock('end', 'closed')],
  tables: [{ table: 'clocks', version: '1', hit: 'collect', facts: [], examples: [], rules: [
    rule('ack', { event: 'received' }, 2, 'hours'), rule('act', { event: 'received', urgency: ['general', 'urgent'] }, 24, 'hours'), rule('fire', { event: 'received', presence: 'onPremises' }, 30, 'minutes'),
    rule('left', { event: 'departed' }, 24, 'hours'), rule('reply', { event: 'received' }, 7, 'naturalDays'), rule('review', { event: 'received', category: ['harm'] }, 3, 'workingDays'),
    rule('authority', { event: 'received', channel: 'walkIn' }, 1, 'workingDays'), rule('end', { event: 'received' }, 15, 'workingDays'),
  ] }],
} as unknown as PackView

const empty = emptyDraft('', '', '', 'walkIn')
const started = (change: Partial<typeof empty> = {}, urgency = 'general') => startedBy(pack, factsOf({ ...empty, ...change }, pack, urgency))
const kinds = (list: readonly { readonly clock: { readonly kind: string } }[]) => list.map((each) => each.clock.kind)

test('who stands here is promised the soonest of each kind, of what is ours to do', () => {
  expect(kinds(promisable(started({ presence: 'onPremises' })))).toEqual(['fire', 'ack', 'reply'])
  expect(kinds(promisable(started({ presence: 'onPremises', points: [{ key: 'a', text: '', wants: '', categoryCode: 'cut' }] })))).toEqual(['fire', 'ack', 'review'])
})

test('a way that has no clock of its own gets none: a call starts no fire alarm, a critical case no 24 hours', () => {
  expect(kinds(promisable(started({ channel: 'phone', presence: null })))).toEqual(['ack', 'act', 'reply'])
  expect(kinds(promisable(started({ channel: 'phone', presence: null }, 'critical')))).toEqual(['ack', 'reply'])
})

test('the alarm is the shortest time to act: half an hour for who is here, a day from the departure of who has left', () => {
  expect(alarmOf(started({ presence: 'onPremises' }))).toMatchObject({ clock: { kind: 'fire' }, amount: 30, ms: 30 * 60_000 })
  expect(alarmOf(started({ presence: 'left' }, 'critical'))).toMatchObject({ clock: { kind: 'left' }, event: 'departed' })
  expect(alarmOf(started({ presence: null }, 'critical'))).toBeNull()
})
