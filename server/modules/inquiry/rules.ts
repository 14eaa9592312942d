import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { endsBefore, fieldMissing, inquiryEnded, inquiryRunning, otherKind } from '#contract/inquiry.ts'
import { type Details, INQUIRY_FIELDS, type InquiryField, type Values, fieldWanting, isAsked } from '#contract/inquiry-kinds.ts'
import { type Instant, DAY, instant, plusMs } from '#kernel/time.ts'

interface Stored { readonly state: string; readonly version: number; readonly kind: string }

export const whyNotWork = (task: Stored, version: number): Refusal | null => {
  if (task.state !== 'open') return inquiryEnded
  return task.version === version ? null : staleVersion
}

export const whyNotReopen = (task: Stored, version: number): Refusal | null => {
  if (task.state === 'open') return inquiryRunning
  return task.version === version ? null : staleVersion
}

interface Fault { readonly refusal: Refusal; readonly field: string }
const at = (code: string) => `details/fields/${code}`

/** The first field that ends before the one it follows. */
const fieldTooEarly = ({ kind, fields }: Details): InquiryField | undefined => INQUIRY_FIELDS[kind].find((each) => {
  const [before, here] = [each.after && fields[each.after], fields[each.code]]
  return typeof before === 'string' && typeof here === 'string' && instant(here) < instant(before)
})

/** What cannot be kept as it was written. */
export const whyNotWritten = (task: Pick<Stored, 'kind'>, details: Details): Fault | null => {
  if (task.kind !== details.kind) return { refusal: otherKind, field: 'details/kind' }
  const early = fieldTooEarly(details)
  return early ? { refusal: endsBefore, field: at(early.code) } : null
}

export const whyNotDone = (details: Details): Fault | null => {
  const wanting = fieldWanting(details)
  return wanting && { refusal: fieldMissing, field: at(wanting.code) }
}

/** What is not asked as things stand is not kept. */
export const keptFields = ({ kind, fields }: Details): Values => Object.fromEntries(INQUIRY_FIELDS[kind].flatMap((each) => {
  const value = fields[each.code]
  return value === undefined || value === null || value === '' || !isAsked(each, fields) ? [] : [[each.code, value]]
}))

/** What a kind of record is as evidence. */
const RECORDED = { camera: 'footage', callRecording: 'recording' } as const

export interface Recorded { readonly kind: 'footage' | 'recording' | 'document'; readonly what: string; readonly keeper: string; readonly from: string; readonly until: Instant }

/** Records that whoever keeps them overwrites after so many days: what they are as evidence; null where nothing is said of it. */
export const recordedIn = ({ kind, fields }: Details): Recorded | null => {
  const { source, system, keeper, coversFrom, keptDays } = fields
  if (kind !== 'records' || typeof system !== 'string' || typeof keeper !== 'string' || typeof coversFrom !== 'string' || typeof keptDays !== 'number' || keptDays < 1) return null
  return { kind: RECORDED[source as keyof typeof RECORDED] ?? 'document', what: system, keeper, from: coversFrom, until: plusMs(instant(coversFrom), keptDays * DAY) }
}
