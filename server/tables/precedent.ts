// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Change {
  organization_id: string
  id: string
  grams: number[]
  step: number
}

export interface Gram {
  organization_id: string
  gram: number
  cases: number
}

export interface Leading {
  organization_id: string
  id: string
  complaint_id: string
  reason: string
  by_id: string | null
  at: Date
  ended_at: Date | null
  ended_by: string | null
  end_reason: string | null
}

export interface Lesson {
  organization_id: string
  complaint_id: string
  unit_id: string
  product_code: string | null
  product_name: string | null
  customer_class: string | null
  grams: number[] | null
  closed_at: Date
}

export interface Precedent {
  organization_id: string
  complaint_id: string
  number: string
  category_code: string
  above: string[]
  severity: string | null
  liability: string | null
  given_fen: number
  kinds: string[]
  satisfied: boolean | null
  closed_at: Date
  unit_id: string | null
  deviated: Generated<boolean>
}

export interface Tally {
  organization_id: string
  cases: number
  grams: number
}
