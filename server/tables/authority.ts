// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Approval {
  organization_id: string
  id: string
  complaint_id: string
  subject_id: string
  by_id: string
  deputy_of: string | null
  verdict: string
  comment: string
  at: Date
  delegated: Generated<boolean>
  via: Generated<string>
}

export interface Delegation {
  organization_id: string
  id: string
  from_id: string
  to_id: string
  from_on: string
  until_on: string
  most_fen: number
  reason: string
  made_by: string | null
  made_at: Date
  ended_at: Date | null
  ended_by: string | null
}

export interface Link {
  organization_id: string
  id: string
  complaint_id: string
  subject_id: string
  person_id: string
  token_hash: Buffer
  until: Date
  made_at: Date
  used_at: Date | null
  used_for: string | null
  revoked_at: Date | null
}

export interface Step {
  organization_id: string
  id: string
  complaint_id: string
  subject_id: string
  no: number
  place: number
  positions: string[]
  rank: number
  by_rank: boolean
  hours: number
  state: string
  asked_at: Date | null
  due_at: Date | null
  climbed_to: number | null
  climbed_at: Date | null
  done_by: string | null
  done_at: Date | null
}
