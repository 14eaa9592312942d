// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Booking {
  organization_id: string
  id: string
  opening_id: string
  unit_id: string
  host_id: string
  starts_at: Date
  ends_at: Date
  place: string
  seat: number
  code_hash: Buffer
  name: string
  phone: string
  email: string | null
  topic: string
  locale: string
  complaint_id: string | null
  state: Generated<string>
  note: string | null
  booked_by: string | null
  booked_at: Date
  reminded_at: Date | null
  done_by: string | null
  done_at: Date | null
  version: Generated<number>
  phone_key: string | null
}

export interface Opening {
  organization_id: string
  id: string
  unit_id: string
  host_id: string
  place: string
  weekday: number | null
  from_on: string
  until_on: string | null
  begins: string
  ends: string
  minutes: number
  capacity: number
  made_by: string | null
  made_at: Date
  ended_on: string | null
  version: Generated<number>
}
