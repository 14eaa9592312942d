import type { Told } from '#contract/integration.ts'
import { type Instant, iso } from '#kernel/time.ts'

export interface Happened { readonly id: string; readonly name: string; readonly at: Instant; readonly payload: unknown }
export interface CaseNow { readonly id: string; readonly number: string; readonly unit_id: string; readonly state: string; readonly stage: string; readonly urgency: string }

/** An event as other programs hear of it. */
export const tellOf = (event: Happened, c: CaseNow | null): Told => ({
  id: event.id, type: event.name, timestamp: iso(event.at),
  data: { complaint: c && { id: c.id, number: c.number, unitId: c.unit_id, state: c.state, stage: c.stage, urgency: c.urgency }, facts: event.payload as Told['data']['facts'] },
})
