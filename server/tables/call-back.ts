// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Call {
  organization_id: string
  id: string
  external_id: string
  kind: string
  at: Date
  unit_id: string
  number: string | null
  task_id: string | null
  told_at: Date
}

export interface Line {
  organization_id: string
  id: string
  number: string
  number_key: string
  unit_id: string
  set_by: string | null
  set_at: Date
  removed_at: Date | null
}

export interface Rule {
  organization_id: string
  amount: number
  unit: string
  window_hours: number
  tries: number
  again_minutes: number
  version: Generated<number>
}

export interface Task {
  organization_id: string
  id: string
  unit_id: string
  number: string
  number_key: string
  customer_id: string | null
  calls: number
  first_at: Date
  last_at: Date
  due_at: Date
  next_at: Date | null
  tries: Generated<number>
  most_tries: number
  again_minutes: number
  taken_by: string | null
  taken_at: Date | null
  late_at: Date | null
  state: Generated<string>
  result: string | null
  note: string | null
  complaint_id: string | null
  feedback_id: string | null
  ended_at: Date | null
  ended_by: string | null
  version: Generated<number>
}

export interface Try {
  organization_id: string
  id: string
  task_id: string
  unit_id: string
  by_id: string | null
  at: Date
  note: string | null
}
