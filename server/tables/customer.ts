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
}
