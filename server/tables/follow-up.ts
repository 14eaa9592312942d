// Generated from migrations/ by npm run generate.
import type { ColumnType } from 'kysely'

export interface Attempt {
  organization_id: string
  id: string
  complaint_id: string
  follow_up_id: string
  via: string
  note: string
  by_id: string | null
  at: Date
}

export interface FollowUp {
  organization_id: string
  id: string
  complaint_id: string
  earliest_at: Date
  due_at: Date
  state: string
  satisfied: boolean | null
  score: number | null
  answers: ColumnType<unknown, string | undefined, string>
  comment: string | null
  via: string | null
  by_id: string | null
  done_at: Date | null
  created_at: Date
}
