// Generated from migrations/ by npm run generate.
import type { ColumnType } from 'kysely'

export interface Review {
  organization_id: string
  id: string
  complaint_id: string
  rule: string | null
  why: string
  wanted_by: string | null
  wanted_at: Date
  state: string
  held_on: string | null
  finding: string
  noted_by: string | null
  noted_at: Date | null
  table_version: string | null
  facts: ColumnType<unknown, string | null | undefined, string | null>
}

export interface Told {
  organization_id: string
  complaint_id: string
  rule: string
  at: Date
  table_version: string | null
  facts: ColumnType<unknown, string | null | undefined, string | null>
}
