// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Answer {
  organization_id: string
  id: string
  group_id: string
  body: string
  in_full: boolean
  by_id: string | null
  at: Date
  done_at: Date | null
  despite: string | null
}

export interface CauseGroup {
  organization_id: string
  id: string
  name: string
  cause: string
  cause_words: string
  lot: string | null
  lead_id: string | null
  created_by: string | null
  created_at: Date
  ended_at: Date | null
  version: Generated<number>
}

export interface Member {
  organization_id: string
  group_id: string
  complaint_id: string
  added_by: string | null
  added_at: Date
  removed_at: Date | null
  removed_by: string | null
  reason: string | null
}

export interface Sent {
  organization_id: string
  answer_id: string
  complaint_id: string
  outcome: string
  own_words: Generated<boolean>
  message_id: string | null
  reason: string | null
  words: string | null
}
