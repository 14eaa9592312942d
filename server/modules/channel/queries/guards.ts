import { noSms } from '#contract/feedback.ts'
import { customerTold } from '#contract/importing.ts'
import { type OpenTransaction, readerOf } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { reachSuggester } from '../commands/suggestion-letters.ts'

/** Taken by a provider, or by whoever carries it there at this moment. All of the case are locked: what was not taken yet does not leave meanwhile. */
const wentOut = async (db: OpenTransaction, complaintId: string): Promise<boolean> => {
  const letters = await db.selectFrom('channel.message').select(['state', 'attempts']).where('complaint_id', '=', complaintId).where('person_id', 'is', null).where('medium', '=', 'sms').forUpdate().execute()
  return letters.some(({ state, attempts }) => state === 'sent' || state === 'arrived' || state === 'waiting' && attempts > 0)
}

/** An answer that is to go by SMS is taken only where one goes. */
export const guards = [guard('importing.undo', async (db, complaintId) => gates({ sms: await wentOut(db, complaintId) ? customerTold : null })), guard('feedback.answer', async (db, id) => {
  const row = await db.selectFrom('feedback.feedback').select('organization_id').where('id', '=', id).executeTakeFirst()
  return gates({ sms: row && await reachSuggester(readerOf(db), row.organization_id, id, 'suggestion') ? null : noSms })
})]
