// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Card {
  organization_id: string
  id: string
  code: string
  unit_id: string
  title: string
  counter: string | null
  product: string | null
  lot: string | null
  campaign: string | null
  greeting: ColumnType<unknown, string | null | undefined, string | null>
  opened: Generated<number>
  complaints: Generated<number>
  feedback: Generated<number>
  last_used_at: Date | null
  made_by: string | null
  made_at: Date
  retired_at: Date | null
  version: Generated<number>
}
