// Generated from migrations/ by npm run generate.
import type { ColumnType } from 'kysely'

export interface Current {
  organization_id: string
  version_id: string
  policies: ColumnType<unknown, string, string>
}

export interface Policy {
  organization_id: string
  id: string
  table_name: string
  version: string
  body: ColumnType<unknown, string, string>
  published_at: Date
  published_by: string | null
}

export interface Version {
  organization_id: string
  id: string
  pack: string
  version: string
  body: ColumnType<unknown, string, string>
  installed_at: Date
}
