// Generated from migrations/ by npm run generate.
export interface Change {
  organization_id: string
  id: number
  unit_id: string
  month: string
  mark: string
  step: number
}

export interface Fact {
  organization_id: string
  complaint_id: string
  unit_id: string
  owner_id: string | null
  month: string
  kept: boolean
  marks: string[]
}

export interface Tally {
  organization_id: string
  unit_id: string
  month: string
  mark: string
  cases: number
}
