// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Outsider {
  organization_id: string
  id: string
  kind: string
  name: string
  contact: string | null
  email: string | null
  phone: string | null
  address: string | null
  locale: string
  note: string | null
  version: Generated<number>
  made_by: string | null
  made_at: Date
  retired_at: Date | null
  accreditation: string | null
  accredited_until: string | null
}
