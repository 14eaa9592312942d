// Generated from migrations/ by npm run generate.
export interface Cited {
  organization_id: string
  complaint_id: string
  finding_id: string
  task_id: string
}

export interface Evidence {
  organization_id: string
  complaint_id: string
  finding_id: string
  file_id: string
}

export interface Finding {
  organization_id: string
  id: string
  complaint_id: string
  point_id: string
  body: string
  liability: string
  root_cause: string | null
  method: string | null
  explanation: string | null
  alternative_help: string | null
  by_id: string | null
  at: Date
  superseded_at: Date | null
  cause_detail: string | null
}

export interface Verification {
  organization_id: string
  id: string
  complaint_id: string
  exists_here: boolean
  ours: boolean
  note: string
  by_id: string | null
  at: Date
}
