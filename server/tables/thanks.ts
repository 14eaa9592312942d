// Generated from migrations/ by npm run generate.
export interface Gift {
  organization_id: string
  id: string
  unit_id: string
  feedback_id: string
  what: string
  worth_fen: number
  given_to: string
  given_on: string
  given_by: string
  receipt: string | null
  file_id: string | null
  entered_at: Date
  withdrawn_at: Date | null
  withdrawn_by: string | null
  withdrawn_why: string | null
}
