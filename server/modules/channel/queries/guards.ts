import { noSms } from '#contract/feedback.ts'
import { customerTold } from '#contract/importing.ts'
import { type OpenTransaction, readerOf } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { reachSuggester } from '../commands/suggestion-letters.ts'

/** Taken by a provider, or by whoever carries it there at this moment: locked, so that none leaves meanwhile. */
const wentOut = (db: OpenTransaction, complaintId: string) => db.selectFrom('channel.message').select('id').where('complaint_id', '=', complaintId).where('person_id', 'is', null).where('medium', '=', 'sms')
  .where((eb) => eb.or([eb('state', 'in', ['sent', 'arrived']), eb.and([eb('state', '=', 'waiting'), eb('attempts', '>', 0)])])).forUpdate().execute()

/** An answer that is to go by SMS is taken only where one goes. */
export const guards = [guard('importing.undo', async (db, complaintId) => gates({ sms: (await wentOut(db, complaintId)).length ? customerTold : null })), guard('feedback.answer', async (db, id) => {
  const row = await db.selectFrom('feedback.feedback').select('organization_id').where('id', '=', id).executeTakeFirst()
  return gates({ sms: row && await reachSuggester(readerOf(db), row.organization_id, id, 'suggestion') ? null : noSms })
})]
