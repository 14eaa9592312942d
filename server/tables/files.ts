// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface File {
  organization_id: string
  id: string
  sha256: string
  name: string
  media_type: string
  bytes: number
  preview: boolean
  uploaded_by: string | null
  at: Date
  subject_id: string | null
  tells_who: Generated<boolean>
  kept_until: Date | null
}

export interface Upload {
  organization_id: string
  id: string
  key_hash: Buffer
  name: string
  bytes: number
  received: Generated<number>
  parts: Generated<string[]>
  uploaded_by: string | null
  at: Date
  file_id: string | null
}
