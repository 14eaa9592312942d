import { z } from 'zod'
import { Id, Instant, Words } from './common.ts'
import { ClockView } from './complaint.ts'
import { endpoint } from './endpoint.ts'

/** D7: every counted, skipped and paused period of a deadline and the rule behind it. */
export const explain = endpoint('GET /clocks/:id', z.strictObject({ id: Id }), z.object({
  clock: ClockView, label: Words, basis: Words, rule: z.object({ amount: z.int(), unit: z.string(), version: z.string() }), provisional: z.boolean(), escalateTo: z.string(),
  periods: z.array(z.object({ from: Instant, to: Instant, counted: z.boolean(), why: z.enum(['open', 'closed', 'holiday', 'makeUpDay', 'paused', 'weekend', 'startDay', 'running', 'movedTo']) })),
}))
