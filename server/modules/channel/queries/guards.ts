import { noSms } from '#contract/feedback.ts'
import { readerOf } from '#kernel/db.ts'
import { gates, guard } from '#kernel/guard.ts'
import { reachSuggester } from '../commands/suggestion-letters.ts'

/** An answer that is to go by SMS is taken only where one goes. */
export const guards = [guard('feedback.answer', async (db, id) => {
  const row = await db.selectFrom('feedback.feedback').select('organization_id').where('id', '=', id).executeTakeFirst()
  return gates({ sms: row && await reachSuggester(readerOf(db), row.organization_id, id, 'suggestion') ? null : noSms })
})]
