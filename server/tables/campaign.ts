// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Campaign {
  organization_id: string
  id: string
  name: string
  unit_ids: string[]
  from_on: string
  until_on: string
  greeting: string
  questions: ColumnType<unknown, string, string>
  most_tries: number
  calls_from: string
  calls_until: string
  code: string | null
  state: Generated<string>
  left_out: ColumnType<unknown, string | undefined, string>
  made_by: string | null
  made_at: Date
  begun_at: Date | null
  ended_at: Date | null
  version: Generated<number>
}

export interface Link {
  organization_id: string
  id: string
  campaign_id: string
  unit_id: string
  person_id: string
  way: string
  state: Generated<string>
  tries: Generated<number>
  token: string | null
  problem: string | null
  asked_by: string | null
  asked_at: Date
  at: Date | null
}

export interface Person {
  organization_id: string
  id: string
  campaign_id: string
  unit_id: string
  customer_id: string
  complaint_id: string | null
  state: Generated<string>
  result: string | null
  tries: Generated<number>
  next_at: Date | null
  taken_by: string | null
  taken_at: Date | null
  token_hash: Buffer | null
  note: string | null
  ended_at: Date | null
  ended_by: string | null
  version: Generated<number>
  kept: Generated<boolean>
}

export interface Reply {
  organization_id: string
  id: string
  campaign_id: string
  unit_id: string
  person_id: string | null
  way: string
  answers: ColumnType<unknown, string, string>
  improvement: string | null
  feedback_id: string | null
  complaint_id: string | null
  aside: Generated<boolean>
  by_id: string | null
  at: Date
}

export interface Try {
  organization_id: string
  id: string
  person_id: string
  unit_id: string
  by_id: string | null
  at: Date
  note: string | null
}

export interface Undisturbed {
  organization_id: string
  customer_id: string
  since: Date
  by_id: string | null
}
