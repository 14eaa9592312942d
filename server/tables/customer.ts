// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Customer {
  organization_id: string
  id: string
  name: string
  phone: string | null
  phone_key: string | null
  email: string | null
  email_key: string | null
  member_number: string | null
  class_code: string | null
  address: string | null
  temperament: string | null
  relation: string | null
  note: string | null
  since: Date
  merged_into: string | null
  version: Generated<number>
  searched: string | null
  grams: string | null
  relation_kind: string | null
  repeat_chance: string | null
  word_of_mouth: string | null
  stands_for: string | null
  tell_by: string | null
}

export interface Mark {
  organization_id: string
  id: string
  customer_id: string
  kind: string
  reason: string
  until_on: string
  state: string
  asked_by: string
  asked_at: Date
  decided_by: string | null
  decided_at: Date | null
  comment: string | null
  lifted_by: string | null
  lifted_at: Date | null
}

export interface Merge {
  organization_id: string
  id: string
  customer_id: string
  duplicate_id: string
  pointers: string[]
  reason: string
  by_id: string | null
  at: Date
  undone_at: Date | null
  undone_by: string | null
  undo_reason: string | null
}
