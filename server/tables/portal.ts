// Generated from migrations/ by npm run generate.
export interface CodeRequest {
  organization_id: string
  id: string
  complaint_id: string
  way: string
  token: string | null
  token_hash: Buffer | null
  asked_at: Date
  until: Date | null
  used_at: Date | null
}
