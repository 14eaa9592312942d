// Generated from migrations/ by npm run generate.
import type { ColumnType } from 'kysely'

export interface Entry {
  organization_id: string
  id: string
  kind: string
  source_id: string
  on_day: string
  unit_id: string
  complaint_id: string
  task_id: string | null
  point_id: string | null
  remedy_kind: string | null
  amount_fen: number
  reference: string | null
  at: Date
}

export interface Export {
  organization_id: string
  id: string
  no: number
  until_on: string
  entries: number
  cost_fen: number
  received_fen: number
  by_id: string | null
  at: Date
}

export interface Exported {
  organization_id: string
  entry_id: string
  export_id: string
  unit_name: string
  category_code: string | null
  category: ColumnType<unknown, string | null | undefined, string | null>
  cause_code: string | null
  cause: ColumnType<unknown, string | null | undefined, string | null>
  case_number: string | null
  voucher: string | null
}
