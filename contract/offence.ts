import { z } from 'zod'
import { Code, Id, Instant, LINE, PARAGRAPH, PersonRef, text } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'

export const flaggedAlready = refusal('offence/flagged-already', 409)
export const offenceLifted = refusal('offence/lifted', 409)
export const happenedInFuture = refusal('offence/in-future', 422)
export const stepUnknown = refusal('offence/step-unknown', 422)

export const OffenceKind = z.enum(['lostGoods', 'theft', 'violence', 'threat', 'extortion', 'damage', 'other'])
/** E14: something that may be an offence. While it stands, every file of the case is kept. */
export const Offence = z.object({
  id: Id, complaintId: Id, kind: OffenceKind, what: z.string(), happenedAt: Instant.nullable(), /** Seen only by those who see what is confidential, whoever looks after it, and who flagged it. */ restricted: z.boolean(), flaggedBy: PersonRef.nullable(), flaggedAt: Instant,
  police: z.object({ number: z.string(), station: z.string(), at: Instant }).nullable(), /** What the pack asks for to protect staff; null: not done yet. */ steps: z.array(z.object({ code: Code, label: z.string(), done: z.object({ by: PersonRef.nullable(), at: Instant }).nullable() })),
  lifted: z.object({ by: PersonRef.nullable(), at: Instant, reason: z.string() }).nullable(),
})
export type Offence = z.infer<typeof Offence>
export const flag = endpoint('POST /complaints/:complaintId/offences', z.strictObject({ complaintId: Id, kind: OffenceKind, what: text(PARAGRAPH), happenedAt: Instant.nullable().optional(), restrict: z.boolean().default(false) }), Offence, { status: 201, refuses: [notOpen, flaggedAlready, happenedInFuture] })
/** The number under which the police have it, where, and when they were told. */
export const notePolice = endpoint('POST /offences/:id/police', z.strictObject({ id: Id, number: text(LINE), station: text(LINE), at: Instant }), Offence, { refuses: [offenceLifted, happenedInFuture] })
export const doStep = endpoint('POST /offences/:id/steps', z.strictObject({ id: Id, code: Code }), Offence, { refuses: [offenceLifted, stepUnknown] })
export const lift = endpoint('POST /offences/:id/lift', z.strictObject({ id: Id, reason: text(PARAGRAPH) }), Offence, { refuses: [offenceLifted] })
