import type { z } from 'zod'
import type { DeskItem } from '#contract/casefile.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { callsToMake } from '#modules/call-back/queries.ts'

type Item = z.input<typeof DeskItem>
/** How near an end is, as the desk draws it. */
type StateOf = (due: Instant, now: Instant) => Item['state']

const PLAIN = { complaintId: null, number: '', clockKind: null, urgency: 'general' } as const

/** Work that belongs to no case: calls that were missed. */
export const errandItems = async (read: Reader, actor: Actor, now: Instant, stateOf: StateOf): Promise<Item[]> => {
  const calls = actor.may('call-back.read') ? await callsToMake(read, actor, now) : []
  return calls.map((call): Item => ({ ...PLAIN, kind: 'callBack', id: call.id, customerName: call.customerName, unitName: call.unitName, timeZone: call.timeZone, what: call.number, dueAt: iso(call.dueAt), startedAt: iso(call.startedAt), state: stateOf(call.dueAt, now) }))
}
