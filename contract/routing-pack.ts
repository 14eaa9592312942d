import { z } from 'zod'
import { Code, Words } from './common.ts'
import { UnitPlace } from './place.ts'

/**
 * What a rule of the table `routing` gives. `place`: the unit that handles the case, which goes on belonging to the unit that received it. `owner`: the position
 * there, or the nearest above, that looks after it; null: whoever received it, else the queue. `tell`: positions that hear of it at once.
 */
export const RoutingGiven = z.strictObject({ place: UnitPlace, owner: Code.nullable().default(null), tell: z.array(Code).max(10).default([]), why: Words })
export type RoutingGiven = z.infer<typeof RoutingGiven>

/** What of a case the table may ask. */
export const WAY_FACTS = ['category', 'nature', 'matter', 'product', 'amountFen', 'customerClass', 'urgency', 'channel', 'unit'] as const

/** For packs that were installed before there was such a table: as it was without. */
export const PLAIN_WAY = {
  table: 'routing', version: '1.0.0', hit: 'first' as const, facts: [...WAY_FACTS],
  rules: [{ id: 'usual', when: {}, gives: { place: { kind: 'own' }, owner: null, tell: [], why: { 'zh-CN': '没有另行规定的，由受理的部门处理。', 'zh-Hant': '沒有另行規定的，由受理部門處理。', en: 'Where nothing else is set, the unit that received it handles it.' } } }],
  examples: [{ facts: { channel: 'phone' }, rules: ['usual'] }],
}
