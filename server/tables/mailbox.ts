// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Consent {
  organization_id: string
  mailbox_id: string
  provider: string
  client_id: string
  client_secret: string
  tenant: string
  authorize_url: string
  token_url: string
  scope: string
  refresh_token: string | null
  access_token: string | null
  access_until: Date | null
  given_by: string | null
  given_at: Date | null
  state_hash: Buffer | null
  verifier: string | null
  begun_by: string | null
  begun_at: Date | null
}

export interface Mail {
  organization_id: string
  id: string
  mailbox_id: string
  unit_id: string
  uid_validity: number
  uid: number
  fingerprint: string
  sha256: string
  bytes: number
  message_id: string | null
  refs: string[]
  from_name: string | null
  from_address: string | null
  from_key: string | null
  recipients: ColumnType<unknown, string, string>
  subject: string
  sent_at: Date | null
  arrived_at: Date
  received_at: Date
  words: string
  quoted: string
  attachments: ColumnType<unknown, string, string>
  verdict: string
  reason: string | null
  proposed_id: string | null
  complaint_id: string | null
  message_in_case: string | null
  receipt: string | null
  flagged: Generated<boolean>
  decided_by: string | null
  decided_at: Date | null
  note: string | null
  at: Date
}

export interface Mailbox {
  organization_id: string
  id: string
  unit_id: string
  address: string
  address_key: string
  folder: string
  imap_host: string
  imap_port: number
  imap_security: string
  imap_user: string
  imap_password: string
  smtp_host: string | null
  smtp_port: number | null
  smtp_security: string | null
  smtp_user: string | null
  smtp_password: string | null
  begin_at: Date | null
  uid_validity: number | null
  last_uid: Generated<number>
  revision: Generated<number>
  lease_by: string | null
  lease_until: Date | null
  paused_at: Date | null
  removed_at: Date | null
  trouble: string | null
  trouble_said: string | null
  trouble_since: Date | null
  trouble_told: Generated<boolean>
  seen_at: Date | null
  last_mail_at: Date | null
  made_by: string
  made_at: Date
}

export interface SigningKey {
  organization_id: string
  secret: Buffer
  made_at: Date
}
