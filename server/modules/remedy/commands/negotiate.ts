import type { z } from 'zod'
import { fileUnknown } from '#contract/files.ts'
import * as contract from '#contract/remedy.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { DAY, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { type AuthorityFacts, highest, needed } from '#modules/authority/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { meetClocks } from '#modules/clock/commands/run.ts'
import { noteOutcome } from '#modules/complaint/commands/close.ts'
import { type LockedComplaint, moveTo, subjectOf } from '#modules/complaint/commands/lock.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { refuseWithoutAuthority } from '#modules/complaint/commands/representative.ts'
import { phonesOfCase, refuseGoing } from '#modules/communication/port.ts'
import { refuseWords } from '#modules/knowledge/commands/refuse.ts'
import { tell } from '#modules/notification/commands.ts'
import { CounterDeclined, OfferAccepted, OfferCountered, OfferDeclined, RemedyOffered } from '../events.ts'
import { STATE_AFTER, isLatest, whyNotAnswer, whyNotDeclineCounter, whyNotFor, whyNotOffer } from '../rules.ts'
import { standingFacts } from '../queries/weigh.ts'
import { type LockedProposal, change, factOf, lockProposal, refuseBelowLawNow, refuseStale } from './lock.ts'

const VALID_DAYS = 14

/** What was asked decided by the table and the case of then. Where those of today ask for more than stands behind it, it does not go out on the old word. Sums stay: cases of one customer were weighed one after the other. */
const refuseLowered = async (tx: Tx, complaint: LockedComplaint, proposal: LockedProposal): Promise<void> => {
  const read = readerOf(tx.db)
  const pack = await currentPack(read, tx.actor.organizationId)
  const facts = { ...proposal.facts as unknown as AuthorityFacts, ...await standingFacts(read, tx.actor.organizationId, complaint) }
  const asked = needed(await pack.policy('authority'), facts, pack.body.positions)
  if (highest(asked) > (proposal.backed_rank ?? proposal.needed_rank)) throw new Problem(contract.limitLowered)
}

/** Puts an approved proposal before the customer. Above one's limit it cannot come here without approval. */
export const offer = command('remedy.offer', async (tx, input: z.output<typeof contract.offer.input>) => {
  const { complaint, proposal } = await lockProposal(tx, input.id)
  const refusal = whyNotOffer(proposal)
  if (refusal) throw new Problem(refusal)
  refuseStale(proposal, input.version)
  await refuseLowered(tx, complaint, proposal)
  await refuseWithoutAuthority(tx, complaint)
  await refuseBelowLawNow(tx, complaint, proposal)
  if (input.message) {
    await refuseWords(tx, { text: input.message, field: 'message', despite: input.despite, phones: await phonesOfCase(tx, complaint.id) })
    await refuseGoing(tx, { complaint, text: input.message, field: 'message' })
  }
  // Notes stand beside the items before the customer's eyes.
  const noted = await tx.db.selectFrom('remedy.item').select('note').where('organization_id', '=', tx.actor.organizationId).where('proposal_id', '=', proposal.id).where('note', 'is not', null).execute()
  for (const { note } of noted) await refuseGoing(tx, { complaint, text: note ?? '', field: 'message' })
  const expires = plusMs(tx.now, (input.validDays ?? VALID_DAYS) * DAY)
  await change(tx, complaint, proposal, { state: 'offered', offered_at: tx.now, expires_at: expires, offer_message: input.message ?? null })
  await tx.record(RemedyOffered, { subject: subjectOf(complaint), payload: { ...factOf(proposal), expiresAt: iso(expires) }, reason: input.despite })
  await meetClocks(tx, complaint.id, complaint.unit_id, ['firstAction', 'informed', 'proposed'])
  await moveTo(tx, complaint, 'negotiation')
  return { id: input.id }
})

export interface Answering { readonly id: string; readonly answer: 'accept' | 'counter' | 'decline'; readonly counterFen?: number | null | undefined; readonly text?: string | null | undefined; readonly proof: { readonly kind: string; readonly fileId?: string | null | undefined; readonly note?: string | null | undefined } }

const proposalsOf = (tx: Tx, p: LockedProposal) => tx.db.selectFrom('remedy.proposal').select(['no', 'state', 'offered_at']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', p.complaint_id).execute()

/** What somebody of us says the customer pressed or signed is their word about it, not the customer's hand. */
const isInHand = ({ actor }: Tx, { proof: { kind, fileId } }: Answering): boolean => (kind === 'portal' ? actor.kind === 'portal' : kind === 'signature' && Boolean(fileId))

const recordAnswer = async (tx: Tx, c: LockedComplaint, p: LockedProposal, input: Answering) => {
  const fact = { subject: subjectOf(c), reason: input.text || undefined }
  const payload = { ...factOf(p), proof: input.proof.kind }
  if (input.answer === 'accept') {
    await noteOutcome(tx, c, 'agreed')
    return tx.record(OfferAccepted, { ...fact, payload: { ...payload, inHand: isInHand(tx, input) } })
  }
  if (input.answer === 'counter') return tx.record(OfferCountered, { ...fact, payload: { ...payload, counterFen: input.counterFen ?? null } })
  await noteOutcome(tx, c, 'declined')
  await moveTo(tx, c, 'remedy')
  return tx.record(OfferDeclined, { ...fact, payload })
}

const attachProof = async (tx: Tx, complaint: LockedComplaint, fileId: string | null | undefined) => {
  const missing = fileId ? await attach(tx, complaint.id, [fileId], 'proof') : []
  if (missing.length) throw new Problem(fileUnknown, {}, 'proof/fileId')
}

const refuseEmptyCounter = ({ answer: said, text, counterFen }: Answering) => {
  if (said === 'counter' && !text && (counterFen === null || counterFen === undefined)) throw new Problem(contract.counterAmountMissing, {}, 'counterFen')
}

/** The customer's answer with its proof: from the portal, or as written down by the handler. */
export const answerOffer = async (tx: Tx, input: Answering) => {
  const { complaint, proposal } = await lockProposal(tx, input.id)
  const refusal = whyNotFor(complaint.identity, tx.actor.kind) ?? whyNotAnswer({ ...proposal, latest: isLatest(proposal, await proposalsOf(tx, proposal)) }, tx.now)
  if (refusal) throw new Problem(refusal)
  refuseEmptyCounter(input)
  if (input.answer === 'accept') await refuseWithoutAuthority(tx, complaint)
  await attachProof(tx, complaint, input.proof.fileId)
  await tx.db.insertInto('remedy.answer').values({
    organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaint.id, proposal_id: proposal.id, answer: input.answer, counter_fen: input.counterFen ?? null, body: input.text ?? null,
    proof: input.proof.kind, proof_file: input.proof.fileId ?? null, proof_note: input.proof.note || null, by_id: tx.actor.kind === 'person' ? tx.actor.id : null, at: tx.now,
  }).execute()
  await change(tx, complaint, proposal, { state: STATE_AFTER[input.answer] })
  await recordAnswer(tx, complaint, proposal, input)
  if (tx.actor.kind === 'portal') await tell(tx, { to: [...(complaint.owner_id ? [complaint.owner_id] : []), proposal.proposed_by], name: `offer-${input.answer}`, subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id: input.id }
}

export const answer = command('remedy.answer', (tx, input: z.output<typeof contract.answer.input>) => answerOffer(tx, input))

/** A friendly no to a counter-demand: grounds and the customer's further ways (F7). */
export const declineCounter = command('remedy.declineCounter', async (tx, input: z.output<typeof contract.declineCounter.input>) => {
  const { complaint, proposal } = await lockProposal(tx, input.id)
  const refusal = whyNotDeclineCounter(proposal)
  if (refusal) throw new Problem(refusal)
  refuseStale(proposal, input.version)
  await refuseWords(tx, { text: input.grounds, field: 'grounds', despite: input.despite, phones: await phonesOfCase(tx, complaint.id) })
  await refuseGoing(tx, { complaint, text: input.grounds, field: 'grounds' })
  await tx.db.insertInto('remedy.declined_counter').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaint.id, proposal_id: proposal.id, grounds: input.grounds, further_ways: input.furtherWays, despite: input.despite || null, by_id: tx.actor.id, at: tx.now }).execute()
  await change(tx, complaint, proposal, { state: 'counterDeclined' })
  await tx.record(CounterDeclined, { subject: subjectOf(complaint), payload: { ...factOf(proposal), furtherWays: input.furtherWays }, reason: input.grounds })
  return { id: input.id }
})
