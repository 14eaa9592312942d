// Generated from migrations/ by npm run generate.
export interface Approval {
  organization_id: string
  id: string
  complaint_id: string
  subject_id: string
  by_id: string
  deputy_of: string | null
  verdict: string
  comment: string
  at: Date
}
