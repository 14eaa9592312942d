// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Cursor {
  name: string
  xid: string
  id: string
}

export interface Event {
  id: string
  organization_id: string
  name: string
  version: number
  subject_type: string
  subject_id: string
  unit_id: string | null
  confidential: Generated<boolean>
  actor_kind: string
  actor_id: string | null
  command: string
  at: Date
  payload: ColumnType<unknown, string, string>
  reason_hash: Buffer | null
  content_hash: Buffer
  xid: Generated<string>
}

export interface EventText {
  organization_id: string
  event_id: string
  salt: Buffer
  reason: string
}

export interface Idempotency {
  organization_id: string
  caller: string
  key_hash: Buffer
  command: string
  input_hash: Buffer
  body: Buffer | null
  at: Date
}

export interface Leaf {
  organization_id: string
  event_id: string
  seq: number
  place: number
  content_hash: Buffer
}

export interface Seal {
  organization_id: string
  seq: number
  root: Buffer
  previous: Buffer | null
  hash: Buffer
  leaves: number
  at: Date
}

export interface Slice {
  organization_id: string
  no: number
  since: string
  key: string
  counted: Generated<number>
  counted_to: Generated<string>
}
