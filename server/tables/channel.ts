// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Address {
  organization_id: string
  person_id: string
  medium: string
  address: string
  set_by: string
  set_at: Date
}

export interface Channel {
  organization_id: string
  id: string
  kind: string
  name: string
  settings: ColumnType<unknown, string, string>
  secrets: ColumnType<unknown, string, string>
  templates: ColumnType<unknown, string, string>
  unit_id: string | null
  news: string[]
  summary_at: string | null
  summarised_on: string | null
  locale: string
  token: string | null
  token_until: Date | null
  paused_at: Date | null
  removed_at: Date | null
  tried_at: Date | null
  problem: string | null
  said: string | null
  failing_since: Date | null
  failing_told: Generated<boolean>
  made_by: string
  made_at: Date
}

export interface Device {
  organization_id: string
  id: string
  person_id: string
  endpoint: string
  p256dh: string
  auth: string
  name: string
  made_at: Date
  reached_at: Date | null
}

export interface Message {
  organization_id: string
  id: string
  lane: string
  medium: string
  kind: string
  person_id: string | null
  device_id: string | null
  complaint_id: string | null
  notice_id: string | null
  address: string | null
  said: ColumnType<unknown, string, string>
  once: string
  pressing: boolean
  held: Generated<boolean>
  state: string
  attempts: Generated<number>
  next_at: Date
  tried_at: Date | null
  provider_id: string | null
  problem: string | null
  answer: string | null
  done_at: Date | null
  asked_at: Date | null
  asked: Generated<number>
  made_at: Date
}

export interface Preference {
  organization_id: string
  person_id: string
  choices: ColumnType<unknown, string, string>
  quiet_from: string | null
  quiet_until: string | null
  time_zone: string | null
  digest: string
  digest_at: string
}

export interface PushKey {
  only_one: Generated<boolean>
  public_key: string
  private_key: string
  made_at: Date
}
