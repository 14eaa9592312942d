import { z } from 'zod'
import { Done, Id, Instant, LETTER, LINE, PersonRef, optionalText, page, staleVersion, text } from './common.ts'
import { forbiddenWords } from './communication.ts'
import { ComplaintState } from './complaint.ts'
import { needsApproval } from './commitment-refusals.ts'
import { endpoint, refusal } from './endpoint.ts'
import { stoppedWords } from './knowledge.ts'
import { notIndependent } from './kept.ts'
import { Stage } from './packs.ts'

export const groupEnded = refusal('grouping/ended', 409)
export const notAMember = refusal('grouping/not-a-member', 422)
export const nobodyToAnswer = refusal('grouping/nobody-to-answer', 409)
export const tooManyMembers = refusal('grouping/too-many', 422)
export const leadUnknown = refusal('grouping/lead-unknown', 422)

/** An answer is still on its way to some of the cases. */
export const stillAnswering = refusal('grouping/still-answering', 409)

/** So many cases a group holds, */
export const MOST_MEMBERS = 20_000
/** so many are named in one step, */
export const MOST_NAMED = 300
/** so many of a lot are added in one step, */
export const MOST_OF_LOT = 2_000
/** and so many are shown with the group; the rest page by page. */
export const MEMBERS_SHOWN = 100

/** What the cases have in common. */
export const Cause = z.enum(['lot', 'store', 'campaign', 'incident'])
export type Cause = z.infer<typeof Cause>

/** Filled in for each case: how the customer is called, the number, the unit, who looks after it. */
export const BLANKS = ['name', 'number', 'unit', 'handler'] as const

/** `waiting`: it is on its way. */
const Outcome = z.enum(['sent', 'excepted', 'refused', 'waiting'])
/** A case of the group, in sight of the reader; others are neither shown nor counted. */
export const Member = z.object({
  id: Id, number: z.string(), state: ComplaintState, stage: Stage, customerName: z.string(), unitName: z.string(), ownerName: z.string(), firstWords: z.string(), addedAt: Instant,
  /** What became of the latest answer. */
  answered: z.object({ outcome: Outcome, at: Instant, ownWords: z.boolean(), reason: z.string().nullable() }).nullable(),
})
export type Member = z.infer<typeof Member>

const Head = z.object({ id: Id, name: z.string(), cause: Cause, causeWords: z.string(), lot: z.string().nullable(), lead: PersonRef.nullable(), createdAt: Instant, endedAt: Instant.nullable(), version: z.int() })
/** Counted over all cases in sight; `answered`: of those that are in it now. */
const Counts = { members: z.int(), open: z.int(), answered: z.int() }
export const GroupItem = Head.extend(Counts)
export type GroupItem = z.infer<typeof GroupItem>

export const GroupAnswer = z.object({ id: Id, text: z.string(), inFull: z.boolean(), by: PersonRef.nullable(), at: Instant, sent: z.int(), excepted: z.int(), refused: z.int(), waiting: z.int() })
/** `members`: the first of them; `next`: where the rest goes on. */
export const Group = Head.extend({ counts: z.object(Counts), members: z.array(Member), next: z.string().nullable(), answers: z.array(GroupAnswer), may: z.record(z.string(), z.string().nullable()) })
export type Group = z.infer<typeof Group>

const Fields = { name: text(LINE), cause: Cause, causeWords: text(LINE), lot: optionalText(LINE).nullable().optional(), leadId: Id.nullable().optional() }
const Ids = z.array(Id).max(MOST_NAMED)

export const groups = endpoint('GET /groups', z.strictObject({ ended: z.enum(['1']).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(GroupItem))
export const group = endpoint('GET /groups/:id', z.strictObject({ id: Id }), Group)
export const members = endpoint('GET /groups/:id/members', z.strictObject({ id: Id, limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Member))
export const createGroup = endpoint('POST /groups', z.strictObject({ ...Fields, complaintIds: Ids.optional() }), Group, { status: 201, refuses: [leadUnknown, notAMember, tooManyMembers, notIndependent] })
export const changeGroup = endpoint('PUT /groups/:id', z.strictObject({ id: Id, version: z.int(), ...Fields }), Group, { refuses: [staleVersion, groupEnded, leadUnknown, notIndependent] })
/** By their ids, or every case in sight with a lot number. */
export const addMembers = endpoint('POST /groups/:id/members', z.strictObject({ id: Id, complaintIds: Ids.optional(), lot: text(LINE).optional() }), Group, { refuses: [groupEnded, notAMember, tooManyMembers] })
export const removeMember = endpoint('POST /groups/:id/members/:complaintId/remove', z.strictObject({ id: Id, complaintId: Id, reason: text(LINE) }), Group, { refuses: [groupEnded, notAMember] })
/** Cases in sight that may belong: of the same lot or order as the group's. */
export const suggestions = endpoint('GET /groups/:id/suggestions', z.strictObject({ id: Id }), page(z.object({ id: Id, number: z.string(), customerName: z.string(), unitName: z.string(), firstWords: z.string(), lot: z.string().nullable(), order: z.string().nullable() })))
/** One answer, said to each in their own name; to many of them it goes on by itself, also after the program was stopped. `exceptions`: cases that get their own words, or none with the reason. */
export const answerGroup = endpoint('POST /groups/:id/answers', z.strictObject({
  id: Id, version: z.int(), text: text(LETTER), answersInFull: z.boolean().optional(), despite: text(200).optional(),
  exceptions: z.array(z.strictObject({ complaintId: Id, text: text(LETTER).optional(), reason: text(LINE).optional() })).max(MOST_NAMED).optional(),
}), Group, { refuses: [staleVersion, groupEnded, stillAnswering, nobodyToAnswer, notAMember, forbiddenWords, stoppedWords, needsApproval] })
/** It is over; its cases go on by themselves. */
export const endGroup = endpoint('POST /groups/:id/end', z.strictObject({ id: Id, version: z.int() }), Done, { refuses: [staleVersion, groupEnded] })
