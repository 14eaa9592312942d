// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Code {
  organization_id: string
  id: string
  complaint_id: string
  link_id: string
  way: string
  contact: string
  code_hash: Buffer
  token: string | null
  until: Date
  wrong: Generated<number>
  asked_at: Date
  sent_at: Date | null
  problem: string | null
  used_at: Date | null
  pass_hash: Buffer | null
  pass_until: Date | null
}

export interface Link {
  organization_id: string
  id: string
  complaint_id: string
  paper_id: string
  way: string
  token_hash: Buffer
  token: string | null
  until: Date
  made_by: string | null
  made_at: Date
  sent_at: Date | null
  problem: string | null
  opened_at: Date | null
  warned_at: Date | null
  revoked_at: Date | null
  revoked_by: string | null
}

export interface Paper {
  organization_id: string
  id: string
  complaint_id: string
  proposal_id: string
  no: number
  locale: string
  text: ColumnType<unknown, string, string>
  total_fen: number
  sha256: string | null
  state: string
  version: Generated<number>
  made_by: string | null
  made_at: Date
  opened_by: string | null
  opened_at: Date | null
  despite: string | null
  ended_by: string | null
  ended_at: Date | null
  ended_cause: string | null
  ended_why: string | null
  signed_at: Date | null
  pdf_id: string | null
  pdf_sha256: string | null
  sealed_at: Date | null
}

export interface Signature {
  organization_id: string
  id: string
  complaint_id: string
  paper_id: string
  side: string
  name: string
  capacity: string | null
  way: string
  file_id: string
  file_sha256: string
  by_id: string | null
  link_id: string | null
  contact: string | null
  signed_at: Date
  seal: string
  voided_at: Date | null
  voided_why: string | null
}
