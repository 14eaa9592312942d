// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface CodeRequest {
  organization_id: string
  id: string
  complaint_id: string | null
  way: string
  token: string | null
  token_hash: Buffer | null
  asked_at: Date
  until: Date | null
  used_at: Date | null
  feedback_id: string | null
}

export interface Held {
  organization_id: string
  id: string
  number: string
  portal_hash: Buffer
  unit_id: string
  card_id: string | null
  why: string
  submission: ColumnType<unknown, string, string>
  locale: string
  at: Date
  state: Generated<string>
  decided_by: string | null
  decided_at: Date | null
  reason: string | null
  complaint_id: string | null
  version: Generated<number>
}

export interface PuzzleKey {
  only_one: Generated<boolean>
  key: string
}
