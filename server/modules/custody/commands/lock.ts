import { fileUnknown } from '#contract/files.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { type LockedComplaint, lockBelow } from '#modules/complaint/commands/lock.ts'
import { whyNotHandle } from '../rules.ts'
import { digestsOf } from '../vouched.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('custody.item').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

/** What a closed case left behind can still be given back. */
export const lockItem = async (tx: Tx, id: string, version: number) => {
  const { complaint, row: item } = await lockBelow(tx, find(tx, id), (one) => whyNotHandle(one, version))
  return { complaint, item }
}

export const changeItem = async (tx: Tx, id: string, set: Record<string, unknown>): Promise<void> => {
  await tx.db.updateTable('custody.item').set({ ...set, version: sql<number>`version + 1` }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

/** What an event says of goods as they are now. */
export const tellsOf = async (tx: Tx, complaint: { readonly id: string }, id: string) => {
  const item = await find(tx, id).executeTakeFirstOrThrow()
  const digests = await digestsOf(readerOf(tx.db), tx.actor.organizationId, [item])
  return { complaintId: complaint.id, itemId: item.id, receipt: item.number, digest: digests.get(item.id) }
}

/** Photographs and signatures become files of the case. */
export const attachAll = async (tx: Tx, complaint: LockedComplaint, files: Readonly<Record<string, string | undefined>>): Promise<void> => {
  const given = Object.entries(files).flatMap(([field, id]) => (id ? [[field, id] as const] : []))
  const missing = await attach(tx, complaint.id, [...new Set(given.map(([, id]) => id))], 'custody')
  const first = given.find(([, id]) => missing.includes(id))
  if (first) throw new Problem(fileUnknown, {}, first[0])
}
