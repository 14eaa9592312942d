import { z } from 'zod'
import { Proposal, proposalGone } from './assigning.ts'
import { Code, Id, Instant, Nothing, PARAGRAPH, PersonRef, notFound, staleVersion, text } from './common.ts'
import { notOpen, retiredCategory, unknownCategory } from './complaint.ts'
import { judgementBinds } from './links.ts'
import { endpoint, refusal } from './endpoint.ts'
import { notIndependent } from './kept.ts'
import { Channel, Urgency } from './packs.ts'
import { Tell } from './routing.ts'

export const nobodyToUrge = refusal('routing/nobody-to-urge', 409)
export const nobodyHigher = refusal('routing/nobody-higher', 409)
export const urgingAnswered = refusal('routing/urging-answered', 409)
export const notYoursToAnswer = refusal('routing/not-yours-to-answer', 403)
export const urgedAlready = refusal('routing/urged-already', 409)

/** `urge` 催办: a manager asks for progress; `supervise` 督办: it is watched from above; `higher`: the customer asks for somebody higher. */
export const UrgingKind = z.enum(['urge', 'supervise', 'higher'])
export const Urging = z.object({ id: Id, complaintId: Id, kind: UrgingKind, words: z.string(), by: PersonRef.nullable(), to: PersonRef, at: Instant, dueAt: Instant, answer: z.string().nullable(), answeredBy: PersonRef.nullable(), answeredAt: Instant.nullable(), late: z.boolean(), /** Why the reader cannot answer it. */ whyNot: z.string().nullable() })
export type Urging = z.infer<typeof Urging>
const Urge = z.strictObject({ complaintId: Id, words: text(PARAGRAPH) })
export const urge = endpoint('POST /complaints/:complaintId/urge', Urge, Urging, { status: 201, refuses: [notOpen, nobodyToUrge, urgedAlready] })
export const supervise = endpoint('POST /complaints/:complaintId/supervise', Urge, Urging, { status: 201, refuses: [notOpen, nobodyToUrge, urgedAlready] })
/** In the customer's words; goes to who leads the unit. */
export const askHigher = endpoint('POST /complaints/:complaintId/ask-higher', Urge, Urging, { status: 201, refuses: [notOpen, nobodyHigher, urgedAlready] })
export const answerUrging = endpoint('POST /urgings/:id/answer', z.strictObject({ id: Id, answer: text(PARAGRAPH) }), Urging, { refuses: [urgingAnswered, notYoursToAnswer] })

export const TriageItem = z.object({
  complaintId: Id, number: z.string(), version: z.int(), customerName: z.string(), unitId: Id, unitName: z.string(), /** The unit that handles it and gives it to somebody, where that is another one. */ handledBy: z.object({ id: Id, name: z.string() }).nullable(), timeZone: z.string(), urgency: Urgency, channel: Channel, words: z.string(), categoryCode: z.string().nullable(),
  /** Since when nobody has looked after it, or since when it waits to be taken on. */ since: Instant, owner: PersonRef.nullable(), pending: PersonRef.nullable(), dueAt: Instant.nullable(),
  /** Whoever looks after it is away so long that it cannot wait for them. */ ownerAway: z.boolean(), /** Where the unit does not give out by hand alone: who would have it. */ proposal: Proposal.nullable(),
})
export type TriageItem = z.infer<typeof TriageItem>
/** E15: the open cases in sight that nobody looks after or that wait to be taken on, the most urgent and oldest first; and how much everybody in sight carries. */
export const triage = endpoint('GET /triage', Nothing, z.object({ items: z.array(TriageItem), next: z.null(), load: z.array(PersonRef.extend({ unitName: z.string(), open: z.int(), overdue: z.int() })) }))
/** `categoryCode`: of the first point. `asProposed`: to whom was proposed, as long as they may have it still. Of two who assign at once the second is refused. */
export const assign = endpoint('POST /complaints/:complaintId/assign', z.strictObject({ complaintId: Id, version: z.int(), toPersonId: Id, categoryCode: Code.optional(), tell: Tell, asProposed: z.literal(true).optional() }), z.object({ ownerId: Id }), { refuses: [notOpen, staleVersion, notIndependent, unknownCategory, retiredCategory, judgementBinds, proposalGone, notFound] })
/** How long cases lay without anybody, by unit and the month in which they came. Minutes. */
export const waits = endpoint('GET /triage/waits', Nothing, z.object({ items: z.array(z.object({ unitId: Id, unitName: z.string(), month: z.string(), count: z.int(), waiting: z.int(), median: z.int(), longest: z.int() })), next: z.null() }))
