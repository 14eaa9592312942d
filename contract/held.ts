import { z } from 'zod'
import { FileRef, Id, Instant, PARAGRAPH, PersonRef, notFound, page, staleVersion, text } from './common.ts'
import { receivedInFuture, unitNotYours, unitUnknown } from './complaint.ts'
import { notAPhone } from './customer.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown } from './files.ts'

export const heldDecided = refusal('portal/held-decided', 409)

export const HeldState = z.enum(['waiting', 'released', 'discarded'])
export type HeldState = z.infer<typeof HeldState>
export const HeldWhy = z.enum(['address', 'place', 'organization', 'sameWords'])
const MOST_AT_ONCE = 200

export const Held = z.object({
  id: Id, number: z.string(), state: HeldState, why: HeldWhy, unitId: Id, unitName: z.string(), what: z.enum(['complaint', 'praise', 'suggestion']), text: z.string().meta({ personal: true }), wants: z.string().nullable(), name: z.string().nullable().meta({ personal: true }), phone: z.string().nullable().meta({ personal: true }),
  files: z.array(FileRef), at: Instant, decided: z.object({ at: Instant, by: PersonRef.nullable(), reason: z.string().nullable() }).nullable(), complaint: z.object({ id: Id, number: z.string() }).nullable(),
})
export type Held = z.infer<typeof Held>

const Chosen = { ids: z.array(Id).min(1).max(MOST_AT_ONCE) }
const Decided = z.object({ decided: z.int() })
export const held = endpoint('GET /held', z.strictObject({ state: HeldState.optional(), limit: z.coerce.number().int().min(1).max(MOST_AT_ONCE).optional(), cursor: z.string().max(400).optional() }), page(Held))
/** What came along, for who decides; once decided it lies with the case. */
export const heldFile = endpoint('GET /held/:id/files/:fileId', z.strictObject({ id: Id, fileId: Id, inline: z.enum(['1']).optional() }), z.unknown())
/** All of them, or none. */
export const releaseHeld = endpoint('POST /held/release', z.strictObject(Chosen), Decided, { refuses: [heldDecided, notFound, staleVersion, fileUnknown, unitUnknown, unitNotYours, notAPhone, receivedInFuture] })
export const discardHeld = endpoint('POST /held/discard', z.strictObject({ ...Chosen, reason: text(PARAGRAPH) }), Decided, { refuses: [heldDecided, notFound, staleVersion] })
export const restoreHeld = endpoint('POST /held/restore', z.strictObject(Chosen), Decided, { refuses: [heldDecided, notFound, staleVersion] })
/** What the portal counted since this node began, and how many wait. */
export const gate = endpoint('GET /held/counters', z.strictObject({}), z.object({ since: Instant, waiting: z.int(), submitted: z.int(), puzzlesAsked: z.int(), puzzlesSolved: z.int(), held: z.int(), wrongCodes: z.int(), refused: z.int() }))
