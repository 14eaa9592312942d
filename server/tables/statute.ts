// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Answer {
  organization_id: string
  id: string
  complaint_id: string
  point_id: string
  facts: ColumnType<unknown, string, string>
  by_id: string | null
  at: Date
  superseded_at: Date | null
}

export interface Exemption {
  organization_id: string
  id: string
  complaint_id: string
  point_id: string
  rule_id: string
  table_version: string
  facts: ColumnType<unknown, string, string>
  reason: string
  state: string
  needed_rank: number
  position_code: string
  version: Generated<number>
  asked_by: string
  asked_at: Date
  decided_by: string | null
  decided_at: Date | null
  comment: string | null
}
