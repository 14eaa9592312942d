import { fileUnknown } from '#contract/files.ts'
import { sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { attach, nameSignature } from '#modules/complaint/commands/attach.ts'
import { type LockedComplaint, lockBelow } from '#modules/complaint/commands/lock.ts'
import { whyNotHandle } from '../rules.ts'
import { digestOfItem, digestOfStep } from '../vouched.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('evidence.item').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type LockedEvidence = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

/** What a closed case left behind goes on being kept. */
export const lockItem = async (tx: Tx, id: string, version: number) => {
  const { complaint, row: item } = await lockBelow(tx, find(tx, id), (one) => whyNotHandle(one, version))
  return { complaint, item }
}

export const changeItem = async (tx: Tx, id: string, set: Record<string, unknown>): Promise<void> => {
  await tx.db.updateTable('evidence.item').set({ ...set, version: sql<number>`version + 1` }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

export interface Link { readonly kind: string; readonly why: string; readonly place: string; readonly fromId?: string | null; readonly toId?: string | null; readonly toName?: string | null; readonly seal?: string | null; readonly witnessId?: string | null; readonly until?: Instant | null; readonly signatureId?: string | null; readonly fileIds?: readonly string[] }

const attachAll = async (tx: Tx, complaint: LockedComplaint, fileIds: readonly string[], signatureId: string | null) => {
  const [missing] = await attach(tx, complaint.id, [...fileIds, ...(signatureId ? [signatureId] : [])], 'evidence')
  if (missing) throw new Problem(fileUnknown, {}, missing === signatureId ? 'signatureId' : `fileIds/${fileIds.indexOf(missing)}`)
  if (signatureId) await nameSignature(tx, complaint.id, signatureId)
}

/** What an event says of evidence and of the link that was just added to its chain. */
export const tellsOf = async (tx: Tx, complaint: { readonly id: string }, itemId: string, link: { readonly id: string; readonly digest: string }) => {
  const item = await find(tx, itemId).executeTakeFirstOrThrow()
  return { complaintId: complaint.id, evidenceId: item.id, evidence: item.number, stepId: link.id, stepDigest: link.digest, digest: digestOfItem(item) }
}

/** Adds to the chain of an item; its files become files of the case. */
export const addLink = async (tx: Tx, complaint: LockedComplaint, itemId: string, link: Link): Promise<{ readonly id: string; readonly digest: string }> => {
  const fileIds = [...new Set(link.fileIds ?? [])]
  await attachAll(tx, complaint, fileIds, link.signatureId ?? null)
  const base = { organization_id: tx.actor.organizationId, complaint_id: complaint.id, item_id: itemId }
  const id = newId()
  const step = await tx.db.insertInto('evidence.step').values({
    ...base, id, kind: link.kind, at: tx.now, by_id: tx.actor.id, from_id: link.fromId ?? null, to_id: link.toId ?? null, to_name: link.toName || null, place: link.place, why: link.why, seal: link.seal || null, witness_id: link.witnessId ?? null, until: link.until ?? null, signature: link.signatureId ?? null,
  }).returningAll().executeTakeFirstOrThrow()
  if (fileIds.length) await tx.db.insertInto('evidence.file').values(fileIds.map((file_id) => ({ ...base, step_id: id, file_id }))).execute()
  return { id, digest: digestOfStep(step, fileIds) }
}
