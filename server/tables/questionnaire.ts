// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Edition {
  organization_id: string
  template_id: string
  no: number
  body: ColumnType<unknown, string, string>
  by_pack: boolean
  at: Date
  by_id: string | null
}

export interface File {
  organization_id: string
  complaint_id: string
  sent_id: string
  file_id: string
}

export interface Link {
  organization_id: string
  id: string
  complaint_id: string
  sent_id: string
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

export interface Sent {
  organization_id: string
  id: string
  complaint_id: string
  number: string
  template_id: string
  edition: number
  recipient: string
  person_id: string | null
  name: string
  email: string | null
  locale: string
  note: string | null
  state: Generated<string>
  until: Date
  remind_at: Date | null
  asked_at: Date
  asked_by: string | null
  answered_at: Date | null
  signed_name: string | null
  answers: ColumnType<unknown, string | null | undefined, string | null>
  ended_at: Date | null
  ended_by: string | null
  end_why: string | null
  version: Generated<number>
}

export interface Template {
  organization_id: string
  id: string
  pack_code: string | null
  edition: Generated<number>
  title: ColumnType<unknown, string, string>
  questions: number
  draft: ColumnType<unknown, string | null | undefined, string | null>
  retired_at: Date | null
  changed_at: Date
  changed_by: string | null
  version: Generated<number>
}
