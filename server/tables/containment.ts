// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Counter {
  organization_id: string
  year: number
  last: number
}

export interface Hold {
  organization_id: string
  id: string
  number: string
  kind: string
  product: string | null
  product_key: string | null
  lot: string | null
  lot_key: string | null
  reason: string
  complaint_id: string | null
  unit_id: string
  ordered_by: string | null
  ordered_at: Date
  confirm_by: Date
  state: string
  version: Generated<number>
  lift_reason: string | null
  lift_asked_by: string | null
  lift_asked_at: Date | null
  decided_by: string | null
  decided_at: Date | null
  decision: string | null
}

export interface Recipient {
  organization_id: string
  id: string
  hold_id: string
  unit_id: string
  key: string
  name: string
  phone: string | null
  order_number: string | null
  quantity: string | null
  source: string
  complaint_id: string | null
  customer_id: string | null
  state: string
  tries: Generated<number>
  version: Generated<number>
  how: string | null
  result: string | null
  by_id: string | null
  at: Date | null
  added_by: string | null
  added_at: Date
}

export interface Told {
  organization_id: string
  hold_id: string
  unit_id: string
  told_at: Date
  version: Generated<number>
  confirmed_by: string | null
  confirmed_at: Date | null
  found_milli: number | null
  found_unit: string | null
  note: string | null
  late_at: Date | null
}
