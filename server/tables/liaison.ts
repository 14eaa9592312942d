// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface File {
  organization_id: string
  form_id: string
  complaint_id: string
  stop_id: string
  file_id: string
}

export interface Form {
  organization_id: string
  id: string
  complaint_id: string
  no: number
  number: string
  state: string
  version: Generated<number>
  unit_id: string
  quality_unit_id: string | null
  office_unit_id: string
  planned: string[]
  route: ColumnType<unknown, string, string>
  otherwise: string | null
  template: ColumnType<unknown, string, string>
  customer_name: string | null
  product: string | null
  lot: string | null
  order_number: string | null
  body: string
  demand: string
  fields: ColumnType<unknown, string, string>
  next_due_at: Date | null
  made_by: string | null
  made_at: Date
  sent_at: Date | null
  ended_at: Date | null
  end_reason: string | null
}

export interface Link {
  organization_id: string
  id: string
  form_id: string
  complaint_id: string
  party_id: string
  way: string
  token_hash: Buffer
  token: string | null
  until: Date
  made_by: string | null
  made_at: Date
  sent_at: Date | null
  problem: string | null
  opened_at: Date | null
  revoked_at: Date | null
  revoked_by: string | null
}

export interface Measure {
  organization_id: string
  id: string
  form_id: string
  complaint_id: string
  stop_id: string
  no: number
  kind: string
  body: string
  responsible: string | null
  due_on: string | null
}

export interface Party {
  organization_id: string
  id: string
  form_id: string
  complaint_id: string
  kind: string
  name: string
  contact: string | null
  email: string | null
  phone: string | null
  locale: string
  matter: string
  shown: ColumnType<unknown, string, string>
  asks: string[]
  file_ids: string[]
  release_reason: string | null
  version: Generated<number>
  made_by: string | null
  made_at: Date
}

export interface Question {
  organization_id: string
  id: string
  form_id: string
  complaint_id: string
  stop_id: string
  party_id: string
  body: string
  asked_by: string
  asked_at: Date
  reply: string | null
  replied_by: string | null
  replied_at: Date | null
}

export interface Stop {
  organization_id: string
  id: string
  form_id: string
  complaint_id: string
  no: number
  round: number
  kind: string
  unit_id: string
  state: string
  binding: Generated<boolean>
  from_id: string | null
  about_id: string | null
  message: string | null
  asked_by: string | null
  asked_at: Date
  due_at: Date | null
  clock_id: string | null
  taken_by: string | null
  taken_at: Date | null
  answer: ColumnType<unknown, string | null | undefined, string | null>
  signed_by: string | null
  signed_name: string | null
  signed_at: Date | null
  signature_id: string | null
  seal: string | null
  ended_at: Date | null
  end_reason: string | null
  adopted_at: Date | null
  party_id: string | null
}
