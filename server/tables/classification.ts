// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Correction {
  organization_id: string
  point_id: string
  complaint_id: string
  suggested: string | null
  chosen: string
  at: Date
  weighed_at: Date | null
}

export interface Model {
  organization_id: string
  id: string
  no: number
  learnt_at: Date
  asked_by: string | null
  cases: number
  report: ColumnType<unknown, string, string>
  learnt: Buffer
}

export interface Standing {
  organization_id: string
  state: string
  asked_by: string | null
  begun_at: Date | null
  problem: string | null
  model_id: string | null
  chosen: Generated<boolean>
  last_no: Generated<number>
  learnt_until: Date | null
  learnt_cases: Generated<number>
}

export interface Wording {
  organization_id: string
  id: string
  phrase: string
  phrase_key: string
  category_code: string
  state: string
  source: string
  corrections: Generated<number>
  elsewhere: Generated<number>
  complaint_ids: Generated<string[]>
  at: Date
  made_by: string | null
  decided_by: string | null
  decided_at: Date | null
}
