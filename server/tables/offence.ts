// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Report {
  organization_id: string
  id: string
  complaint_id: string
  kind: string
  what: string
  happened_at: Date | null
  restricted: Generated<boolean>
  flagged_by: string | null
  flagged_at: Date
  police_number: string | null
  police_station: string | null
  police_at: Date | null
  steps: ColumnType<unknown, string | undefined, string>
  lifted_at: Date | null
  lifted_by: string | null
  lift_reason: string | null
}
