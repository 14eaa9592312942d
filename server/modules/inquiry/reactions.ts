import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { isApart } from '#modules/complaint/commands/accused.ts'
import { goAlong } from '#modules/complaint/commands/go-along.ts'
import { moveFiles } from '#modules/complaint/commands/moved.ts'
import { PeopleAccused } from '#modules/complaint/events.ts'
import { WorkPassed } from '#modules/identity/events.ts'
import { passInquiries } from './commands/pass.ts'
import { INQUIRY_FIELDS, type InquiryKind, type Values } from '#contract/inquiry-kinds.ts'

const signaturesIn = ({ kind, fields }: { readonly kind: string; readonly fields: unknown }) =>
  INQUIRY_FIELDS[kind as InquiryKind].filter(({ type }) => type === 'signature').flatMap(({ code }) => { const id = (fields as Values)[code]; return typeof id === 'string' ? [id] : [] })

/** Inquiries and what belongs to them go to another case. */
const give = async (tx: Tx, ids: readonly string[], from: string, to: string) => {
  const mine = { complaint_id: to }
  const tasks = await tx.db.updateTable('inquiry.task').set(mine).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).returning(['kind', 'fields']).execute()
  const files = await tx.db.updateTable('inquiry.file').set(mine).where('organization_id', '=', tx.actor.organizationId).where('task_id', 'in', [...ids]).returning('file_id').execute()
  await tx.db.updateTable('inquiry.evidence').set(mine).where('organization_id', '=', tx.actor.organizationId).where('task_id', 'in', [...ids]).execute()
  await moveFiles(tx, from, to, [...files.map((f) => f.file_id), ...tasks.flatMap(signaturesIn)])
}

export const reactions = [
  // What somebody was to find out who may not know of the case any more is found out by who looks after it.
  whenever(PeopleAccused, async (tx, events) => {
    for (const { subject, payload: { complaintId, ownerId } } of events) {
      await tx.db.updateTable('inquiry.task').set({ owner_id: ownerId }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', '=', 'open').where(await isApart(tx, subject, 'owner_id')).execute()
    }
  }),
  whenever(WorkPassed, async (tx, events) => {
    for (const { payload } of events) await passInquiries(tx, payload)
  }),
  // What is being found out goes on where the case goes on.
  ...goAlong({ what: 'inquiry', give, of: (tx, id) => tx.db.selectFrom('inquiry.task').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', id).execute() }),
]
