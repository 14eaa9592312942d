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
  told: string | null
}

export interface Urging {
  organization_id: string
  id: string
  complaint_id: string
  unit_id: string
  kind: string
  words: string
  by_id: string | null
  to_id: string
  at: Date
  due_at: Date
  answer: string | null
  answered_by: string | null
  answered_at: Date | null
  late_at: Date | null
}

export interface Waiting {
  organization_id: string
  id: string
  complaint_id: string
  unit_id: string
  since: Date
  until: Date | null
}
