import { z } from 'zod'
import { Done, FileRef, Id, Instant, LETTER, LINE, Locale, PARAGRAPH, Words, staleVersion, text, tooMany } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { BegunUpload, NewUpload, fileTooLarge, fileUnknown } from './files.ts'
import { LiaisonField } from './liaison-pack.ts'
import { LiaisonForm, MeasureInput, fieldMissing, fieldWrong, formEnded, notDraft, notThisStop, stopOver } from './liaison.ts'
import { Release, Released, Whom, cannotMail, noMailAddress, notLeading, notReleasable, nothingAsked, releaseUnexplained, repliedAlready, tellsWho } from './liaison-party.ts'
import { PartyKind } from './outsider.ts'
import { LinkDays } from './secret-link.ts'

/** Wrong, past its day, taken back: who guesses learns nothing. */
export const partOver = refusal('liaison/part-over', 404)
export const partAnswered = refusal('liaison/part-answered', 409)
export const questionsEnough = refusal('liaison/questions-enough', 409)

/** Questions of one stop that wait for a reply. */
export const MOST_QUESTIONS = 20

/** What a part begins with, and what can be released. `customerName` and `customerPhone` want a reason. */
export const PartyProposal = z.object({ matter: z.string(), released: z.array(Released), asks: z.array(LiaisonField), files: z.array(FileRef), /** Proposed, until somebody chooses otherwise. */ first: z.object({ shows: z.array(z.string()), asks: z.array(z.string()) }), canMail: z.boolean() })
export type PartyProposal = z.infer<typeof PartyProposal>
const Named = z.strictObject({ id: Id })
const releasing = [releaseUnexplained, notReleasable, tellsWho, fileUnknown]

export const partyProposal = endpoint('GET /liaison-forms/:id/party-proposal', Named, PartyProposal, { refuses: [notLeading] })
/** Somebody outside answers a part; led by the general manager's office. Nobody is written to by this. */
export const askParty = endpoint('POST /liaison-forms/:id/parties', z.strictObject({ id: Id, ...Whom, ...Release }), LiaisonForm, { status: 201, refuses: [notLeading, notDraft, formEnded, ...releasing] })
export const changeParty = endpoint('PUT /liaison-parties/:id', z.strictObject({ id: Id, version: z.int(), ...Whom, ...Release }), LiaisonForm, { refuses: [notLeading, staleVersion, formEnded, ...releasing] })

/** What an outsider sees behind the link. `over`: nothing is asked of them any more. */
export const OutsidePart = z.object({
  state: z.enum(['open', 'answered', 'over']), organization: z.string(), number: z.string(), kind: PartyKind, name: z.string(), contact: z.string().nullable(), locale: Locale, timeZone: z.string(), dueAt: Instant.nullable(), until: Instant.nullable(),
  matter: z.string(), /** Why it is asked again. */ message: z.string().nullable(), shown: z.array(z.object({ label: Words, value: z.string() })), fields: z.array(LiaisonField), files: z.array(FileRef),
  questions: z.array(z.object({ text: z.string(), askedBy: z.string(), askedAt: Instant, reply: z.string().nullable() })), answer: z.object({ by: z.string(), at: Instant, fields: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
})
export type OutsidePart = z.infer<typeof OutsidePart>
export const preview = endpoint('GET /liaison-parties/:id/preview', Named, OutsidePart, { refuses: [notLeading] })

/** `renew`: links before it open nothing any more. The code is said once, where it is to be copied; by mail it goes to them alone. */
export const makeLink = endpoint('POST /liaison-parties/:id/links', z.strictObject({ id: Id, way: z.enum(['mail', 'copy']), days: LinkDays.default(14), renew: z.boolean().default(false) }), z.object({ url: z.string().nullable(), until: Instant }), { status: 201, refuses: [notLeading, formEnded, nothingAsked, noMailAddress, cannotMail] })
/** At once. What they had not answered stays asked, until it is dropped. */
export const revokeLinks = endpoint('POST /liaison-parties/:id/revoke', z.strictObject({ id: Id, reason: text(PARAGRAPH) }), LiaisonForm, { refuses: [notLeading] })
/** Nobody waits for them any more. */
export const dropParty = endpoint('POST /liaison-stops/:id/drop', z.strictObject({ id: Id, reason: text(PARAGRAPH) }), LiaisonForm, { refuses: [notLeading, notThisStop, stopOver, formEnded] })
export const replyToParty = endpoint('POST /liaison-questions/:id/reply', z.strictObject({ id: Id, text: text(PARAGRAPH) }), LiaisonForm, { refuses: [notLeading, repliedAlready, formEnded, tellsWho] })

const CODE = { headers: { code: 'x-part-code' }, open: true } as const
const Key = { code: z.string().max(100).default('') }
const Signing = { /** Who signs, as they write their name. */ name: text(LINE), locale: Locale }
/** Looking changes nothing: programs that open every link of a mail do no harm. */
export const part = endpoint('GET /portal/part', z.strictObject(Key), OutsidePart, { ...CODE, refuses: [partOver, tooMany] })
/** Somebody has touched the page. */
export const partOpened = endpoint('POST /portal/part/opened', z.strictObject(Key), Done, { ...CODE, refuses: [partOver, tooMany] })
export const partFile = endpoint('GET /portal/part/files/:id', z.strictObject({ ...Key, id: Id }), z.unknown(), { ...CODE, refuses: [partOver, tooMany] })
export const beginPartUpload = endpoint('POST /portal/part/uploads', z.strictObject({ ...Key, ...NewUpload }), BegunUpload, { ...CODE, status: 201, refuses: [partOver, tooMany, fileTooLarge] })
export const answerPart = endpoint('POST /portal/part/answer', z.strictObject({
  ...Key, ...Signing, fields: z.record(z.string().max(40), z.union([z.string().max(LETTER), z.number()])), measures: z.array(MeasureInput).max(20).default([]), fileIds: z.array(Id).max(20).default([]), signatureId: Id.nullable().default(null),
}), OutsidePart, { ...CODE, refuses: [partOver, partAnswered, fieldMissing, fieldWrong, fileUnknown, tooMany] })
export const askFromOutside = endpoint('POST /portal/part/questions', z.strictObject({ ...Key, ...Signing, text: text(PARAGRAPH) }), OutsidePart, { ...CODE, refuses: [partOver, partAnswered, questionsEnough, tooMany] })
