import { z } from 'zod'
import { Fen, FileRef, Id, Instant, LINE, PARAGRAPH, PersonRef, optionalText, text } from './common.ts'
import { notOpen, pointUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { needsApproval } from './commitment-refusals.ts'
import { forbiddenWords } from './communication.ts'
import { fileUnknown } from './files.ts'
import { stoppedWords } from './knowledge.ts'
import { RemedyKind } from './packs.ts'

export const taskDone = refusal('settlement/task-done', 409)
export const evidenceMissing = refusal('settlement/evidence-missing', 422)
export const referenceMissing = refusal('settlement/reference-missing', 422)
export const tasksOpen = refusal('settlement/tasks-open', 409)
export const pointsUnanswered = refusal('settlement/points-unanswered', 422)
export const noticeMissing = refusal('settlement/notice-missing', 409)
export const agreementMissing = refusal('settlement/agreement-missing', 409)
export const signatureMissing = refusal('settlement/signature-missing', 409)
export const groundsMissing = refusal('settlement/grounds-missing', 409)
export const answerMissing = refusal('settlement/answer-missing', 409)
export const nothingAgreed = refusal('settlement/nothing-agreed', 409)
export const notYourTask = refusal('settlement/not-your-task', 403)

const MONEY: readonly RemedyKind[] = ['refund', 'priceReduction', 'damages', 'fees', 'extra']
/** Whether what was agreed is paid: then the reference of the bank, Alipay or WeChat proves it. A gift or a repair has a worth, and is not paid. */
export const isPaid = (kind: string): boolean => MONEY.some((money) => money === kind)

export const Task = z.object({
  id: Id, complaintId: Id, number: z.string(), kind: RemedyKind, title: z.string(), amountFen: Fen, unitId: Id, unitName: z.string(), state: z.enum(['open', 'begun', 'done', 'cancelled']), dueAt: Instant,
  reference: z.string().nullable(), result: z.string().nullable(), evidence: z.array(FileRef), doneBy: PersonRef.nullable(), doneAt: Instant.nullable(), whyNot: z.string().nullable(), customerName: z.string(),
})
export type Task = z.infer<typeof Task>
export const tasks = endpoint('GET /tasks', z.strictObject({ state: z.enum(['open', 'done']).optional(), complaintId: Id.optional() }), z.object({ items: z.array(Task), next: z.null() }))
export const begin = endpoint('POST /tasks/:id/begin', z.strictObject({ id: Id }), Task, { refuses: [notOpen, taskDone, notYourTask] })
/** Money leaves with a bank, Alipay or WeChat reference; everything leaves with evidence (a file, or a reference and a result). */
export const complete = endpoint('POST /tasks/:id/complete', z.strictObject({ id: Id, result: text(PARAGRAPH), reference: optionalText(LINE).nullable().optional(), evidence: z.array(Id).max(20).default([]) }), Task, { refuses: [notOpen, taskDone, evidenceMissing, referenceMissing, notYourTask] })

/** What was agreed by word of mouth is signed later: the paper, as a file. */
export const sign = endpoint('POST /complaints/:complaintId/agreement/signature', z.strictObject({ complaintId: Id, fileId: Id }), z.object({ signed: z.literal(true) }), { refuses: [notOpen, nothingAgreed, fileUnknown] })

/** Agreed, but it cannot be carried out (the customer changed their mind, the goods are gone): what is not done yet is dropped and a remedy sought anew. */
export const cancelAgreement = endpoint('POST /complaints/:complaintId/agreement/cancel', z.strictObject({ complaintId: Id, reason: text(PARAGRAPH) }), z.object({ cancelled: z.literal(true) }), { refuses: [notOpen, nothingAgreed] })

export const Agreement = z.object({ id: Id, remedyId: Id, agreedAt: Instant, totalFen: Fen, inWords: z.string(), proof: z.string() })
export const Notice = z.object({ id: Id, sentAt: Instant, by: PersonRef, answers: z.array(z.object({ pointId: Id, answer: z.string() })), contact: z.string(), furtherWays: z.string() })
/** G4, G7: the written notice at completion names every point; none may be left out. */
export const sendNotice = endpoint('POST /complaints/:complaintId/completion-notice', z.strictObject({ complaintId: Id, answers: z.array(z.strictObject({ pointId: Id, answer: text(PARAGRAPH) })).min(1).max(50), contact: text(LINE), furtherWays: optionalText(PARAGRAPH).default(''), /** Goes out although the wording check found something; the reason is kept. */ despite: text(200).optional() }), Notice, { status: 201, refuses: [notOpen, pointUnknown, pointsUnanswered, tasksOpen, forbiddenWords, stoppedWords, needsApproval] })
