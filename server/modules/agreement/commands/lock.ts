import type { AgreementText, EndCause, Side } from '#contract/agreement.ts'
import { notFound, staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { taken } from '#kernel/secret-link.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, lockComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { PaperEnded, SignatureVoided } from '../events.ts'
import { proposalOf } from '../queries/papers.ts'
import { whyNotShown } from '../queries/shown.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('agreement.paper').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

/** The case first, then the paper. */
export const lockPaper = async (tx: Tx, id: string) => {
  const unlocked = await find(tx, id).executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockComplaint(tx, unlocked.complaint_id)
  const paper = await find(tx, id).forUpdate().executeTakeFirstOrThrow()
  return { complaint, paper, text: paper.text as AgreementText, subject: subjectOf(complaint) }
}
export type LockedPaper = Awaited<ReturnType<typeof lockPaper>>
export type PaperRow = LockedPaper['paper']

interface Given { readonly id: string; readonly version: number }

/** Of an open case, as whoever acts saw it. @throws Problem also where `whyNot` says so. */
export const lockToAct = async (tx: Tx, { id, version }: Given, whyNot: (paper: PaperRow) => Refusal | null): Promise<LockedPaper> => {
  const locked = await lockPaper(tx, id)
  const refusal = await whyNotShown(readerOf(tx.db), tx.actor, locked.complaint) ?? whyNotOpen(locked.complaint) ?? whyNot(locked.paper)
  if (refusal) throw new Problem(refusal)
  if (locked.paper.version !== version) throw new Problem(staleVersion)
  return locked
}

export const factOf = (paper: Pick<PaperRow, 'complaint_id' | 'id' | 'no'>) => ({ complaintId: paper.complaint_id, paperId: paper.id, no: paper.no })

/** Writes to the paper and counts both versions up. */
export const changePaper = async (tx: Tx, complaint: LockedComplaint, paper: Pick<PaperRow, 'id'>, set: Record<string, unknown>): Promise<void> => {
  await tx.db.updateTable('agreement.paper').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', paper.id).execute()
  await touch(tx, complaint, {})
}

export const proposalRow = (tx: Tx, id: string) => proposalOf(readerOf(tx.db), tx.actor.organizationId, id)

export const signaturesOn = (tx: Tx, paperId: string) => tx.db.selectFrom('agreement.signature').selectAll().where('organization_id', '=', tx.actor.organizationId).where('paper_id', '=', paperId).where('voided_at', 'is', null).execute()

/** Links given out for it open nothing any more. */
export const endLinks = async (tx: Tx, paperId: string): Promise<void> => {
  await tx.db.updateTable('agreement.link').set(taken(tx)).where('organization_id', '=', tx.actor.organizationId).where('paper_id', '=', paperId).where('revoked_at', 'is', null).execute()
}

interface End { readonly cause: EndCause; readonly why: string; readonly state?: 'voided' | 'declined' }

/** Nobody signs it any more, and what was signed on it is void. */
export const endPaper = async (tx: Tx, complaint: LockedComplaint, paper: PaperRow, { cause, why, state = 'voided' }: End): Promise<void> => {
  await changePaper(tx, complaint, paper, { state, ended_by: tx.actor.kind === 'person' ? tx.actor.id : null, ended_at: tx.now, ended_cause: cause, ended_why: why })
  // Who came by a link reads there that it is over, and why they see nothing else.
  if (state === 'voided') await endLinks(tx, paper.id)
  const voided = await tx.db.updateTable('agreement.signature').set({ voided_at: tx.now, voided_why: why }).where('organization_id', '=', tx.actor.organizationId).where('paper_id', '=', paper.id).where('voided_at', 'is', null).returning(['id', 'side']).execute()
  const subject = subjectOf(complaint)
  if (voided.length) await tx.record(SignatureVoided, voided.map((one) => ({ subject, payload: { ...factOf(paper), signatureId: one.id, side: one.side as Side } })))
  await tx.record(PaperEnded, { subject, payload: { ...factOf(paper), endCause: cause }, reason: why || undefined })
}

interface Over { readonly about: readonly string[] | null; readonly among: readonly string[]; readonly cause: 'proposalChanged' | 'caseClosed'; /** What the customer has signed stays. */ readonly spared?: boolean }
interface EndedRow { readonly paper_id: string; readonly no: number; readonly signature_id: string | null; readonly side: string | null }

/** What papers of a case were about is no more: nobody signs them, and links say so. Past row security: who ends the matter need not be one of those who may know who complains. */
export const endPapers = async (tx: Tx, complaintId: string, { about, among, cause, spared = false }: Over): Promise<void> => {
  const by = tx.actor.kind === 'person' ? tx.actor.id : null
  const { rows } = await sql<EndedRow>`select * from agreement.end_papers(${complaintId}::uuid, ${about}::uuid[], ${among}::text[], ${spared}, ${cause}, ${by}::uuid, ${tx.now}::timestamptz)`.execute(tx.db)
  if (!rows.length) return
  const complaint = await lockComplaint(tx, complaintId)
  const subject = subjectOf(complaint)
  await touch(tx, complaint, {})
  for (const paperId of new Set(rows.map(({ paper_id }) => paper_id))) {
    const names = rows.filter(({ paper_id }) => paper_id === paperId)
    await endLinks(tx, paperId)
    const fact = { complaintId, paperId, no: names[0]?.no ?? 0 }
    const voided = names.flatMap(({ signature_id, side }) => (signature_id ? [{ subject, payload: { ...fact, signatureId: signature_id, side: side as Side } }] : []))
    if (voided.length) await tx.record(SignatureVoided, voided)
    await tx.record(PaperEnded, { subject, payload: { ...fact, endCause: cause } })
  }
}
