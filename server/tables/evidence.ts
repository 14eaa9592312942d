// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface File {
  organization_id: string
  complaint_id: string
  item_id: string
  step_id: string
  file_id: string
}

export interface Item {
  organization_id: string
  id: string
  complaint_id: string
  unit_id: string
  number: string
  kind: string
  what: string
  origin: string
  collected_at: Date
  collected_by: string | null
  collected_place: string
  seal: string | null
  holder_id: string | null
  holder_name: string | null
  place: string
  goods_id: string | null
  state: string
  version: Generated<number>
  rule: string | null
  table_version: string | null
  label: ColumnType<unknown, string | null | undefined, string | null>
  kept_from: Date | null
  kept_until: Date | null
  warn_days: ColumnType<unknown, string | undefined, string>
  warn_at: Date | null
  expired_at: Date | null
  secured_at: Date | null
  facts: ColumnType<unknown, string | null | undefined, string | null>
}

export interface Step {
  organization_id: string
  id: string
  complaint_id: string
  item_id: string
  kind: string
  at: Date
  by_id: string | null
  from_id: string | null
  to_id: string | null
  to_name: string | null
  place: string
  why: string
  seal: string | null
  witness_id: string | null
  until: Date | null
  signature: string | null
}
