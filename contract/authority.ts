import { z } from 'zod'
import { Done, Fen, Id, Instant, LINE, PersonRef, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

/** One has said yes already; the next yes is somebody else's. */
export const alreadyDecided = refusal('authority/already-decided', 409)
export const nothingToLend = refusal('authority/nothing-to-lend', 403)
export const delegateIsSelf = refusal('authority/delegate-is-self', 422)
export const delegationTwice = refusal('authority/delegation-twice', 409)
/** Wrong, past its time, used up by a decision of somebody else, taken back: who guesses learns nothing. */
export const linkOver = refusal('authority/link-over', 404)
export const linkUsed = refusal('authority/link-used', 409)
export const delegationNotYours = refusal('authority/delegation-not-yours', 403)

/** A yes that is wanted for a proposal. Those of one `no` are asked together, and all are wanted. `people`: who may give it now. */
export const Step = z.object({
  no: z.int(), positions: z.array(z.string()), state: z.enum(['later', 'open', 'done', 'over']), askedAt: Instant.nullable(), dueAt: Instant.nullable(), climbedAt: Instant.nullable(), doneBy: PersonRef.nullable(), doneAt: Instant.nullable(), people: z.array(PersonRef),
})
export type Step = z.infer<typeof Step>

const Day = z.iso.date()
/** Somebody decides for somebody else, up to an amount, though both are there. */
export const Delegation = z.object({ id: Id, from: PersonRef, to: PersonRef, fromOn: Day, untilOn: Day, mostFen: Fen, reason: z.string(), madeAt: Instant, state: z.enum(['coming', 'now', 'over', 'ended']), mayEnd: z.boolean() })
export type Delegation = z.infer<typeof Delegation>

/** Those of the reader: given and received. Whoever leads others sees theirs, too. */
export const delegations = endpoint('GET /delegations', z.strictObject({}), z.object({ items: z.array(Delegation), next: z.null() }))
/** From who asks to another, with the authority of their own posts and no more; what was lent to them they cannot lend on. */
export const delegate = endpoint('POST /delegations', z.strictObject({ toId: Id, fromOn: Day, untilOn: Day, mostFen: Fen, reason: text(LINE) }), Delegation, { status: 201, refuses: [nothingToLend, delegateIsSelf, delegationTwice] })
export const endDelegation = endpoint('POST /delegations/:id/end', z.strictObject({ id: Id }), Done, { refuses: [delegationNotYours] })
