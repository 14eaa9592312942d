// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

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
}
