// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Book {
  organization_id: string
  id: string
  rows: Generated<number>
  live_at: Date | null
  replaced_by: string | null
  replaced_at: Date | null
}

export interface Entry {
  organization_id: string
  id: string
  book_id: string
  row_no: number
  number_key: string
  phone_key: string | null
  member_key: string | null
  serial_key: string | null
  lot_key: string | null
  body: ColumnType<unknown, string, string>
  product_key: string | null
  code_key: string | null
}

export interface Lookup {
  organization_id: string
  id: string
  complaint_id: string | null
  asks: string
  value: string
  found: ColumnType<unknown, string, string>
  asked_by: string | null
  asked_at: Date
}

export interface Source {
  organization_id: string
  url: string
  method: string
  asks: string[]
  header_name: string | null
  secret: string | null
  list_path: string
  paths: ColumnType<unknown, string, string>
  amount_in: string
  timeout_ms: number
  changed_by: string
  changed_at: Date
}

export interface Taken {
  organization_id: string
  id: string
  complaint_id: string
  lookup_id: string
  place: number
  source: string
  asks: string
  value: string
  found: ColumnType<unknown, string, string>
  filled: string[]
  looked_at: Date
  taken_by: string | null
  taken_at: Date
}
