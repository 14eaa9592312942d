import type { Refusal } from '#contract/endpoint.ts'
import type { Recipient } from '#contract/questionnaire.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockBelow } from '#modules/complaint/commands/lock.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('questionnaire.sent').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type SentRow = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

export const lockSent = async (tx: Tx, id: string, whyNot: (sent: SentRow) => Refusal | null = () => null) => {
  const { complaint, row: sent } = await lockBelow(tx, find(tx, id), whyNot)
  return { complaint, sent }
}

export const changeSent = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('questionnaire.sent').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

export const payloadOf = (complaintId: string, sent: { readonly id: string; readonly number: string }) => ({ complaintId, sentId: sent.id, questionnaire: sent.number })
export const recipientOf = (sent: { readonly recipient: string }) => sent.recipient as Recipient
