import { z } from 'zod'
import { FileRef, Id, Instant, PARAGRAPH, PersonRef, notFound, optionalText, page, staleVersion } from './common.ts'
import { Registered, RegisterComplaint, register } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { candidateDecided } from './importing.ts'
import { notIndependent } from './kept.ts'

/** Became a case already; it does so once, however often it is sent. */
export const draftUsed = refusal('draft/used', 409)
/** A colleague was asked to go on with it. */
export const draftHanded = refusal('draft/handed', 409)
export const draftDiscarded = refusal('draft/discarded', 409)
export const notToOneself = refusal('draft/not-to-oneself', 422)
export const draftPersonUnknown = refusal('draft/person-unknown', 422)

/** How much one unfinished registration may hold, as JSON. */
const MOST_CHARACTERS = 400_000

/** What the form holds, as its version of the form keeps it. Only what lists show is looked at; the rest is kept as it came. */
export const DraftBody = z.looseObject({
  channel: z.string().optional(), name: z.string().optional().meta({ personal: true }), phone: z.string().optional().meta({ personal: true }),
  points: z.array(z.looseObject({ text: z.string().optional().meta({ personal: true }) })).optional(),
}).refine((body) => JSON.stringify(body).length <= MOST_CHARACTERS, { params: { word: 'tooLong', most: MOST_CHARACTERS } })
export type DraftBody = z.infer<typeof DraftBody>

/** An unfinished registration, as a list shows it. */
export const DraftItem = z.object({
  id: Id, revision: z.int(), channel: z.string().nullable(), name: z.string(), firstWords: z.string(), files: z.int(), candidateId: Id.nullable(), owner: PersonRef, begunAt: Instant, savedAt: Instant, /** Nobody went on with it until then: it is erased. */ expiresAt: Instant,
  handed: z.object({ to: PersonRef, note: z.string(), at: Instant }).nullable(), discardedAt: Instant.nullable(), complaint: z.object({ id: Id, number: z.string() }).nullable(),
})
export type DraftItem = z.infer<typeof DraftItem>
export const Draft = DraftItem.extend({ /** Version of the form that wrote it. */ form: z.int(), body: DraftBody, attached: z.array(FileRef) })
export type Draft = z.infer<typeof Draft>

const OfDraft = z.strictObject({ id: Id })

/** One's own, and those a colleague asks one to go on with. */
export const drafts = endpoint('GET /drafts', z.strictObject({ state: z.enum(['open', 'discarded']).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(DraftItem))
export const draft = endpoint('GET /drafts/:id', OfDraft, Draft)
/**
 * Saved as it is typed. The id is made where the typing begins, also without a network. `revision`: of what was read last, 0 for the first; files that are not there to give any more are left out.
 */
export const saveDraft = endpoint('PUT /drafts/:id', OfDraft.extend({ revision: z.int().min(0), form: z.int().min(1).max(10_000), body: DraftBody, fileIds: z.array(Id).max(50).default([]), candidateId: Id.nullable().default(null) }), Draft, { refuses: [staleVersion, draftUsed, draftHanded, draftDiscarded] })
export const handDraft = endpoint('POST /drafts/:id/hand', OfDraft.extend({ toId: Id, note: optionalText(PARAGRAPH).default('') }), Draft, { refuses: [draftUsed, draftHanded, draftDiscarded, notToOneself, draftPersonUnknown, notIndependent] })
/** By whom it was handed to; or back again by its owner. */
export const takeDraft = endpoint('POST /drafts/:id/take', OfDraft, Draft, { refuses: [draftUsed, draftDiscarded] })
export const discardDraft = endpoint('POST /drafts/:id/discard', OfDraft, Draft, { refuses: [draftUsed, draftHanded] })
export const restoreDraft = endpoint('POST /drafts/:id/restore', OfDraft, Draft, { refuses: [draftUsed] })
/** Becomes a case, once; also one that never reached the server before. What was typed is erased here. */
export const registerDraft = endpoint('POST /drafts/:id/register', OfDraft.extend({ complaint: RegisterComplaint, candidateId: Id.nullable().default(null) }), Registered, { status: 201, refuses: [draftUsed, draftHanded, candidateDecided, notFound, ...(register.refuses ?? [])] })
