import { notFound } from '#contract/common.ts'
import { mailDecided } from '#contract/mailbox.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'

/** The mailbox, held until the end of the transaction. @throws Problem 404, also when it was removed. */
export const lockMailbox = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('mailbox.mailbox').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('removed_at', 'is', null).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}
export type LockedMailbox = Awaited<ReturnType<typeof lockMailbox>>

/** Mailboxes belong to the organisation, whoever made them. */
export const subjectOf = (tx: Tx) => ({ type: 'organization', id: tx.actor.organizationId, unitId: null })

/** A mail that is in no case yet, held until the end of the transaction. */
export const lockUndecided = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('mailbox.mail').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  if (row.verdict !== 'held' && row.verdict !== 'ignored') throw new Problem(mailDecided)
  return row
}
export type LockedMail = Awaited<ReturnType<typeof lockUndecided>>

export const mailSubject = (mail: { readonly id: string; readonly unit_id: string }) => ({ type: 'mail', id: mail.id, unitId: mail.unit_id })
