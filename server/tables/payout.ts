// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Due {
  organization_id: string
  task_id: string
  complaint_id: string
  agreed_fen: number
  paid_fen: Generated<number>
  opinion_id: string | null
  agreed_task: Generated<string | null>
}

export interface Evidence {
  organization_id: string
  complaint_id: string
  payout_id: string
  file_id: string
}

export interface Payout {
  organization_id: string
  id: string
  complaint_id: string
  task_id: string
  unit_id: string
  number: string
  amount_fen: number
  way: string
  payee: string
  bank: string | null
  account: string | null
  note: string | null
  needed_rank: number
  state: string
  version: Generated<number>
  asked_by: string | null
  asked_at: Date
  decided_by: string | null
  decided_at: Date | null
  decision: string | null
  paid_by: string | null
  paid_at: Date | null
  paid_on: string | null
  reference: string | null
  reference_key: string | null
  ended_by: string | null
  ended_at: Date | null
  ended_why: string | null
  bounced_on: string | null
  bounced_by: string | null
  bounced_at: Date | null
  bounced_words: string | null
  bounced_reference: string | null
}

export interface Rule {
  organization_id: string
  limit_fen: number
  version: Generated<number>
}
