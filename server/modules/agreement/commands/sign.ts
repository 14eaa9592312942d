import type { z } from 'zod'
import * as contract from '#contract/agreement.ts'
import { fileUnknown } from '#contract/files.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { attachSigned } from '#modules/complaint/commands/attach.ts'
import { holders } from '#modules/identity/queries/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { tell } from '#modules/notification/commands.ts'
import { answerOffer } from '#modules/remedy/commands/negotiate.ts'
import { signAgreed } from '#modules/settlement/commands.ts'
import { PaperCompleted, PaperSigned } from '../events.ts'
import { whoElseSigns, whoSigns } from '../queries/signatory.ts'
import { MOST_SIGNATURE, lacking, whyNotAgain, whyNotSign, whyNotStill } from '../rules.ts'
import { sealOf } from '../seal.ts'
import { type LockedPaper, changePaper, endLinks, factOf, lockToAct, proposalRow, signaturesOn } from './lock.ts'

export interface Signing { readonly side: contract.Side; readonly way: contract.SignWay; readonly name: string; readonly fileId: string; readonly linkId?: string; readonly contact?: string }

/** For whom they sign: the customer's representative for the customer, of us everybody by their post. */
const capacityOf = async (tx: Tx, { complaint, text }: LockedPaper, side: contract.Side): Promise<string | null> => {
  if (side === 'customer') return text.representative?.relation ?? null
  const read = readerOf(tx.db)
  const held = (await holders(read, tx.actor.organizationId)).filter((h) => h.personId === tx.actor.id).toSorted((a, b) => Number(b.unitId === complaint.unit_id) - Number(a.unitId === complaint.unit_id) || b.rank - a.rank)[0]
  const { body } = await currentPack(read, tx.actor.organizationId)
  return body.positions.find(({ code }) => code === held?.positionCode)?.label[text.locale] ?? null
}

/** What they put their name with. A hand is drawn for this text alone: what lies in the case already, or was void, is nobody's name here. */
const fileOf = async (tx: Tx, { fileId: id, way }: Pick<Signing, 'fileId' | 'way'>) => {
  const file = await tx.db.selectFrom('files.file').select(['sha256', 'media_type', 'bytes', 'subject_id', 'uploaded_by']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!file) throw new Problem(fileUnknown, {}, 'fileId')
  if (way === 'paper') return file
  if (file.media_type !== 'image/png' || file.bytes > MOST_SIGNATURE) throw new Problem(contract.drawingMissing, {}, 'fileId')
  if (file.subject_id !== null || file.uploaded_by !== tx.actor.id) throw new Problem(fileUnknown, {}, 'fileId')
  return file
}

/** Their name under it is their yes, where they had not said it yet; where they had, it is the proof of it. */
const agree = async (tx: Tx, { complaint, paper }: LockedPaper, fileId: string, shared: boolean) => {
  const proposal = await proposalRow(tx, paper.proposal_id)
  if (proposal?.state === 'agreed') await signAgreed(tx, { complaintId: complaint.id, agreed: { remedyId: paper.proposal_id }, fileId, shared })
  else await answerOffer(tx, { id: paper.proposal_id, answer: 'accept', proof: { kind: 'signature', fileId, shared } })
}

const keep = async (tx: Tx, { complaint, paper, subject, text }: LockedPaper, one: Signing, capacity: string | null, sha256: string) => {
  const row = { side: one.side, name: one.name, capacity, way: one.way, file_sha256: sha256, by_id: tx.actor.kind === 'person' ? tx.actor.id : null, contact: one.contact ?? null, signed_at: tx.now }
  const [id, seal] = [newId(), sealOf(paper.sha256 ?? '', row)]
  try {
    await tx.db.insertInto('agreement.signature').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, paper_id: paper.id, ...row, file_id: one.fileId, link_id: one.linkId ?? null, seal }).execute()
  } catch (error) {
    if (sqlState(error)?.constraint === 'signature_once') throw new Problem(contract.signedAlready)
    if (sqlState(error)?.constraint === 'drawing_once') throw new Problem(fileUnknown, {}, 'fileId')
    throw error
  }
  await tx.record(PaperSigned, { subject, payload: { ...factOf(paper), signatureId: id, side: one.side, signWay: one.way, seal } })
  if (one.side === 'customer') await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'agreementSigned', subject, payload: { number: text.number } })
}

const complete = async (tx: Tx, { complaint, paper, subject, text }: LockedPaper) => {
  await changePaper(tx, complaint, paper, { state: 'signed', signed_at: tx.now })
  await tx.record(PaperCompleted, { subject, payload: { ...factOf(paper), remedyId: paper.proposal_id, textSha256: paper.sha256 ?? '', totalFen: paper.total_fen } })
  await tell(tx, { to: [complaint.owner_id, paper.made_by].filter((id) => id !== null), name: 'agreementDone', subject, payload: { number: text.number } })
}

/** The scan came with their answer to the offer already. */
const showsTheirYes = async (tx: Tx, proposalId: string, fileId: string): Promise<boolean> =>
  await tx.db.selectFrom('remedy.answer').select('id').where('organization_id', '=', tx.actor.organizationId).where('proposal_id', '=', proposalId).where('proof_file', '=', fileId).executeTakeFirst() !== undefined

/** One name under the frozen text; of a paper one scan shows all hands. The one that was lacking makes it whole. */
export const putName = async (tx: Tx, locked: LockedPaper, one: Signing): Promise<void> => {
  const { complaint, paper } = locked
  const signed = await signaturesOn(tx, paper.id)
  const refusal = whyNotAgain(one.side, signed) ?? whyNotStill(await proposalRow(tx, paper.proposal_id), signed, tx.now)
  if (refusal) throw new Problem(refusal)
  const file = await fileOf(tx, one)
  const shared = one.way === 'paper' && (signed.some(({ file_id }) => file_id === one.fileId) || await showsTheirYes(tx, paper.proposal_id, one.fileId))
  if (one.side === 'customer') await agree(tx, locked, one.fileId, shared)
  else if (!shared) await attachSigned(tx, complaint.id, one.fileId, 'proof', 'fileId')
  await keep(tx, locked, one, await capacityOf(tx, locked, one.side), file.sha256)
  // Nothing is left to do behind their links but to read.
  if (lacking([...signed, one]).length === 0) await complete(tx, locked)
  else await changePaper(tx, complaint, paper, {})
  if (one.side === 'customer' && one.way !== 'link') await endLinks(tx, paper.id)
}

/** Who signs for the firm may decide the sum, or stands behind a proposal that somebody who may has approved. */
const refuseBeyond = async (tx: Tx, { complaint, paper }: LockedPaper) => {
  const proposal = await proposalRow(tx, paper.proposal_id)
  const others = proposal && await whoElseSigns(readerOf(tx.db), tx.actor, complaint, proposal, tx.now)
  if (others) throw new Problem(contract.signatoryBeyond, whoSigns(others, tx.actor.locale))
}

/** At the counter, or on paper with the scan of it. */
export const sign = command('agreement.sign', async (tx, { id, version, side, way, name, fileId }: z.output<typeof contract.sign.input>) => {
  const locked = await lockToAct(tx, { id, version }, whyNotSign)
  if (side === 'customer' && !name.trim()) throw new Problem(contract.nameMissing, {}, 'name')
  if (!fileId) throw new Problem(contract.drawingMissing, {}, 'fileId')
  if (side === 'firm') await refuseBeyond(tx, locked)
  await putName(tx, locked, { side, way, name: side === 'firm' ? tx.actor.name : name, fileId })
  return { id }
})
