// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Absence {
  organization_id: string
  id: string
  person_id: string
  deputy_id: string | null
  from_on: string
  until_on: string
  cancelled_at: Date | null
  comes_back: Generated<boolean>
  begun_at: Date | null
  ended_at: Date | null
}

export interface AwayRule {
  organization_id: string
  way: string
  version: Generated<number>
}

export interface Credential {
  organization_id: string
  person_id: string
  password_hash: string
  failures: Generated<number>
  locked_until: Date | null
  changed_at: Date
}

export interface Holding {
  organization_id: string
  person_id: string
  position_id: string
  since: Date
  until: Date | null
}

export interface Organization {
  organization_id: string
  name: string
  pack: string
  locale: string
  time_zone: string
  currency: Generated<string>
  founded_at: Date
  making_until: Date | null
}

export interface Person {
  organization_id: string
  id: string
  name: string
  email: string
  phone: string | null
  locale: string
  joined_at: Date
  retired_at: Date | null
}

export interface Position {
  organization_id: string
  id: string
  unit_id: string
  code: string
  retired_at: Date | null
}

export interface RoleBook {
  organization_id: string
  roles: ColumnType<unknown, string, string>
  positions: ColumnType<unknown, string, string>
}

export interface Session {
  organization_id: string
  id: string
  person_id: string
  token_hash: Buffer
  begun_at: Date
  expires_at: Date
}

export interface Token {
  organization_id: string
  id: string
  person_id: string
  name: string
  scopes: string[]
  token_hash: Buffer
  created_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
  rate_limit: Generated<number>
}

export interface Unit {
  organization_id: string
  id: string
  code: string
  name: string
  kind: string
  parent_id: string | null
  time_zone: string
  phone: string | null
  address: string | null
  retired_at: Date | null
  gives_out: Generated<string>
  receiver_keeps: Generated<boolean>
  most_open: number | null
}
