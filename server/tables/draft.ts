// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Draft {
  organization_id: string
  id: string
  owner_id: string
  revision: number
  form: number
  body: string
  file_ids: Generated<string[]>
  candidate_id: string | null
  begun_at: Date
  saved_at: Date
  expires_at: Date
  handed_to: string | null
  handed_note: string | null
  handed_at: Date | null
  discarded_at: Date | null
  complaint_id: string | null
}
