// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Delivery {
  organization_id: string
  id: string
  webhook_id: string
  event_id: string
  event_name: string
  body: string
  state: string
  attempts: Generated<number>
  next_at: Date
  tried_at: Date | null
  status: number | null
  problem: string | null
  answer: string | null
  made_at: Date
}

export interface Webhook {
  organization_id: string
  id: string
  url: string
  events: string[]
  unit_id: string | null
  secret: string
  secret_before: string | null
  secret_before_until: Date | null
  paused_at: Date | null
  paused_why: string | null
  failing_since: Date | null
  made_by: string
  made_at: Date
}
