import { z } from 'zod'
import { Id, Instant, Words } from './common.ts'
import { refusal } from './endpoint.ts'

/** What was looked at is not what would happen now. */
export const previewStale = refusal('clock/preview-stale', 409)

/** A deadline that would end otherwise. */
export const Move = z.object({ complaintId: Id, number: z.string(), unit: z.string(), clockId: Id, kind: z.string(), before: Instant, after: Instant, /** Not due now, and overdue then. */ overdue: z.boolean(), provisional: z.boolean(), /** Begins with it, or ends: the case is seen otherwise. */ what: z.enum(['moves', 'begins', 'ends']) })
export type Move = z.infer<typeof Move>
/** What would move, worked out as it would be and kept nowhere; `open`: how many run that it touches. Milliseconds, negative: earlier. */
export const Moves = z.object({
  open: z.int(), moved: z.int(), overdue: z.int(), /** More run than are looked at beforehand. */ partly: z.boolean(),
  clocks: z.array(z.object({ kind: z.string(), label: Words, moved: z.int(), earliestMs: z.number(), latestMs: z.number() })), items: z.array(Move), next: z.string().nullable(),
})
export type Moves = z.infer<typeof Moves>
/** `digest` is handed in with the change: should something else hold by then, it is refused. */
export const Preview = z.object({ digest: z.string(), moves: Moves })
export type Preview = z.infer<typeof Preview>
export const Seen = z.string().max(100).optional()
/** Where the list of what moves goes on. */
export const From = z.string().max(200).optional()
