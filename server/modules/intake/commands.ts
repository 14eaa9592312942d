import type { RegisterComplaint, Registered } from '#contract/complaint.ts'
import type { Kept } from '#contract/kept.ts'
import type { z } from 'zod'
import { type BatchItem, batchCommand } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { clocksStarted } from '#modules/clock/commands/run.ts'
import { nameAccused } from '#modules/complaint/commands/accused.ts'
import { registerComplaints } from '#modules/complaint/commands/register.ts'
import { holders, unitAndAbove } from '#modules/identity/queries/units.ts'
import { keepReceptions, noteTransfers } from './receptions.ts'
import { withoutOrigin } from './rules.ts'

const shownKept = (kept: Kept | undefined) => (kept ? { kept: { owner: kept.owner, handedOn: kept.handedOn, seen: kept.seen } } : {})

/** `namedLater`: it is known whom it is about, so that it goes to nobody by itself; the caller names them when all else is done. */
type Item = BatchItem<RegisterComplaint> & { readonly namedLater?: boolean }

/** Registration as the wire knows it: the case with its number, the portal code (only here) and the clocks that run. */
export const registerAll = async (tx: Tx, told: readonly Item[]) => {
  const items = told.map((item) => ({ ...item, input: withoutOrigin(item.input) }))
  const registered = await registerComplaints(tx, items)
  await keepReceptions(tx, items.flatMap(({ actor, input }, i) => { const made = registered[i]; return input.reception && made ? [{ actor, input, reception: input.reception, made }] : [] }))
  await noteTransfers(tx, items.flatMap(({ actor, input }, i) => { const made = registered[i]; return made ? [{ actor, input, made }] : [] }))
  const clocks = clocksStarted(tx)
  const kept = new Map<string, Kept>()
  // Last of all: whoever registers a complaint about their superior does not see it from here on.
  for (const [i, { actor, namedLater, input: { accusedIds = [] } }] of items.entries()) {
    const one = registered[i]
    if (one && accusedIds.length && !namedLater) kept.set(one.id, await nameAccused(tx, one.id, { personIds: accusedIds, reason: '', actor, field: 'accusedIds' }))
  }
  return registered.map((r): z.input<typeof Registered> => ({ ...shownKept(kept.get(r.id)),
    id: r.id, number: r.number, portalCode: r.portalCode, version: 1, state: 'open', stage: 'intake', urgency: r.urgency,
    customer: { id: r.customer.id, name: r.customer.name, phone: r.customer.phone }, points: [...r.points], clocks: clocks.get(r.id) ?? [], registeredAt: iso(tx.now), receivedAt: iso(r.receivedAt),
  }))
}

export const register = batchCommand('complaint.register', registerAll)

/** Who looks after what came in by itself: the unit's people, and the complaint officers above it. */
export const whoReceives = async (tx: Tx, unitId: string): Promise<string[]> => {
  const read = readerOf(tx.db)
  const near = await unitAndAbove(read, tx.actor.organizationId, unitId)
  const all = await holders(read, tx.actor.organizationId)
  return all.filter((h) => (h.unitId === unitId && h.rank > 0) || (near.includes(h.unitId) && h.role === 'officer')).map((h) => h.personId)
}
