// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface ChargeBack {
  organization_id: string
  id: string
  complaint_id: string
  unit_id: string
  share_id: string
  outsider_id: string
  number: string
  cost_fen: number
  proposed_fen: number
  amount_fen: number
  amount_reason: string | null
  state: string
  agreed_fen: number | null
  answer_by: string | null
  claimed_by: string | null
  claimed_at: Date
  version: Generated<number>
}

export interface Division {
  organization_id: string
  id: string
  complaint_id: string
  reason: string | null
  by_id: string | null
  at: Date
  superseded_at: Date | null
}

export interface Receipt {
  organization_id: string
  charge_back_id: string
  complaint_id: string
  amount_fen: number
  reference: string
  received_on: string
  note: string | null
  by_id: string | null
  at: Date
}

export interface Share {
  organization_id: string
  id: string
  complaint_id: string
  division_id: string
  no: number
  party: string
  outsider_id: string | null
  share: number
  grounds: string
}

export interface Step {
  organization_id: string
  id: string
  complaint_id: string
  charge_back_id: string
  kind: string
  amount_fen: number | null
  note: string | null
  by_id: string | null
  at: Date
}
