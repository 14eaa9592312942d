import type { z } from 'zod'
import * as contract from '#contract/liaison-outside.ts'
import type { LiaisonField } from '#contract/liaison-pack.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { PartyAnswered, PartyAsks, PartyLooked } from '../events.ts'
import { askedOf } from '../release.ts'
import { act } from './act.ts'
import { refuseFaulty } from './issue.ts'
import { type LockedParty, lockParty } from './lock.ts'
import { payloadOf } from './party.ts'
import { tellAll, tellLeaders } from './telling.ts'

/** The link by which somebody came. */
export interface ByLink { readonly linkId: string; readonly partyId: string }

/** A link that was taken back while the page was open opens nothing any more. */
const lockByLink = async (tx: Tx, { linkId, partyId }: ByLink): Promise<LockedParty> => {
  const locked = await lockParty(tx, partyId)
  const link = await tx.db.selectFrom('liaison.link').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).where('party_id', '=', partyId).where('revoked_at', 'is', null).where('until', '>', tx.now).executeTakeFirst()
  if (!link) throw new Problem(contract.partOver)
  return locked
}

/** The stop that waits for them. @throws Problem when they have signed, or nobody waits any more. */
const waiting = ({ form, stops, party }: LockedParty) => {
  const last = stops.findLast((s) => s.party_id === party.id)
  if (last?.state === 'open' && !form.ended_at) return last
  throw new Problem(last?.signed_at ? contract.partAnswered : contract.partOver)
}

type Answer = Omit<z.output<typeof contract.answerPart.input>, 'code'> & ByLink

/** Their part, signed with their name: sealed as all parts are. */
export const answerPart = command('liaison.answerOutside', async (tx, { name, fields, ...input }: Answer) => {
  const locked = await lockByLink(tx, input)
  const stop = waiting(locked)
  const filled = await refuseFaulty(tx, askedOf(locked.form.template as unknown as LiaisonField[], locked.party.asks), 'answer', fields, true)
  const done = await act(tx, locked, { does: 'answer', stop: stop.id }, { fileIds: input.fileIds, signatureId: input.signatureId, measures: input.measures, answer: { fields: filled, text: '', outcome: null }, signer: name })
  await tx.record(PartyAnswered, { subject: locked.subject, payload: { ...payloadOf(locked), stopId: stop.id, seal: done.seal } })
  await tellAll(tx, locked, done)
  await tellLeaders(tx, locked, 'answer')
  return { partyId: input.partyId }
})

/** The stop waits on; its clock runs. */
export const askFromOutside = command('liaison.askOutside', async (tx, { name, text, ...input }: Omit<z.output<typeof contract.askFromOutside.input>, 'code'> & ByLink) => {
  const locked = await lockByLink(tx, input)
  const stop = waiting(locked)
  const { n } = await tx.db.selectFrom('liaison.question').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', tx.actor.organizationId).where('stop_id', '=', stop.id).where('reply', 'is', null).executeTakeFirstOrThrow()
  if (n >= contract.MOST_QUESTIONS) throw new Problem(contract.questionsEnough)
  await tx.db.insertInto('liaison.question').values({ organization_id: tx.actor.organizationId, id: newId(), form_id: locked.form.id, complaint_id: locked.about.id, stop_id: stop.id, party_id: input.partyId, body: text, asked_by: name, asked_at: tx.now }).execute()
  await tx.record(PartyAsks, { subject: locked.subject, payload: { ...payloadOf(locked), stopId: stop.id } })
  await tellLeaders(tx, locked, 'question')
  return { partyId: input.partyId }
})

/** Somebody touched the page behind the link; the first time is written down. */
export const notePartOpened = command('liaison.openOutside', async (tx, input: ByLink) => {
  const locked = await lockByLink(tx, input)
  const first = await tx.db.updateTable('liaison.link').set({ opened_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.linkId).where('opened_at', 'is', null).returning('id').executeTakeFirst()
  if (first) await tx.record(PartyLooked, { subject: locked.subject, payload: payloadOf(locked) })
  return { done: true as const }
})
