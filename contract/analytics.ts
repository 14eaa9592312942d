import { z } from 'zod'
import { Id, Instant } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

export const monthsBackward = refusal('analytics/months-backward', 422)
export const tooManyMonths = refusal('analytics/too-many-months', 422)
/** So many months at a time. */
export const MOST_MONTHS = 36

const Month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/)
/** What a case is classified as, by one of its points: `severity.serious`, `stage.after`, `fault.coldness`. */
const Counts = z.record(z.string(), z.int())

/**
 * C7 and C8: how many cases in sight were received in these months, by what their points are classified as. A case of two points can count under two marks,
 * under each of them once; every number is the length of the list that `GET /complaints` gives for the same mark, unit and time.
 */
export const Classified = z.object({
  from: z.string(), to: z.string(), since: Instant, until: Instant, totals: Counts,
  months: z.array(z.object({ month: z.string(), since: Instant, until: Instant, cases: Counts })),
  units: z.array(z.object({ unitId: Id, name: z.string(), cases: Counts })),
})
export type Classified = z.infer<typeof Classified>
export const classified = endpoint('GET /figures/classification', z.strictObject({ from: Month, to: Month, unitId: z.union([Id, z.literal('')]).optional() }), Classified, { refuses: [monthsBackward, tooManyMonths] })
