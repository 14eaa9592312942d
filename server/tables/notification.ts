// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Mail {
  organization_id: string
  id: string
  recipient: string
  subject: string
  body: string
  state: string
  attempts: Generated<number>
  problem: string | null
  at: Date
  sent_at: Date | null
}

export interface Notice {
  organization_id: string
  id: string
  person_id: string
  name: string
  complaint_id: string | null
  payload: ColumnType<unknown, string, string>
  at: Date
  read_at: Date | null
  about_type: string | null
  about_id: string | null
}
