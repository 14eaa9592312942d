// Generated from migrations/ by npm run generate.
export interface Promise {
  organization_id: string
  id: string
  complaint_id: string
  body: string
  due_at: Date
  owner_id: string
  state: string
  result: string | null
  kept_at: Date | null
  made_by: string | null
  made_at: Date
  reminded_at: Date | null
  remind_at: Date | null
}
