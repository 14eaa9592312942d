import { z } from 'zod'
import { Code, Id, Instant, LETTER, LINE, PARAGRAPH, PersonRef, optionalText, text } from './common.ts'
import { ComplaintState, mergedElsewhere, notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { accusedDiffer } from './kept.ts'
import { Channel, Stage } from './packs.ts'

export const sameCase = refusal('complaint/same-case', 422)
export const alreadyLinked = refusal('complaint/already-linked', 409)
export const notLinked = refusal('complaint/not-linked', 409)
export const otherCustomer = refusal('complaint/other-customer', 409)
/** One record, two names: whoever merges says that it is one person. */
export const namesDiffer = refusal('complaint/names-differ', 409)
export const confidentialDiffers = refusal('complaint/confidential-differs', 409)
export const notMerged = refusal('complaint/not-merged', 409)
/** Units still answer for it. */
export const formUnderWay = refusal('liaison/form-under-way', 409)
export const handoverUnderWay = refusal('routing/handover-under-way', 409)
/** An expert was asked on it: that case goes on, and the other into it. */
export const opinionHere = refusal('expert/opinion-here', 409)
export const remedyUnderWay = refusal('remedy/remedy-under-way', 409)
/** A rule of law binds by what somebody else answered, or by a refused exemption: who is stopped by it does not judge the point so that it binds no more. */
export const judgementBinds = refusal('statute/judgement-binds', 409)
/** While a reply waits for somebody's yes the case does not go into another. */
export const replyWaits = refusal('commitment/reply-waits', 409)
export const executionUnderWay = refusal('settlement/execution-under-way', 409)

/** What the case at hand is to the other: its duplicate, what followed from it, the same matter again, or otherwise related. */
export const LinkKind = z.enum(['duplicateOf', 'followUpOf', 'sameMatter', 'related'])
export type LinkKind = z.infer<typeof LinkKind>

/** Where a case is looked after that the reader may not see. */
export const Elsewhere = z.object({ unitName: z.string(), unitPhone: z.string().nullable(), ownerName: z.string().nullable() })
export type Elsewhere = z.infer<typeof Elsewhere>

/** A link as it is seen from a case. `from`: the case at hand is what `kind` says of the other; `to`: the other is that of this one. `other`: null where it is out of sight. */
export const Link = z.object({
  id: Id, kind: LinkKind, way: z.enum(['from', 'to']), reason: z.string().nullable(), /** Null: found by the rules. */ by: PersonRef.nullable(), at: Instant,
  other: z.object({ id: Id, number: z.string(), state: ComplaintState, stage: Stage, unitName: z.string(), firstWords: z.string() }).nullable(), elsewhere: Elsewhere.nullable(),
})
export type Link = z.infer<typeof Link>

/** A case that was taken into the one at hand. */
export const MergedCase = z.object({ id: Id, number: z.string(), reason: z.string(), by: PersonRef.nullable(), at: Instant })

export const LinkInput = z.strictObject({ id: Id, otherId: Id, kind: LinkKind, reason: text(LINE) })
export const Unlink = z.strictObject({ id: Id, linkId: Id, reason: text(LINE) })
/** `id` goes on; everything of `duplicateId` moves there, and its number and look-up code lead there. */
export const Merge = z.strictObject({ id: Id, duplicateId: Id, reason: text(LINE), samePerson: z.boolean().optional() })
export const Unmerge = z.strictObject({ id: Id, duplicateId: Id, reason: text(LINE) })
export const linkRefusals = [sameCase, alreadyLinked, mergedElsewhere]
export const mergeRefusals = [notOpen, sameCase, otherCustomer, namesDiffer, confidentialDiffers, accusedDiffer, handoverUnderWay, formUnderWay, opinionHere, remedyUnderWay, replyWaits, executionUnderWay]

/** Why two cases may be one. `textPercent`: how much of the shorter text stands in the other; `days`: between the two. */
export const Likeness = z.object({ customer: z.boolean(), name: z.boolean(), order: z.boolean(), lot: z.boolean(), textPercent: z.int().nullable(), days: z.int() })
export type Likeness = z.infer<typeof Likeness>

export const LikelyDuplicate = z.object({
  id: Id, number: z.string(), state: ComplaintState, stage: Stage, customerName: z.string(), unitName: z.string(), timeZone: z.string(), ownerName: z.string(), receivedAt: Instant, firstWords: z.string(), why: Likeness,
  /** Of the same customer and still open: what is said now can be added to it. */
  addable: z.boolean(),
})
export type LikelyDuplicate = z.infer<typeof LikelyDuplicate>
const Found = z.object({ items: z.array(LikelyDuplicate), elsewhere: z.array(Elsewhere) })

/** Cases that may be the one being typed, the likeliest first; with those out of sight only where to ask. */
export const likelyDuplicates = endpoint('POST /complaints/likely-duplicates', z.strictObject({
  customerId: Id.optional(), phone: optionalText(40).optional(), name: optionalText(LINE).optional(), order: optionalText(LINE).optional(), lot: optionalText(LINE).optional(), unitId: Id.optional(), text: optionalText(LETTER).optional(),
}), Found)
/** The same for a case that is there, without those that are linked with it or were found to be another matter. */
export const duplicatesOf = endpoint('GET /complaints/:id/likely-duplicates', z.strictObject({ id: Id }), Found)
/** Looked at, and not the same. */
export const DismissDuplicate = z.strictObject({ id: Id, otherId: Id, reason: text(LINE) })

/** What a customer says about a case that is there already: added to it instead of making a new one. `asPoints`: a new problem, answered on its own; else part of the conversation. */
export const AddWords = z.strictObject({
  id: Id, channel: Channel, points: z.array(z.strictObject({ text: text(LETTER), wants: optionalText(PARAGRAPH).nullable().optional(), categoryCode: Code.nullable().optional() })).min(1).max(50),
  /** Whatever else was told: read by people, kept with the words. */
  circumstances: optionalText(LETTER).optional(), fileIds: z.array(Id).max(50).optional(), asPoints: z.boolean(),
})
