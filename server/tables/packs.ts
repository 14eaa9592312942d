// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Current {
  organization_id: string
  version_id: string
  policies: ColumnType<unknown, string, string>
  base_id: string
  own_causes: ColumnType<unknown, string | undefined, string>
  own_id: string | null
}

export interface Draft {
  organization_id: string
  base_id: string
  begun_by: string | null
  begun_at: Date
}

export interface DraftCategory {
  organization_id: string
  code: string
  parent: string | null
  label: ColumnType<unknown, string, string>
  matter: string
  keywords: string[]
  wording: string[]
  place: number
  retired: boolean
  version: number
  changed_by: string | null
  changed_at: Date | null
}

export interface Own {
  organization_id: string
  list: string
  code: string
  revision: number
  content: ColumnType<unknown, string | null | undefined, string | null>
  was: ColumnType<unknown, string | null | undefined, string | null>
  retired: boolean
  changed_by: string | null
  changed_at: Date
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

export interface TableDraft {
  organization_id: string
  table_name: string
  state: Generated<string>
  version: number
  rules: ColumnType<unknown, string, string>
  examples: ColumnType<unknown, string, string>
  based_on: string
  begun_by: string | null
  begun_at: Date
  changed_by: string | null
  changed_at: Date
  editors: string[]
  sent_by: string | null
  sent_at: Date | null
  note: Generated<string>
  returned_by: string | null
  returned_at: Date | null
  returned_why: string | null
}

export interface TableVersion {
  organization_id: string
  id: string
  table_name: string
  no: number
  state: string
  note: string
  drafted_by: string[]
  approved_by: string | null
  approved_at: Date
  alone: boolean
  effective_at: Date
  running: string
}

export interface Tree {
  organization_id: string
  id: string
  no: number
  state: string
  base_id: string
  categories: ColumnType<unknown, string, string>
  changes: ColumnType<unknown, string, string>
  note: string
  published_by: string | null
  published_at: Date
  effective_at: Date
}

export interface Version {
  organization_id: string
  id: string
  pack: string
  version: string
  body: ColumnType<unknown, string, string>
  installed_at: Date
}
