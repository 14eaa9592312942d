// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Held {
  organization_id: string
  id: string
  complaint_id: string
  body: string
  input: ColumnType<unknown, string, string>
  promised: ColumnType<unknown, string, string>
  most_fen: number | null
  limit_fen: number
  facts: ColumnType<unknown, string, string>
  table_version: string
  rule_id: string
  needed_rank: number
  position_code: string
  state: string
  version: Generated<number>
  asked_by: string
  asked_at: Date
  decided_by: string | null
  decided_at: Date | null
  comment: string | null
  message_id: string | null
}
