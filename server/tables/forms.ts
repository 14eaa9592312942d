// Generated from migrations/ by npm run generate.
export interface Answer {
  organization_id: string
  subject_id: string
  field: string
  text_value: string | null
  number_value: number | null
  day_value: string | null
}
