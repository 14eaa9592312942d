// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface AgreedEnd {
  organization_id: string
  id: string
  complaint_id: string
  clock_id: string
  due_before: Date
  until: Date
  reason: string
  agreed_with: string
  how: string
  by_id: string | null
  at: Date
}

export interface Calendar {
  organization_id: string
  id: string
  body: ColumnType<unknown, string, string>
  made_at: Date
}

export interface Confirmation {
  organization_id: string
  id: string
  kind: string
  digest: string
  source: string
  link: string
  by_id: string | null
  at: Date
  withdrawn_at: Date | null
  withdrawn_by: string | null
}

export interface Deadline {
  organization_id: string
  id: string
  complaint_id: string
  unit_id: string
  kind: string
  ends: string
  rule: ColumnType<unknown, string, string>
  rule_version: string
  started_at: Date
  warn_at: Date
  due_at: Date
  met_at: Date | null
  state: string
  escalate_to: string
  warned_at: Date | null
  fired_at: Date | null
  provisional: Generated<boolean>
  bound: Generated<string>
  pauses: Generated<boolean>
  event: Generated<string>
  extended_from: Date | null
  extended_at: Date | null
  calendar_id: string | null
  came_at: Date | null
  climb_at: Date | null
  climbs_from: Date | null
  facts: ColumnType<unknown, string | null | undefined, string | null>
}

export interface Extension {
  organization_id: string
  id: string
  complaint_id: string
  clock_id: string
  kind: string
  due_before: Date
  until: Date
  reason: string
  state: string
  asked_by: string | null
  asked_at: Date
  decided_by: string | null
  decided_at: Date | null
  comment: string | null
}

export interface Ladder {
  organization_id: string
  kind: string
  revision: number
  levels: ColumnType<unknown, string | null | undefined, string | null>
  changed_by: string | null
  changed_at: Date
}

export interface Official {
  organization_id: string
  id: string
  code: string
  body: ColumnType<unknown, string, string>
  made_at: Date
}

export interface Pause {
  organization_id: string
  id: string
  complaint_id: string
  from_at: Date
  until_at: Date | null
  reason: string
  by_id: string | null
  clock_id: string | null
}

export interface Region {
  organization_id: string
  code: string
  name: string
  weekend: ColumnType<unknown, string, string>
  revision: number
  official_id: string | null
  changed_by: string | null
  changed_at: Date
}

export interface RegionYear {
  organization_id: string
  id: string
  code: string
  year: number
  days: ColumnType<unknown, string | null | undefined, string | null>
  source: string
  made_by: string | null
  made_at: Date
}

export interface Rung {
  organization_id: string
  id: string
  complaint_id: string
  clock_id: string
  run_at: Date
  level: string
  no: number
  time: number
  why: string
  at: Date
  people: string[]
}

export interface UnitTimes {
  organization_id: string
  unit_id: string
  own: ColumnType<unknown, string, string>
  revision: number
  calendar_id: string | null
  changed_by: string | null
  changed_at: Date
}
