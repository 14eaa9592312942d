import type { z } from 'zod'
import type { suggest as contract } from '#contract/complaint.ts'
import { decide } from '#kernel/decision-table.ts'
import { query } from '#kernel/query.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { categoriesIn } from '../suggest-rules.ts'
import { complainedBefore } from './case.ts'
import { earlierOf } from '../matter-rules.ts'
import { mattersOf } from './matters.ts'
import type { Reader } from '#kernel/db.ts'
import { DAY, type Instant, plusMs } from '#kernel/time.ts'

type Input = z.output<typeof contract.input>

/** Whether a known customer comes again with the matter being typed. */
const isSameMatter = async (read: Reader, { customerId, about }: Input, days: number, now: Instant) => {
  if (!customerId || !about) return false
  const { categoryCodes = [], order = null, lot = null, productName = null, productCode = null } = about
  return earlierOf(customerId, { categories: categoryCodes, order, lot, productName, productCode }, now, days, await mattersOf(read, [customerId], plusMs(now, -days * DAY))) !== undefined
}

/** What the pack says about a text while it is typed. Never applied by itself. */
export const suggest = query('complaint.suggest', async (read, actor, input: Input, now) => {
  const pack = await currentPack(read, actor.organizationId)
  const before = await complainedBefore(read, input.customerId ? [input.customerId] : [])
  const fired = decide(await pack.policy('urgency'), { text: input.text, wants: input.wants ?? '', channel: input.channel ?? 'phone', customerClass: '', amountFen: input.claimFen ?? 0, repeat: before.size > 0, sameMatter: await isSameMatter(read, input, pack.body.pack.windows.sameMatterDays, now) })
  const why = fired.gives.why as Record<string, string>
  return { urgency: fired.gives.urgency as 'general', urgencyRule: fired.ruleId, why: why[actor.locale] ?? '', categories: categoriesIn(`${input.text}\n${input.wants ?? ''}`, pack.body.categories) }
})
