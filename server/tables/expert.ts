// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Basis {
  organization_id: string
  id: string
  complaint_id: string
  opinion_id: string
  question_id: string
  point_id: string
  code: string
  finding: string
  liability: string
  facts: ColumnType<unknown, string, string>
  why: string | null
  by_id: string | null
  at: Date
  superseded_at: Date | null
}

export interface File {
  organization_id: string
  complaint_id: string
  opinion_id: string
  file_id: string
  part: string
}

export interface Link {
  organization_id: string
  id: string
  complaint_id: string
  opinion_id: string
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

export interface Opinion {
  organization_id: string
  id: string
  complaint_id: string
  number: string
  state: string
  version: Generated<number>
  person_id: string | null
  outsider_id: string | null
  name: string
  email: string | null
  accreditation: string
  accredited_until: string | null
  locale: string
  matter: string
  second_to: string | null
  asked_by: string | null
  asked_at: Date
  due_at: Date
  remind_at: Date | null
  reminded_at: Date | null
  late_at: Date | null
  fee_fen: number
  fee_rule: string
  paid_by: string
  consent: string
  consent_how: string | null
  consent_note: string | null
  consent_file: string | null
  consent_by: string | null
  consent_at: Date | null
  signed_way: string | null
  signed_name: string | null
  signed_by: string | null
  signed_on: string | null
  signed_at: Date | null
  signature_id: string | null
  summary: string | null
  seal: string | null
  contested_at: Date | null
  contested_by: string | null
  contested_how: string | null
  contested_why: string | null
  basis_at: Date | null
  basis_by: string | null
  basis_why: string | null
  ended_at: Date | null
  ended_by: string | null
  ended_why: string | null
}

export interface Passage {
  organization_id: string
  id: string
  complaint_id: string
  opinion_id: string
  item_id: string
  way: string
  seal: string | null
  note: string | null
  by_id: string | null
  at: Date
}

export interface Question {
  organization_id: string
  id: string
  complaint_id: string
  opinion_id: string
  point_id: string
  no: number
  code: string
  label: ColumnType<unknown, string, string>
  body: string
  answers: ColumnType<unknown, string, string>
  measure: ColumnType<unknown, string | null | undefined, string | null>
  finding: string | null
  measured_milli: number | null
  note: string | null
}
