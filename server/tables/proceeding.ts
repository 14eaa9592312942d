// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface File {
  organization_id: string
  complaint_id: string
  proceeding_id: string
  file_id: string
  note_id: string | null
  report_id: string | null
}

export interface Note {
  organization_id: string
  id: string
  complaint_id: string
  proceeding_id: string
  kind: string
  inbound: boolean
  body: string
  stage_label: ColumnType<unknown, string | null | undefined, string | null>
  answer_by: Date | null
  at: Date
  by_id: string | null
  noted_at: Date
}

export interface Proceeding {
  organization_id: string
  id: string
  complaint_id: string
  body_code: string
  body_kind: string
  label: ColumnType<unknown, string, string>
  reference: string | null
  number_key: string | null
  came: string
  begun_at: Date
  stage: string
  stage_label: ColumnType<unknown, string, string>
  stage_at: Date
  asks: string | null
  asked_at: Date | null
  answer_by: Date | null
  clock_ids: Generated<string[]>
  owed: boolean
  waived_at: Date | null
  waived_by: string | null
  waived_reason: string | null
  result: string | null
  result_note: string | null
  ended_at: Date | null
  ended_by: string | null
  remedy_id: string | null
  version: Generated<number>
  registered_by: string | null
  registered_at: Date
}

export interface Report {
  organization_id: string
  id: string
  complaint_id: string
  proceeding_id: string
  kind: string
  answers: ColumnType<unknown, string, string>
  outcome: string
  despite: string | null
  state: string
  needed_rank: number
  position_code: string
  version: Generated<number>
  by_id: string | null
  at: Date
  decided_by: string | null
  decided_at: Date | null
  comment: string | null
  sent_at: Date | null
  sent_how: string | null
  receipt: string | null
  sent_by: string | null
  noted_at: Date | null
}
