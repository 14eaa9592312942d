// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Agreement {
  organization_id: string
  id: string
  complaint_id: string
  proposal_id: string
  total_fen: number
  proof: string
  agreed_at: Date
  cancelled_at: Date | null
  in_hand: Generated<boolean>
  round: number
}

export interface Appointment {
  organization_id: string
  id: string
  complaint_id: string
  task_id: string
  starts_at: Date
  place: string
  host: string
  state: string
  version: Generated<number>
  made_by: string | null
  made_at: Date
  ended_by: string | null
  ended_at: Date | null
  note: string | null
}

export interface Evidence {
  organization_id: string
  complaint_id: string
  task_id: string
  file_id: string
}

export interface Notice {
  organization_id: string
  id: string
  complaint_id: string
  agreement_id: string | null
  answers: ColumnType<unknown, string, string>
  contact: string
  further_ways: string
  by_id: string | null
  at: Date
}

export interface Task {
  organization_id: string
  id: string
  complaint_id: string
  agreement_id: string
  item_id: string
  kind: string
  amount_fen: number
  unit_id: string
  label: ColumnType<unknown, string, string>
  note: string | null
  state: string
  due_at: Date
  begun_at: Date | null
  reference: string | null
  result: string | null
  done_by: string | null
  done_at: Date | null
}
