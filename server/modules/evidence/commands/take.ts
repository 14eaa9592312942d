import type { z } from 'zod'
import { invalidInput } from '#contract/common.ts'
import * as contract from '#contract/evidence.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { nextNumber } from '#kernel/numbered.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, inOurTimes, instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { dueIn } from '#modules/clock/queries/hours.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { refuseUnknown } from '#modules/custody/commands/handle.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { USUAL, clocksFor } from '../clocks.ts'
import { EvidenceTaken } from '../events.ts'
import { nextWarning } from '../rules.ts'
import { addLink, tellsOf } from './lock.ts'

type Given = z.output<typeof contract.TakeEvidence>

export const momentIn = (given: string, field: string): Instant => {
  if (!inOurTimes(given)) throw new Problem(invalidInput, {}, field)
  return instant(given)
}

export const zoneOf = async (tx: Tx, unitId: string): Promise<string> => (await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId))?.time_zone ?? 'UTC'

/** Until when it is kept: by the rule that was chosen, in natural days of the unit, or as somebody says. */
const keptAs = async (tx: Tx, complaint: LockedComplaint, { kind, clock }: Given, collected: Instant) => {
  if (!clock) return {}
  const read = readerOf(tx.db)
  const from = clock.from ? momentIn(clock.from, 'clock/from') : collected
  const named = async (until: Instant, field: string, warn: readonly number[]) => {
    if (until <= tx.now) throw new Problem(contract.keptUntilPast, {}, field)
    return { kept_from: from, kept_until: until, warn_days: JSON.stringify(warn), warn_at: nextWarning(until, warn, await zoneOf(tx, complaint.unit_id), tx.now) }
  }
  if ('until' in clock) return named(momentIn(clock.until, 'clock/until'), 'clock/until', USUAL)
  const rule = (await clocksFor(read, complaint, kind)).find((one) => one.rule === clock.rule)
  if (!rule) throw new Problem(contract.clockUnknown, {}, 'clock/rule')
  const until = await dueIn(read, tx.actor.organizationId, complaint.unit_id, { amount: rule.days, unit: 'naturalDays' }, from)
  return { rule: rule.rule, table_version: rule.tableVersion, label: JSON.stringify(rule.label), facts: JSON.stringify(rule.facts), ...await named(until, 'clock/rule', rule.warn) }
}

const refuseGoods = async (tx: Tx, complaint: LockedComplaint, { kind, goodsId }: Given) => {
  if (kind !== 'goods' && !goodsId) return
  const held = kind === 'goods' && goodsId ? await tx.db.selectFrom('custody.item').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('id', '=', goodsId).where('state', '=', 'held').executeTakeFirst() : undefined
  if (!held) throw new Problem(contract.goodsUnknown, {}, 'goodsId')
}

/** Evidence of a case that is locked and open. */
export const collect = async (tx: Tx, complaint: LockedComplaint, input: Omit<Given, 'complaintId'>): Promise<string> => {
  const given = { ...input, complaintId: complaint.id }
  const collected = momentIn(input.collectedAt, 'collectedAt')
  if (collected > tx.now) throw new Problem(contract.collectedLater, {}, 'collectedAt')
  if (input.collectedById) await refuseUnknown(tx, input.collectedById, 'collectedById')
  await refuseGoods(tx, complaint, given)
  const kept = await keptAs(tx, complaint, given, collected)
  const [id, number] = [newId(), await nextNumber(tx, 'evidence.item', complaint.number, 'Z')]
  const holder = input.holderName ? null : tx.actor.id
  await tx.db.insertInto('evidence.item').values({
    organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, unit_id: complaint.unit_id, number, kind: input.kind, what: input.what, origin: input.origin, collected_at: collected, collected_by: input.collectedById ?? tx.actor.id, collected_place: input.collectedPlace,
    seal: input.seal || null, holder_id: holder, holder_name: input.holderName || null, place: input.place, goods_id: input.goodsId ?? null, state: 'held', ...kept,
  }).execute()
  const link = await addLink(tx, complaint, id, { kind: 'taken', why: input.origin, place: input.place, toId: holder, toName: input.holderName ?? null, seal: input.seal ?? null, fileIds: input.fileIds ?? [] })
  await tx.record(EvidenceTaken, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, complaint, id, link), evidenceKind: input.kind }, reason: input.what })
  return id
}

/** D10: what backs the case, from where it came until it is let go. */
export const take = command('evidence.take', async (tx, { complaintId, ...input }: Given) => {
  const complaint = await lockOpen(tx, complaintId)
  const id = await collect(tx, complaint, input)
  await touch(tx, complaint, {})
  return { id }
})
