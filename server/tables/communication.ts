// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Attachment {
  organization_id: string
  complaint_id: string
  message_id: string
  file_id: string
}

export interface Message {
  organization_id: string
  id: string
  complaint_id: string
  kind: string
  body: string
  via: string | null
  by_id: string | null
  at: Date
  reached: boolean | null
  sent: string | null
  in_full: Generated<boolean>
  despite: string | null
  goes: string | null
  mail_id: string | null
}
