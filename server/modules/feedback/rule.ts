import type { SuggestionRule } from '#contract/packs.ts'
import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { dueIn } from '#modules/clock/queries/hours.ts'
import { currentPack } from '#modules/packs/queries.ts'

interface Ruled extends SuggestionRule { readonly own: boolean; readonly version: number }

/** The organisation's own rule, else its pack's. */
export const ruleOf = async (read: Reader, organizationId: string): Promise<Ruled> => {
  const row = await read.selectFrom('feedback.rule').selectAll().where('organization_id', '=', organizationId).executeTakeFirst()
  if (row) return { amount: row.amount, unit: row.unit as SuggestionRule['unit'], own: true, version: row.version }
  return { ...(await currentPack(read, organizationId)).body.public.suggestion, own: false, version: 0 }
}

/** By when a suggestion is to be answered: in the time of the unit that puts it right. */
export const dueFor = async (read: Reader, organizationId: string, unitId: string, receivedAt: Instant): Promise<Instant> => {
  const { amount, unit } = await ruleOf(read, organizationId)
  return dueIn(read, organizationId, unitId, { amount, unit }, receivedAt)
}
