// Generated from migrations/ by npm run generate.
import type { Generated } from 'kysely'

export interface Feedback {
  organization_id: string
  id: string
  unit_id: string
  kind: string
  words: string
  praised: string | null
  place: string | null
  name: string | null
  phone: string | null
  channel: string
  card_id: string | null
  locale: string | null
  received_at: Date
  entered_by: string | null
  entered_at: Date
  passed_at: Date | null
  passed_by: string | null
  passed_to: string | null
  passed_note: string | null
  complaint_id: string | null
  version: Generated<number>
  email: string | null
  improving_unit_id: string | null
  owner_id: string | null
  due_at: Date | null
  late_at: Date | null
  answered_at: Date | null
  answered_by: string | null
  answer_way: string | null
  answer: string | null
  improved_at: Date | null
  improved_by: string | null
  improvement: string | null
  number: string | null
  portal_hash: Buffer | null
  answer_by: string | null
  answer_despite: string | null
}

export interface Rule {
  organization_id: string
  amount: number
  unit: string
  version: Generated<number>
}
