import { z } from 'zod'
import { Code, FileRef, Id, Instant, LETTER, LINE, PARAGRAPH, PersonRef, optionalText, text } from './common.ts'
import { refusal } from './endpoint.ts'

export const appointmentInPast = refusal('intake/appointment-in-past', 422)

/** A line written down while the customer talked, with its moment (A2). */
export const NoteLine = z.strictObject({ at: Instant, text: text(PARAGRAPH).meta({ personal: true }) })
export type NoteLine = z.infer<typeof NoteLine>
/** How long the customer sat with us, without the times the talk was broken off (A4). */
export const Talk = z.strictObject({ startedAt: Instant, endedAt: Instant.nullable(), pauses: z.array(z.strictObject({ from: Instant, to: Instant })).max(50) })
export type Talk = z.infer<typeof Talk>

const line = optionalText(LINE).nullable().optional()

/** How a complaint was received, beyond what it says: what a call, a visit, a letter or a transfer bring along. Files are named among those of the registration. */
export const ReceptionInput = z.strictObject({
  notes: z.array(NoteLine).max(1_000).optional(),
  /** `startedAt`: when the recording began; null where nobody knows. */
  recording: z.strictObject({ fileId: Id, startedAt: Instant.nullable() }).nullable().optional(),
  talk: Talk.nullable().optional(), seatedAt: line, /** Who stays with the customer and is not called away. */ hostId: Id.nullable().optional(),
  /** The record as it was read to the customer, when they said it is right, and what they signed it with. */
  readBack: z.strictObject({ text: text(5 * LETTER).meta({ personal: true }), at: Instant, signatureId: Id.nullable() }).nullable().optional(),
  /** Where the writer of a letter lives or is based. */
  writtenFrom: line.meta({ personal: true }),
  /** Of an authority or association that passed it on: its number, and by when it wants an answer. */
  reference: line, /** Which it is, among those of the pack; left out where nobody says. */ body: Code.nullable().optional(), answerBy: Instant.nullable().optional(),
  /** What was agreed for next: becomes a promise of the case. */
  appointment: z.strictObject({ text: text(LINE), dueAt: Instant }).nullable().optional(),
})
export type ReceptionInput = z.infer<typeof ReceptionInput>

export const Reception = z.object({
  notes: z.array(NoteLine), recording: z.object({ file: FileRef, startedAt: Instant.nullable() }).nullable(), talk: Talk.nullable(), seatedAt: z.string().nullable(), host: PersonRef.nullable(),
  readBack: z.object({ text: z.string(), at: Instant, signature: FileRef.nullable(), /** Of text, signature and moment together, SHA-256. */ seal: z.string(), /** Whether the record still says what was read to the customer. */ stillSo: z.boolean() }).nullable(),
  writtenFrom: z.string().nullable(), reference: z.string().nullable(), answerBy: Instant.nullable(),
})
export type Reception = z.infer<typeof Reception>

/** What is read to the customer: every point in their words and what they want, nothing else. */
export const readBackText = (points: readonly { readonly text: string; readonly wants?: string | null | undefined }[]): string =>
  points.map(({ text: words, wants }, at) => `${at + 1}. ${words}${wants ? `\n→ ${wants}` : ''}`).join('\n\n')
