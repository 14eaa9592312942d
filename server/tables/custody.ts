// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Item {
  organization_id: string
  id: string
  complaint_id: string
  unit_id: string
  number: string
  kind: string
  what: string
  weight_milli: number | null
  weight_unit: string | null
  condition: string
  seal: string | null
  value_fen: number | null
  return_by: Date
  warn_at: Date
  warned_at: Date | null
  late_at: Date | null
  state: string
  version: Generated<number>
  taken_at: Date
  taken_by: string | null
  holder_id: string | null
  place: string
  customer_signature: string | null
  staff_signature: string | null
  unsigned_why: string | null
  ended_at: Date | null
  ended_by: string | null
  returned_to: string | null
  authority: string | null
  return_signature: string | null
  end_note: string | null
}

export interface Move {
  organization_id: string
  id: string
  complaint_id: string
  item_id: string
  at: Date
  by_id: string | null
  from_id: string | null
  to_id: string | null
  place: string
  why: string
  signature: string | null
}

export interface Photo {
  organization_id: string
  complaint_id: string
  item_id: string
  file_id: string
}
