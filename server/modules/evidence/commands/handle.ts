import type { z } from 'zod'
import * as contract from '#contract/evidence.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { type LockedComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { refuseUnknown } from '#modules/custody/commands/handle.ts'
import { tell } from '#modules/notification/commands.ts'
import { EvidenceExtended, EvidenceMoved } from '../events.ts'
import { endOf, nextWarning, whyNotStep } from '../rules.ts'
import { type LockedEvidence, addLink, changeItem, lockItem, tellsOf } from './lock.ts'
import { momentIn, zoneOf } from './take.ts'

type Step = z.output<typeof contract.moveEvidence.input>

const refusePeople = async (tx: Tx, complaint: LockedComplaint, people: Readonly<Record<string, string | undefined>>) => {
  for (const [field, id] of Object.entries(people)) {
    if (!id) continue
    await refuseUnknown(tx, id, field)
    await refuseDependent(tx, complaint, id, field)
  }
}

/** How the item stands after a step. */
const after = (tx: Tx, item: LockedEvidence, step: Step): Record<string, unknown> => {
  const end = endOf(step.kind)
  const receiver = step.toId ? { holder_id: step.toId, holder_name: null } : { holder_id: null, holder_name: step.toName || null }
  return {
    place: step.place?.trim() ? step.place : item.place,
    ...(step.kind === 'handed' && receiver), ...(step.kind === 'sealed' && { seal: step.seal }), ...(step.kind === 'secured' && { secured_at: tx.now, warn_at: null }), ...(end && { state: end, holder_id: null, warn_at: null }),
  }
}

/** One more link of the chain: sealed, handed on, stored, examined, secured, or let go before a second person. */
export const move = command('evidence.move', async (tx, input: Step) => {
  const { complaint, item } = await lockItem(tx, input.id, input.version)
  const fault = whyNotStep(item, input, tx.actor.id)
  if (fault) throw new Problem(fault.refusal, {}, fault.field)
  await refusePeople(tx, complaint, { toId: input.toId, witnessId: input.witnessId })
  const toId = input.kind === 'handed' ? input.toId ?? null : null
  const link = await addLink(tx, complaint, item.id, { kind: input.kind, why: input.why, seal: input.seal ?? null, witnessId: input.witnessId ?? null, signatureId: input.signatureId ?? null, place: input.place?.trim() ? input.place : item.place, fromId: item.holder_id, toId, toName: input.toId ? null : input.toName ?? null, fileIds: input.fileIds ?? [] })
  await changeItem(tx, item.id, after(tx, item, input))
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(EvidenceMoved, { subject, payload: { ...await tellsOf(tx, complaint, item.id, link), evidenceStep: input.kind }, reason: input.why })
  await tell(tx, { to: toId && toId !== item.holder_id ? [toId] : [], name: 'evidenceHanded', subject, payload: { number: item.number } })
  return { id: item.id }
})

/** Kept longer than it would be: whoever keeps it agreed, or somebody decided it, and why. */
export const extend = command('evidence.extend', async (tx, input: z.output<typeof contract.keepLonger.input>) => {
  const { complaint, item } = await lockItem(tx, input.id, input.version)
  if (!item.kept_until || item.secured_at) throw new Problem(contract.notExpiring)
  const until = momentIn(input.until, 'until')
  if (until <= item.kept_until || until <= tx.now) throw new Problem(contract.notLonger, {}, 'until')
  const link = await addLink(tx, complaint, item.id, { kind: 'extended', why: input.why, place: item.place, fromId: item.holder_id, until })
  await changeItem(tx, item.id, { kept_until: until, expired_at: null, warn_at: nextWarning(until, item.warn_days as number[], await zoneOf(tx, item.unit_id), tx.now) })
  await touch(tx, complaint, {})
  await tx.record(EvidenceExtended, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, complaint, item.id, link), untilBefore: iso(item.kept_until), until: iso(until) }, reason: input.why })
  return { id: item.id }
})
