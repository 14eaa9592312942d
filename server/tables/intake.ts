// Generated from migrations/ by npm run generate.
import type { ColumnType } from 'kysely'

export interface Reception {
  organization_id: string
  complaint_id: string
  notes: ColumnType<unknown, string, string>
  recording_id: string | null
  recording_started_at: Date | null
  talk: ColumnType<unknown, string | null | undefined, string | null>
  seated_at: string | null
  host_id: string | null
  read_back: string | null
  read_back_at: Date | null
  signature_id: string | null
  seal: string | null
  written_from: string | null
  reference: string | null
  answer_by: Date | null
}
