// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Evidence {
  organization_id: string
  complaint_id: string
  task_id: string
  item_id: string
}

export interface File {
  organization_id: string
  complaint_id: string
  task_id: string
  file_id: string
}

export interface Task {
  organization_id: string
  id: string
  complaint_id: string
  unit_id: string
  point_id: string | null
  number: string
  kind: string
  what: string
  owner_id: string
  asked_by: string | null
  asked_at: Date
  due_at: Date
  remind_at: Date | null
  reminded_at: Date | null
  late_at: Date | null
  state: string
  version: Generated<number>
  fields: ColumnType<unknown, string, string>
  result: string | null
  ended_at: Date | null
  ended_by: string | null
  end_why: string | null
  reopened: Generated<number>
}
