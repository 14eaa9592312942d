import { z } from 'zod'
import { Id, Instant, PARAGRAPH, optionalText } from './common.ts'
import { mergedElsewhere } from './complaint.ts'
import { endpoint } from './endpoint.ts'
import { isAnonymous } from './kept.ts'
import { TellBy, Way, wayRefusals } from './tell-by.ts'
import { Change } from './telling-pack.ts'

/** How much a customer wants to hear: everything, only what needs them, nothing. */
export const Wish = z.enum(['all', 'less', 'none'])
export type Wish = z.infer<typeof Wish>

/** What became of a change: gathered for the next letter, to be told by a call, told, or not told as they wish. */
export const TellState = z.enum(['waiting', 'call', 'told', 'called', 'dropped'])
export const Gathered = z.object({ id: Id, change: Change, text: z.string(), at: Instant, state: TellState, goesAt: Instant.nullable(), doneAt: Instant.nullable() })
export type Gathered = z.infer<typeof Gathered>

/** Everything that may be said to a customer who asks, on one page: where it stands, what comes next and by when, who looks after it, and what they have not heard yet. Nothing of it is meant for the house alone. */
export const MaySay = z.object({
  complaintId: Id, number: z.string(), name: z.string(), step: z.int().min(1).max(5), stepName: z.string(), closed: z.boolean(), nextBy: Instant.nullable(), handler: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(), offer: z.string().nullable(),
  outside: z.array(z.string()), lastTold: z.object({ at: Instant, text: z.string() }).nullable(), untold: z.array(Gathered), wish: Wish, /** How they asked to be told, which way a letter goes now, and of each way why it is not possible. */ tellBy: TellBy, goes: Way, ways: z.array(z.object({ way: TellBy, whyNot: z.string().nullable() })), language: z.string(), /** What is said, in the language of the customer. */ words: z.string(), may: z.record(z.string(), z.string().nullable()),
})
export type MaySay = z.infer<typeof MaySay>
export const maySay = endpoint('GET /complaints/:complaintId/may-say', z.strictObject({ complaintId: Id }), MaySay)
/** Told on the phone: kept with the case as a call; what was gathered for the next letter is told with it. `reached` false: nobody answered, it stays to be told. */
export const tellByPhone = endpoint('POST /complaints/:complaintId/told', z.strictObject({ complaintId: Id, reached: z.boolean().default(true), note: optionalText(PARAGRAPH).default('') }), MaySay, { refuses: [mergedElsewhere, isAnonymous] })
/** What the customer said of it: how much they want to hear, how, or both. */
export const wishTelling = endpoint('PUT /complaints/:complaintId/telling-wish', z.strictObject({ complaintId: Id, wish: Wish.optional(), tellBy: TellBy.optional() }), MaySay, { refuses: [mergedElsewhere, isAnonymous, ...wayRefusals] })
/** What was told of a case, and what waits, newest first. */
export const caseTellings = endpoint('GET /complaints/:complaintId/tellings', z.strictObject({ complaintId: Id }), z.object({ items: z.array(Gathered), next: z.null() }))
