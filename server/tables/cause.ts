// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Diagram {
  organization_id: string
  id: string
  complaint_id: string
  point_id: string | null
  kind: string
  scheme: ColumnType<unknown, string | null | undefined, string | null>
  version: Generated<number>
}

export interface Edition {
  organization_id: string
  complaint_id: string
  diagram_id: string
  version: number
  effect: string
  nodes: ColumnType<unknown, string, string>
  by_id: string | null
  at: Date
}
