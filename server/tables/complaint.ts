// Generated from migrations/ by npm run generate.
import type { ColumnType, Generated } from 'kysely'

export interface Accused {
  organization_id: string
  id: string
  complaint_id: string
  person_id: string
  reason: string
  by_id: string | null
  at: Date
  ended_at: Date | null
  ended_by: string | null
  end_reason: string | null
}

export interface Attachment {
  organization_id: string
  complaint_id: string
  file_id: string
  kind: string
  at: Date
  place: Generated<number>
}

export interface Complainant {
  organization_id: string
  complaint_id: string
  customer_id: string | null
  name: string
  phone: string | null
  phone_key: string | null
  email: string | null
  email_key: string | null
  member_number: string | null
  address: string | null
  at: Date
}

export interface Complaint {
  organization_id: string
  id: string
  number: string
  unit_id: string
  state: string
  stage: string
  urgency: string
  urgency_rule: string | null
  urgency_why: ColumnType<unknown, string, string>
  nature: string
  channel: string
  customer_id: string
  complainant_name: string | null
  complainant_phone: string | null
  complainant_email: string | null
  owner_id: string | null
  recorded_by: string | null
  receiver_name: string
  receiver_position: string
  confidential: Generated<boolean>
  occurred_at: Date | null
  received_at: Date
  registered_at: Date
  place: string | null
  so_far: string | null
  product: ColumnType<unknown, string | null | undefined, string | null>
  order_info: ColumnType<unknown, string | null | undefined, string | null>
  order_number: string | null
  fields: ColumnType<unknown, string | undefined, string>
  claim_fen: number | null
  private_room: Generated<boolean>
  read_back: Generated<boolean>
  locale: string | null
  portal_hash: Buffer
  recurring: Generated<boolean>
  reopened: Generated<number>
  last_reopened_at: Date | null
  last_closed_at: Date | null
  outcome: string | null
  outcome_reason: string | null
  settled_fen: number | null
  summary: ColumnType<unknown, string | null | undefined, string | null>
  presence: string | null
  departed_at: Date | null
  acknowledged_at: Date | null
  acknowledged_how: string | null
  acknowledged_by: string | null
  why_not_now: string | null
  next_on: string | null
  pack_version: string
  version: Generated<number>
  lot: string | null
  same_matter: Generated<boolean>
  merged_into: string | null
  accused: string[] | null
  identity: Generated<string>
  handling_unit_id: string | null
  decided: ColumnType<unknown, string | null | undefined, string | null>
  way_offered: ColumnType<unknown, string | null | undefined, string | null>
  tell_by: string | null
}

export interface Counter {
  organization_id: string
  unit_code: string
  day: string
  last: number
}

export interface CustomerMove {
  organization_id: string
  merge_id: string
  complaint_id: string
}

export interface IdentityRule {
  organization_id: string
  owner_sees: boolean
  changed_by: string | null
  changed_at: Date
}

export interface Link {
  organization_id: string
  id: string
  from_id: string
  to_id: string
  kind: string
  reason: string | null
  by_id: string | null
  at: Date
  ended_at: Date | null
  ended_by: string | null
  end_reason: string | null
}

export interface Look {
  organization_id: string
  complaint_id: string
  person_id: string
  until: Date
}

export interface Merge {
  organization_id: string
  id: string
  complaint_id: string
  merged_id: string
  merged_number: string
  reason: string
  before: ColumnType<unknown, string, string>
  by_id: string | null
  at: Date
  undone_at: Date | null
  undone_by: string | null
  undo_reason: string | null
}

export interface Moved {
  organization_id: string
  merge_id: string
  complaint_id: string
  what: string
  row_id: string
  before: ColumnType<unknown, string | undefined, string>
}

export interface Participant {
  organization_id: string
  complaint_id: string
  grantee_id: string
  why: string
  at: Date
}

export interface Point {
  organization_id: string
  id: string
  complaint_id: string
  no: number
  words: string
  wants: string | null
  category_code: string | null
  reading: string | null
  severity: string | null
  matter: string | null
  service_stage: string | null
  service_fault: string | null
  category_version: string | null
}

export interface Representative {
  organization_id: string
  id: string
  complaint_id: string
  relation: string
  scope: string | null
  until_on: string | null
  file_id: string | null
  shown_at: Date | null
  waived: string | null
  waived_by: string | null
  by_id: string | null
  at: Date
  ended_at: Date | null
  end_reason: string | null
}

export interface RepresentativePerson {
  organization_id: string
  representative_id: string
  name: string
  phone: string | null
  email: string | null
}

export interface Restatement {
  organization_id: string
  id: string
  complaint_id: string
  body: string
  confirmed: boolean
  how: string
  by_id: string | null
  at: Date
}

export interface Search {
  organization_id: string
  complaint_id: string
  unit_id: string
  body: string
  grams: string | null
}

export interface SignOff {
  organization_id: string
  point_id: string
  complaint_id: string
  by_id: string
  comment: string
  at: Date
}

export interface Unreached {
  organization_id: string
  complaint_id: string
  way: string
  address: string
  at: Date
}
