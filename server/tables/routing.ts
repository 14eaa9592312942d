// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Choice {
  organization_id: string
  id: string
  complaint_id: string
  unit_id: string
  person_id: string
  way: string
  considered: ColumnType<unknown, string, string>
  at: Date
}

export interface Handover {
  organization_id: string
  id: string
  complaint_id: string
  from_id: string
  to_id: string
  story: string
  state: string
  answer: string | null
  at: Date
  answered_at: Date | null
  told: string | null
}

export interface Passing {
  organization_id: string
  id: string
  complaint_id: string
  absence_id: string | null
  from_id: string
  to_id: string | null
  way: string
  why: string
  at: Date
  settled_at: Date | null
}

export interface Skill {
  organization_id: string
  person_id: string
  most_open: number | null
  categories: string[]
  languages: string[]
  classes: string[]
  version: Generated<number>
}

export interface Urging {
  organization_id: string
  id: string
  complaint_id: string
  unit_id: string
  kind: string
  words: string
  by_id: string | null
  to_id: string
  at: Date
  due_at: Date
  answer: string | null
  answered_by: string | null
  answered_at: Date | null
  late_at: Date | null
}

export interface Waiting {
  organization_id: string
  id: string
  complaint_id: string
  unit_id: string
  since: Date
  until: Date | null
}
