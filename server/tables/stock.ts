// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Coupon {
  organization_id: string
  id: string
  kind_id: string
  lot_id: string
  code: string
  code_key: string
  state: string
  issue_id: string | null
}

export interface Entry {
  organization_id: string
  id: string
  lot_id: string
  kind: string
  change: number
  note: string | null
  issue_id: string | null
  by_id: string | null
  at: Date
}

export interface Issue {
  organization_id: string
  id: string
  complaint_id: string
  task_id: string
  lot_id: string
  kind_id: string
  unit_id: string
  number: string
  quantity: number
  worth_fen: number
  recipient: string
  signature: string | null
  unsigned_why: string | null
  by_id: string | null
  at: Date
  returned: Generated<number>
  returned_fen: Generated<number>
  version: Generated<number>
  owed_apart: string | null
}

export interface Kind {
  organization_id: string
  id: string
  name: string
  form: string
  worth_fen: number
  numbered: boolean
  low_at: number | null
  note: string | null
  version: Generated<number>
  made_at: Date
  retired_at: Date | null
}

export interface Lot {
  organization_id: string
  id: string
  kind_id: string
  unit_id: string
  expires_on: string | null
  quantity: number
  version: Generated<number>
  low_told: Generated<boolean>
  expiry_told_at: Date | null
}
