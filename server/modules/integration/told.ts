import type { Told } from '#contract/integration.ts'
import { type Instant, iso } from '#kernel/time.ts'

export interface Happened { readonly id: string; readonly name: string; readonly at: Instant; readonly payload: unknown }
/** `kept`: who complains is known to few. */
export interface CaseNow { readonly kept: boolean; readonly id: string; readonly number: string; readonly unit_id: string; readonly state: string; readonly stage: string; readonly urgency: string }

/** The record of a customer tells who complains: where few may know it is left out, also of what happened before. */
const factsOf = ({ payload }: Happened, c: CaseNow | null): Told['data']['facts'] => {
  const facts = payload as Told['data']['facts']
  if (!c?.kept) return facts
  const { customerId: _kept, ...rest } = facts
  return rest
}

/** An event as other programs hear of it. */
export const tellOf = (event: Happened, c: CaseNow | null): Told => ({
  id: event.id, type: event.name, timestamp: iso(event.at),
  data: { complaint: c && { id: c.id, number: c.number, unitId: c.unit_id, state: c.state, stage: c.stage, urgency: c.urgency }, facts: factsOf(event, c) },
})
