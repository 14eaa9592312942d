import type { z } from 'zod'
import type * as contract from '#contract/liaison.ts'
import type { LiaisonField } from '#contract/liaison-pack.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { AnswerDisputed, AnswerRejected, DisputeDecided, FormForwarded, SentBack, SignatureRecalled, StopAnswered, StopTaken } from '../events.ts'
import { askedOf } from '../release.ts'
import { whyNot, whyNotSide } from '../rules.ts'
import { seesCase, unitsOf } from '../who.ts'
import { act } from './act.ts'
import { refuseFaulty, refuseUnknownUnits } from './issue.ts'
import { writeAgain } from './link.ts'
import { type LockedStop, formFacts, lockParty, lockStop, refuseOutsiders, refuseStrangers, signerOf, unitName } from './lock.ts'
import { tellAll, tellDecided } from './telling.ts'

const payloadOf = async (tx: Tx, { about, form, stop }: LockedStop) => ({ complaintId: about.id, formId: form.id, number: form.number, stopId: stop.id, unit: await signerOf(tx, stop) })

/** Somebody of the unit says: I do this one. Others still can. */
export const take = command('liaison.take', async (tx, { id }: { id: string }) => {
  const locked = await lockStop(tx, id)
  await refuseOutsiders(tx, locked.stop.unit_id)
  const refusal = whyNot(formFacts(locked.form, locked.stops), { does: 'take', stop: id })
  if (refusal) throw new Problem(refusal)
  await tx.db.updateTable('liaison.stop').set({ taken_by: tx.actor.id, taken_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(StopTaken, { subject: locked.subject, payload: await payloadOf(tx, locked) })
  return { id: locked.form.id }
})

export const forward = command('liaison.forward', async (tx, input: z.output<typeof contract.forward.input>) => {
  const locked = await lockStop(tx, input.id)
  await refuseOutsiders(tx, locked.stop.unit_id)
  const units = await refuseUnknownUnits(tx, input.unitIds)
  const stands = whyNot(formFacts(locked.form, locked.stops), { does: 'forward', stop: input.id, units })
  if (stands) throw new Problem(stands)
  const fields = await refuseFaulty(tx, locked.form.template, 'inspection', input.fields, true)
  const done = await act(tx, locked, { does: 'forward', stop: input.id, units }, { ...input, answer: { fields, text: input.message, outcome: null } })
  await tx.record(FormForwarded, { subject: locked.subject, payload: { ...await payloadOf(tx, locked), unit: await unitName(tx, units), seal: done.seal } })
  await tellAll(tx, locked, done)
  return { id: locked.form.id }
})

/** What is asked of the unit; of an outsider, what was asked of them: the office writes down what came by telephone or by letter. */
const templateOf = async (tx: Tx, { form, stop }: LockedStop): Promise<unknown> => (stop.party_id ? askedOf(form.template as unknown as LiaisonField[], (await lockParty(tx, stop.party_id)).party.asks) : form.template)

export const answer = command('liaison.answer', async (tx, input: z.output<typeof contract.answer.input>) => {
  const locked = await lockStop(tx, input.id)
  await refuseOutsiders(tx, locked.stop.unit_id)
  const stands = whyNot(formFacts(locked.form, locked.stops), { does: 'answer', stop: input.id })
  if (stands) throw new Problem(stands)
  const fields = await refuseFaulty(tx, await templateOf(tx, locked), 'answer', input.fields, true)
  const done = await act(tx, locked, { does: 'answer', stop: input.id }, { ...input, answer: { fields, text: '', outcome: null } })
  await tx.record(StopAnswered, { subject: locked.subject, payload: { ...await payloadOf(tx, locked), seal: done.seal } })
  await tellAll(tx, locked, done)
  return { id: locked.form.id }
})

export const sendBack = command('liaison.sendBack', async (tx, { id, reason }: z.output<typeof contract.sendBack.input>) => {
  const locked = await lockStop(tx, id)
  await refuseOutsiders(tx, locked.stop.unit_id)
  const done = await act(tx, locked, { does: 'sendBack', stop: id }, { reason })
  await tx.record(SentBack, { subject: locked.subject, payload: await payloadOf(tx, locked), reason })
  await tellAll(tx, locked, done)
  return { id: locked.form.id }
})

/** One's own signature only: of the case for what was issued, of the unit for its part. */
export const recall = command('liaison.recall', async (tx, { id, reason }: z.output<typeof contract.recall.input>) => {
  const locked = await lockStop(tx, id)
  await (locked.stop.kind === 'issue' ? refuseStrangers(tx, locked.about.id) : refuseOutsiders(tx, locked.stop.unit_id))
  const done = await act(tx, locked, { does: 'recall', stop: id }, { reason })
  await tx.record(SignatureRecalled, { subject: locked.subject, payload: await payloadOf(tx, locked), reason })
  await tellAll(tx, locked, done)
  return { id: locked.form.id }
})

/** The business unit does not take the answer and asks again (E5). The customer's deadline runs on. */
export const reject = command('liaison.reject', async (tx, { id, reason, unitIds }: z.output<typeof contract.reject.input>) => {
  const locked = await lockStop(tx, id)
  await refuseStrangers(tx, locked.about.id)
  const again = unitIds ?? (locked.stop.party_id ? [] : [locked.stop.unit_id])
  const units = again.length ? await refuseUnknownUnits(tx, again) : []
  const done = await act(tx, locked, { does: 'reject', stop: id, units }, { reason })
  if (locked.stop.party_id && !units.length) await writeAgain(tx, await lockParty(tx, locked.stop.party_id), 'again')
  await tx.record(AnswerRejected, { subject: locked.subject, payload: await payloadOf(tx, locked), reason })
  await tellAll(tx, locked, done)
  return { id: locked.form.id }
})

const refuseThirdParties = async (tx: Tx, { about, stop }: LockedStop) => {
  const read = readerOf(tx.db)
  const refusal = whyNotSide({ sees: await seesCase(read, tx.actor.organizationId, about.id), mine: (await unitsOf(read, tx.actor)).has(stop.unit_id), open: stop.state === 'open' })
  if (refusal) throw new Problem(refusal)
}

/** Either side may ask the general manager's office to decide. */
export const dispute = command('liaison.dispute', async (tx, { id, reason }: z.output<typeof contract.dispute.input>) => {
  const locked = await lockStop(tx, id)
  await refuseThirdParties(tx, locked)
  const done = await act(tx, locked, { does: 'dispute', stop: id }, { reason })
  await tx.record(AnswerDisputed, { subject: locked.subject, payload: await payloadOf(tx, locked), reason })
  await tellAll(tx, locked, done)
  return { id: locked.form.id }
})

/** Binding for both sides: what stands is not rejected again, who has to answer does not send it back. */
export const decide = command('liaison.decide', async (tx, input: z.output<typeof contract.decide.input>) => {
  const locked = await lockStop(tx, input.id)
  await refuseOutsiders(tx, locked.stop.unit_id)
  const about = locked.stops.find((s) => s.id === locked.stop.about_id)
  const asked = input.outcome === 'again' ? input.unitIds ?? (about ? [about.unit_id] : []) : []
  const units = asked.length ? await refuseUnknownUnits(tx, asked) : []
  const done = await act(tx, locked, { does: 'decide', stop: input.id, outcome: input.outcome, units }, { fileIds: input.fileIds, signatureId: input.signatureId, message: input.text, answer: { fields: {}, text: input.text, outcome: input.outcome } })
  await tx.record(DisputeDecided, { subject: locked.subject, payload: { ...await payloadOf(tx, locked), unit: await unitName(tx, about ? [about.unit_id] : []), outcome: input.outcome, seal: done.seal }, reason: input.text })
  await tellAll(tx, locked, done)
  await tellDecided(tx, locked, locked.stop.about_id)
  return { id: locked.form.id }
})
