import type { z } from 'zod'
import { fileUnknown } from '#contract/files.ts'
import * as contract from '#contract/remedy.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { DAY, iso, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { meetClocks } from '#modules/clock/commands/run.ts'
import { noteOutcome } from '#modules/complaint/commands/close.ts'
import { type LockedComplaint, moveTo, subjectOf } from '#modules/complaint/commands/lock.ts'
import { attach, attachSigned } from '#modules/complaint/commands/attach.ts'
import { refuseOurs } from '#modules/complaint/commands/going.ts'
import { refuseWithoutAuthority } from '#modules/complaint/commands/representative.ts'
import { tell } from '#modules/notification/commands.ts'
import { OfferAccepted, OfferCountered, OfferDeclined, RemedyOffered } from '../events.ts'
import { STATE_AFTER, isLatest, whyNotAnswer, whyNotFor, whyNotOffer } from '../rules.ts'
import { standingOf } from '../queries/asked-now.ts'
import { type LockedProposal, change, factOf, lockProposal, refuseBelowLawNow, refuseStale } from './lock.ts'

const VALID_DAYS = 14

/** What was asked decided by the table and the case of then. Where those of today ask for a yes that nobody gave, it does not go out on the old word. */
const refuseLowered = async (tx: Tx, complaint: LockedComplaint, proposal: LockedProposal): Promise<void> => {
  const read = readerOf(tx.db)
  const { lacking } = await standingOf(read, tx.actor.organizationId, complaint, proposal)
  if (!lacking.length) return
  const { positions } = (await currentPack(read, tx.actor.organizationId)).body
  const names = new Set(lacking.map((slot) => slot.positions[0] ?? '').map((code) => positions.find((one) => one.code === code)?.label[tx.actor.locale] ?? code))
  throw new Problem(contract.limitLowered, { who: [...names].join(words(tx.actor.locale, ['papers', 'common', 'and']) ?? ', ') })
}

/** What the customer reads with the offer: its words, and the notes beside its items. */
const refuseTexts = async (tx: Tx, complaint: LockedComplaint, proposalId: string, { message, despite }: Pick<z.output<typeof contract.offer.input>, 'message' | 'despite'>): Promise<void> => {
  const noted = await tx.db.selectFrom('remedy.item').select('note').where('organization_id', '=', tx.actor.organizationId).where('proposal_id', '=', proposalId).where('note', 'is not', null).orderBy('no').execute()
  await refuseOurs(tx, complaint, { texts: [message, ...noted.map(({ note }) => note)].flatMap((text) => (text ? [['message', text] as const] : [])), despite })
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
  await refuseTexts(tx, complaint, proposal.id, input)
  const expires = plusMs(tx.now, (input.validDays ?? VALID_DAYS) * DAY)
  await change(tx, complaint, proposal, { state: 'offered', offered_at: tx.now, expires_at: expires, offer_message: input.message ?? null })
  await tx.record(RemedyOffered, { subject: subjectOf(complaint), payload: { ...factOf(proposal), expiresAt: iso(expires) }, reason: input.despite })
  await meetClocks(tx, complaint.id, complaint.unit_id, ['firstAction', 'informed', 'proposed'])
  await moveTo(tx, complaint, 'negotiation')
  return { id: input.id }
})

export interface Answering { readonly id: string; readonly answer: 'accept' | 'counter' | 'decline'; readonly counterFen?: number | null | undefined; readonly text?: string | null | undefined; readonly proof: { readonly kind: string; readonly fileId?: string | null | undefined; readonly note?: string | null | undefined; /** The file is a paper that lies with the case as signed already, by us. */ readonly shared?: boolean } }

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
  // What was agreed beside it and holds stays the outcome: something more was declined.
  if (c.outcome !== 'agreed') await noteOutcome(tx, c, 'declined')
  await moveTo(tx, c, 'remedy')
  return tx.record(OfferDeclined, { ...fact, payload })
}

/** A signature stands under this answer alone. */
const attachProof = async (tx: Tx, complaint: LockedComplaint, { kind, fileId, shared = false }: Answering['proof']) => {
  if (!fileId) return
  if (kind === 'signature' && !shared) return attachSigned(tx, complaint.id, fileId, 'proof', 'proof/fileId')
  if ((await attach(tx, complaint.id, [fileId], 'proof')).length) throw new Problem(fileUnknown, {}, 'proof/fileId')
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
  await attachProof(tx, complaint, input.proof)
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
