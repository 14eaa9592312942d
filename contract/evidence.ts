import { z } from 'zod'
import { FileRef, Id, Instant, LINE, PARAGRAPH, PersonRef, Words, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { notOpen } from './complaint.ts'
import { Move } from './custody.ts'
import { endpoint, refusal } from './endpoint.ts'
import { EvidenceKind } from './evidence-pack.ts'
import { fileUnknown } from './files.ts'
import { notIndependent } from './kept.ts'

export const evidenceGone = refusal('evidence/gone', 409)
export const evidenceInCustody = refusal('evidence/in-custody', 409)
export const goodsUnknown = refusal('evidence/goods-unknown', 422)
export const collectedLater = refusal('evidence/collected-later', 422)
export const keptUntilPast = refusal('evidence/kept-until-past', 422)
export const clockUnknown = refusal('evidence/clock-unknown', 422)
export const notExpiring = refusal('evidence/not-expiring', 409)
export const notLonger = refusal('evidence/not-longer', 422)
export const sealMissing = refusal('evidence/seal-missing', 422)
export const receiverMissing = refusal('evidence/receiver-missing', 422)
export const witnessMissing = refusal('evidence/witness-missing', 422)
export const witnessSelf = refusal('evidence/witness-self', 422)

/** What may happen to evidence, as it stands in its chain. `secured`: it cannot expire any more (copied, examined, put under longer keeping). */
export const EvidenceStep = z.enum(['taken', 'sealed', 'handed', 'stored', 'examined', 'secured', 'extended', 'returned', 'released', 'destroyed'])
export type EvidenceStep = z.infer<typeof EvidenceStep>
export const EvidenceState = z.enum(['held', 'returned', 'released', 'destroyed'])
/** Of its keeping: no end, running, secured in time or later, over without having been secured, no longer with us. */
export const Keeping = z.enum(['none', 'running', 'secured', 'expired', 'ended'])
export type Keeping = z.infer<typeof Keeping>

const Kept = FileRef.extend({ sha256: z.string() })
const Step = Move.extend({ kind: EvidenceStep, /** Outside the house. */ toName: z.string().nullable(), seal: z.string().nullable(), witness: PersonRef.nullable(), until: Instant.nullable(), files: z.array(Kept) })

/** An item of evidence with everything that happened to it. */
export const Evidence = z.object({
  id: Id, number: z.string(), complaintId: Id, complaintNumber: z.string(), unitId: Id, unitName: z.string(), timeZone: z.string(), customerName: z.string(), kind: EvidenceKind, what: z.string(), origin: z.string(),
  collectedAt: Instant, collectedBy: PersonRef.nullable(), collectedPlace: z.string(), seal: z.string().nullable(), holder: PersonRef.nullable(), /** Who outside the house has it. */ holderName: z.string().nullable(), place: z.string(),
  state: EvidenceState, keeping: Keeping, version: z.int(), goods: z.object({ id: Id, number: z.string(), what: z.string() }).nullable(),
  /** Until when it is kept, and by which rule of the table; a typed end has none. */
  clock: z.object({ label: Words.nullable(), rule: z.string().nullable(), tableVersion: z.string().nullable(), from: Instant, until: Instant }).nullable(),
  files: z.array(Kept), steps: z.array(Step),
})
export type Evidence = z.infer<typeof Evidence>

/** By which rule, or until a moment that somebody names. `from`: when it came about, where that is not when it was collected. */
const KeepUntil = z.union([z.strictObject({ rule: text(80), from: Instant.optional() }), z.strictObject({ until: Instant, from: Instant.optional() })])
export const TakeEvidence = z.strictObject({
  complaintId: Id, kind: EvidenceKind, what: text(LINE), origin: text(LINE), collectedAt: Instant, collectedById: Id.optional(), collectedPlace: text(LINE), place: text(LINE), holderName: optionalText(LINE).nullable().optional(), seal: optionalText(LINE).nullable().optional(),
  fileIds: z.array(Id).max(20).optional(), goodsId: Id.optional(), clock: KeepUntil.nullable().optional(),
})
export const takeEvidence = endpoint('POST /complaints/:complaintId/evidence', TakeEvidence, Evidence, { status: 201, refuses: [notOpen, fileUnknown, goodsUnknown, collectedLater, keptUntilPast, clockUnknown, notFound] })

const Changed = { id: Id, version: z.int() }
/** `handed` names a person of the house or somebody outside; what ends the chain names a second person. */
export const moveEvidence = endpoint('POST /evidence/:id/steps', z.strictObject({
  ...Changed, kind: EvidenceStep.exclude(['taken', 'extended']), toId: Id.optional(), toName: optionalText(LINE).optional(), place: optionalText(LINE).optional(), seal: optionalText(LINE).optional(), why: text(PARAGRAPH), signatureId: Id.optional(), witnessId: Id.optional(), fileIds: z.array(Id).max(20).optional(),
}), Evidence, { refuses: [evidenceGone, staleVersion, evidenceInCustody, sealMissing, receiverMissing, witnessMissing, witnessSelf, notIndependent, fileUnknown, notFound] })
export const keepLonger = endpoint('POST /evidence/:id/extension', z.strictObject({ ...Changed, until: Instant, why: text(PARAGRAPH) }), Evidence, { refuses: [evidenceGone, staleVersion, notExpiring, notLonger] })

const Narrowed = { kind: EvidenceKind.optional(), unitId: Id.optional(), complaintId: Id.optional(), q: z.string().max(LINE).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }
/** Evidence in sight, what expires soonest first; without `keeping` what runs and what has run out. `q`: its number or that of the case, what it is, its seal, where it lies. */
export const evidenceList = endpoint('GET /evidence', z.strictObject({ keeping: Keeping.optional(), ...Narrowed }), page(Evidence).extend({ running: z.int(), soon: z.int(), expired: z.int() }))
export const oneEvidence = endpoint('GET /evidence/:id', z.strictObject({ id: Id }), Evidence)
/** Whether the bytes in the store are still those that were taken in. */
export const checkEvidence = endpoint('GET /evidence/:id/check', z.strictObject({ id: Id }), z.object({ items: z.array(z.object({ id: Id, name: z.string(), sha256: z.string(), intact: z.boolean() })), at: Instant, next: z.null() }))
/** Which clocks the table has for a kind of evidence of this case. */
export const evidenceClocks = endpoint('GET /complaints/:complaintId/evidence-clocks', z.strictObject({ complaintId: Id, kind: EvidenceKind }), z.object({ items: z.array(z.object({ rule: z.string(), label: Words, days: z.int(), why: Words })), next: z.null() }))
