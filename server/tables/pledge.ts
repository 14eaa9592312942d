// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Page {
  organization_id: string
  name: string
  texts: ColumnType<unknown, string, string>
  shows: ColumnType<unknown, string, string>
  published_at: Date | null
  changed_by: string | null
  changed_at: Date
  figures: ColumnType<unknown, string | null | undefined, string | null>
  counted_at: Date | null
  version: Generated<number>
}

export interface Story {
  organization_id: string
  id: string
  month: string
  texts: ColumnType<unknown, string, string>
  file_id: string | null
  state: Generated<string>
  links: ColumnType<unknown, string | undefined, string>
  written_by: string | null
  written_at: Date
  published_by: string | null
  published_at: Date | null
  version: Generated<number>
}
