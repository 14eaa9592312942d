import type { CallBackRule } from '#contract/packs.ts'
import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { dueIn } from '#modules/clock/queries/hours.ts'
import { currentPack } from '#modules/packs/queries.ts'

export interface Ruled extends CallBackRule { readonly own: boolean; readonly version: number }

/** The organisation's own rule, else its pack's. */
export const ruleOf = async (read: Reader, organizationId: string): Promise<Ruled> => {
  const row = await read.selectFrom('call_back.rule').selectAll().where('organization_id', '=', organizationId).executeTakeFirst()
  if (row) return { amount: row.amount, unit: row.unit as CallBackRule['unit'], windowHours: row.window_hours, tries: row.tries, againMinutes: row.again_minutes, own: true, version: row.version }
  return { ...(await currentPack(read, organizationId)).body.public.callBack, own: false, version: 0 }
}

/** By when a call is to be called back: in the working time of the unit it was for. */
export const dueFor = (read: Reader, organizationId: string, rule: CallBackRule, unitId: string, at: Instant): Promise<Instant> => dueIn(read, organizationId, unitId, { amount: rule.amount, unit: rule.unit }, at)
