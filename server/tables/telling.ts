// Generated from migrations/ by npm run generate.
export interface Pending {
  organization_id: string
  id: string
  complaint_id: string
  change: string
  detail: string | null
  because: string
  at: Date
  goes_at: Date
  state: string
  message_id: string | null
  done_by: string | null
  done_at: Date | null
}

export interface Wish {
  organization_id: string
  complaint_id: string
  wish: string
  by_id: string | null
  at: Date
}
