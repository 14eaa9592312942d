// Generated from migrations/ by npm run generate.
export interface Precedent {
  organization_id: string
  complaint_id: string
  number: string
  category_code: string
  above: string[]
  severity: string | null
  liability: string | null
  given_fen: number
  kinds: string[]
  satisfied: boolean | null
  closed_at: Date
}
