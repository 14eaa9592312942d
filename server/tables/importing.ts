// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Batch {
  organization_id: string
  id: string
  file_id: string
  target: string
  source: string
  state: string
  reading: ColumnType<unknown, string | null | undefined, string | null>
  mapping: ColumnType<unknown, string | null | undefined, string | null>
  headers: Generated<string[]>
  rows: Generated<number>
  good: Generated<number>
  bad: Generated<number>
  done: Generated<number>
  duplicates: Generated<number>
  remarked: Generated<number>
  kept: Generated<number>
  next_no: Generated<number>
  unmatched: ColumnType<unknown, string | undefined, string>
  problem: string | null
  units: Generated<string>
  created_by: string
  created_at: Date
  ended_at: Date | null
  replaces: Generated<boolean>
}

export interface Candidate {
  organization_id: string
  id: string
  source: string
  unit_id: string | null
  external_id: string | null
  channel: string
  received_at: Date | null
  words: string
  body: ColumnType<unknown, string, string>
  batch_id: string | null
  row_no: number | null
  state: string
  complaint_id: string | null
  reason: string | null
  decided_by: string | null
  decided_at: Date | null
  at: Date
}

export interface Known {
  organization_id: string
  source: string
  external_id: string
  complaint_id: string | null
  candidate_id: string | null
}

export interface Remembered {
  organization_id: string
  headers_hash: Buffer
  target: string
  mapping: ColumnType<unknown, string, string>
  at: Date
}

export interface Row {
  organization_id: string
  batch_id: string
  no: number
  outcome: string
  cells: string[]
  faults: ColumnType<unknown, string | undefined, string>
  external_id: string | null
  complaint_id: string | null
  customer_id: string | null
  candidate_id: string | null
  call_id: string | null
}
