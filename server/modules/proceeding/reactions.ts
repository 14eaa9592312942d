import { whenever } from '#kernel/reaction.ts'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { resumeBodyClocks } from '#modules/clock/commands/run.ts'
import { goAlong } from '#modules/complaint/commands/go-along.ts'
import { moveFiles } from '#modules/complaint/commands/moved.ts'
import { ComplaintReopened } from '#modules/complaint/events.ts'
import { ComplaintTransferred } from '#modules/intake/events.ts'
import { followTransfer } from './commands/register.ts'

/** What goes on outside, with what came from there and went to it, goes to another case. */
const give = async (tx: Tx, ids: readonly string[], from: string, to: string) => {
  const [own, mine] = [tx.actor.organizationId, { complaint_id: to }]
  await tx.db.updateTable('proceeding.proceeding').set(mine).where('organization_id', '=', own).where('id', 'in', [...ids]).execute()
  for (const table of ['proceeding.note', 'proceeding.report'] as const) await tx.db.updateTable(table).set(mine).where('organization_id', '=', own).where('proceeding_id', 'in', [...ids]).execute()
  const files = await tx.db.updateTable('proceeding.file').set(mine).where('organization_id', '=', own).where('proceeding_id', 'in', [...ids]).returning('file_id').execute()
  await moveFiles(tx, from, to, files.map((f) => f.file_id))
}

/** A case that came back: what goes on outside has its times again, and is told anew, whatever was waived before. */
const goOn = async (tx: Tx, complaintIds: readonly string[]) => {
  const rows = await tx.db.updateTable('proceeding.proceeding').set({ waived_at: null, waived_by: null, waived_reason: null }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', 'in', [...complaintIds]).returning(['clock_ids', 'ended_at']).execute()
  await resumeBodyClocks(tx, rows.filter((row) => !row.ended_at).flatMap((row) => row.clock_ids))
}

export const reactions = [
  whenever(ComplaintReopened, (tx, events) => goOn(tx, events.map(({ payload }) => payload.complaintId))),
  whenever(ComplaintTransferred, async (tx, events) => {
    for (const { payload } of events) await followTransfer(tx, payload.complaintId, { body: payload.body, answerBy: payload.answerBy === null ? null : instant(payload.answerBy) })
  }),
  ...goAlong({ what: 'proceeding', give, of: (tx, id) => tx.db.selectFrom('proceeding.proceeding').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', id).execute() }),
]
