// Generated from migrations/ by npm run generate.
export interface Handover {
  organization_id: string
  id: string
  complaint_id: string
  from_id: string
  to_id: string
  story: string
  state: string
  answer: string | null
  at: Date
  answered_at: Date | null
}
