// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Answer {
  organization_id: string
  id: string
  complaint_id: string
  proposal_id: string
  answer: string
  counter_fen: number | null
  body: string | null
  proof: string
  proof_file: string | null
  by_id: string | null
  at: Date
  proof_note: string | null
}

export interface DeclinedDemand {
  organization_id: string
  id: string
  complaint_id: string
  proposal_id: string | null
  grounds: string
  further_ways: string[]
  by_id: string | null
  at: Date
  despite: string | null
}

export interface Item {
  organization_id: string
  id: string
  complaint_id: string
  proposal_id: string
  point_id: string
  no: number
  kind: string
  amount_fen: number
  note: string | null
}

export interface Proposal {
  organization_id: string
  id: string
  complaint_id: string
  no: number
  version: Generated<number>
  state: string
  reason: string
  deviation_reason: string | null
  total_fen: number
  table_version: string
  rule_id: string
  facts: ColumnType<unknown, string, string>
  why: ColumnType<unknown, string | null | undefined, string | null>
  needed_rank: number
  position_code: string
  proposed_by: string
  proposed_at: Date
  offered_at: Date | null
  expires_at: Date | null
  offer_message: string | null
  law: ColumnType<unknown, string | null | undefined, string | null>
  backed_rank: number | null
  principle: string | null
  exception_why: string | null
  drafted_at: Date | null
  drafted_by: string | null
  standard: ColumnType<unknown, string | null | undefined, string | null>
  opinions: ColumnType<unknown, string | null | undefined, string | null>
}
