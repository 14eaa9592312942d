import type { z } from 'zod'
import type { suggest as contract } from '#contract/complaint.ts'
import { decide } from '#kernel/decision-table.ts'
import { query } from '#kernel/query.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { categoriesIn } from '../suggest-rules.ts'
import { complainedBefore } from './case.ts'

/** What the pack says about a text while it is typed. Never applied by itself. */
export const suggest = query('complaint.suggest', async (read, actor, input: z.output<typeof contract.input>) => {
  const pack = await currentPack(read, actor.organizationId)
  const before = await complainedBefore(read, input.customerId ? [input.customerId] : [])
  const fired = decide(await pack.policy('urgency'), { text: input.text, wants: input.wants ?? '', channel: input.channel ?? 'phone', customerClass: '', amountFen: input.claimFen ?? 0, repeat: before.size > 0 })
  const why = fired.gives.why as Record<string, string>
  return { urgency: fired.gives.urgency as 'general', urgencyRule: fired.ruleId, why: why[actor.locale] ?? '', categories: categoriesIn(`${input.text}\n${input.wants ?? ''}`, pack.body.categories) }
})
