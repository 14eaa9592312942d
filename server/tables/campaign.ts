// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Answer {
  organization_id: string
  id: string
  campaign_id: string
  unit_id: string
  contact_id: string | null
  answers: ColumnType<unknown, string, string>
  remark: string | null
  name: string | null
  phone: string | null
  at: Date
  by_id: string | null
  feedback_id: string | null
}

export interface Campaign {
  organization_id: string
  id: string
  unit_id: string
  name: string
  greeting: string
  from_on: string
  until_on: string
  questions: ColumnType<unknown, string, string>
  answer_days: number
  code: string
  made_by: string | null
  made_at: Date
  ended_at: Date | null
  version: Generated<number>
}

export interface Contact {
  organization_id: string
  id: string
  campaign_id: string
  unit_id: string
  name: string
  phone: string
  number_key: string
  state: Generated<string>
  tries: Generated<number>
  last_at: Date | null
  last_by: string | null
  version: Generated<number>
}
