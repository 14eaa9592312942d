import { z } from 'zod'
import { Fen, FileRef, Id, Instant, LINE, PARAGRAPH, PersonRef, optionalText, page, staleVersion, text } from './common.ts'
import { notOpen, pointUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { needsApproval } from './commitment-refusals.ts'
import { forbiddenWords } from './communication.ts'
import { fileUnknown, signatureUsed } from './files.ts'
import { stoppedWords } from './knowledge.ts'
import { RemedyKind } from './packs.ts'

export const taskDone = refusal('settlement/task-done', 409)
export const evidenceMissing = refusal('settlement/evidence-missing', 422)
export const tasksOpen = refusal('settlement/tasks-open', 409)
export const pointsUnanswered = refusal('settlement/points-unanswered', 422)
export const noticeMissing = refusal('settlement/notice-missing', 409)
export const agreementMissing = refusal('settlement/agreement-missing', 409)
export const signatureMissing = refusal('settlement/signature-missing', 409)
export const groundsMissing = refusal('settlement/grounds-missing', 409)
export const answerMissing = refusal('settlement/answer-missing', 409)
export const nothingAgreed = refusal('settlement/nothing-agreed', 409)
export const notYourTask = refusal('settlement/not-your-task', 403)
/** What the page shows was agreed fell away meanwhile, or is done. */
export const agreementOver = refusal('settlement/agreement-over', 409)
/** Money is asked for, approved by another and paid: it is not simply done. */
export const byPayout = refusal('settlement/by-payout', 409)
export const goodsNotBack = refusal('settlement/goods-not-back', 409)
export const notVisited = refusal('settlement/not-visited', 409)
export const appointmentStands = refusal('settlement/appointment-stands', 409)
export const appointmentOver = refusal('settlement/appointment-over', 409)
export const appointmentPast = refusal('settlement/appointment-past', 422)
export const notYetThen = refusal('settlement/not-yet-then', 409)
export const payoutUnderWay = refusal('settlement/payout-under-way', 409)

const MONEY: readonly RemedyKind[] = ['refund', 'priceReduction', 'damages', 'fees', 'extra']
/** Whether what was agreed is paid: then the reference of the bank, Alipay or WeChat proves it. A gift or a repair has a worth, and is not paid. */
export const isPaid = (kind: string): boolean => MONEY.some((money) => money === kind)

/** When, where and with whom an agreed item is carried out. `late`: it is past, and nobody said what became of it. */
export const Appointment = z.object({ id: Id, startsAt: Instant, place: z.string(), host: z.string(), state: z.enum(['booked', 'held', 'missed', 'cancelled']), late: z.boolean(), note: z.string().nullable(), version: z.int() })
export type Appointment = z.infer<typeof Appointment>

export const Task = z.object({
  id: Id, complaintId: Id, number: z.string(), kind: RemedyKind, title: z.string(), amountFen: Fen, /** Of a gift: what stands in the books for it already and did not come back. */ givenFen: z.int(), unitId: Id, unitName: z.string(), state: z.enum(['open', 'begun', 'done', 'cancelled']), dueAt: Instant,
  reference: z.string().nullable(), result: z.string().nullable(), evidence: z.array(FileRef), doneBy: PersonRef.nullable(), doneAt: Instant.nullable(), whyNot: z.string().nullable(), customerName: z.string(), timeZone: z.string(), late: z.boolean(), /** Where somebody comes, or may. */ byAppointment: z.boolean(), /** The latest. */ appointment: Appointment.nullable(),
})
export type Task = z.infer<typeof Task>
/** Soonest due first; what is done, newest first. `counts`: of all that are asked for, with the first page only; `late`: past their time and not done. */
export const tasks = endpoint('GET /tasks', z.strictObject({ state: z.enum(['open', 'done']).optional(), complaintId: Id.optional(), /** Past their time. */ late: z.enum(['1']).optional(), /** Of the cases that the reader looks after, whichever unit does them; without it of the reader's own units. */ supervised: z.enum(['1']).optional(), limit: z.coerce.number().int().min(1).max(200).optional(), cursor: z.string().max(400).optional() }), page(Task).extend({ counts: z.object({ all: z.int(), late: z.int() }).nullable() }))
export const begin = endpoint('POST /tasks/:id/begin', z.strictObject({ id: Id }), Task, { refuses: [notOpen, taskDone, notYourTask] })
/** Money leaves by a payout; everything else leaves with evidence (a file, or a reference and a result). */
export const complete = endpoint('POST /tasks/:id/complete', z.strictObject({ id: Id, result: text(PARAGRAPH), reference: optionalText(LINE).nullable().optional(), evidence: z.array(Id).max(20).default([]) }), Task, { refuses: [notOpen, taskDone, evidenceMissing, goodsNotBack, byPayout, notYourTask] })

const When = { startsAt: Instant, place: text(LINE), host: text(LINE) }
/** The customer is told at once. */
export const appoint = endpoint('POST /tasks/:taskId/appointments', z.strictObject({ taskId: Id, ...When }), Task, { status: 201, refuses: [notOpen, taskDone, notYourTask, notVisited, appointmentStands, appointmentPast, stoppedWords, needsApproval] })
export const moveAppointment = endpoint('POST /appointments/:id/move', z.strictObject({ id: Id, version: z.int(), ...When, reason: text(LINE) }), Task, { refuses: [notOpen, taskDone, notYourTask, appointmentOver, appointmentPast, staleVersion, stoppedWords, needsApproval] })
export const endAppointment = endpoint('POST /appointments/:id/end', z.strictObject({ id: Id, version: z.int(), outcome: z.enum(['held', 'missed', 'cancelled']), note: optionalText(LINE).nullable().default(null) }), Task, { refuses: [notOpen, taskDone, notYourTask, appointmentOver, notYetThen, staleVersion] })

/** What was agreed by word of mouth is signed later: the paper, as a file. */
export const sign = endpoint('POST /complaints/:complaintId/agreement/signature', z.strictObject({ complaintId: Id, agreementId: Id, fileId: Id }), z.object({ signed: z.literal(true) }), { refuses: [notOpen, nothingAgreed, agreementOver, fileUnknown, signatureUsed] })

/** Agreed, but it cannot be carried out (the customer changed their mind, the goods are gone): what is not done yet of this one is dropped, and a remedy sought anew where no other holds. */
export const cancelAgreement = endpoint('POST /complaints/:complaintId/agreement/cancel', z.strictObject({ complaintId: Id, agreementId: Id, reason: text(PARAGRAPH) }), z.object({ cancelled: z.literal(true) }), { refuses: [notOpen, nothingAgreed, agreementOver, payoutUnderWay] })

export const Agreement = z.object({
  id: Id, remedyId: Id, agreedAt: Instant, totalFen: Fen, inWords: z.string(), proof: z.string(), /** Not of before the case came back. */ holds: z.boolean(), /** Something of it is still to be carried out. */ open: z.boolean(), /** In the customer's own hand. */ signed: z.boolean(),
})
export type Agreement = z.infer<typeof Agreement>
export const Notice = z.object({ id: Id, sentAt: Instant, by: PersonRef, answers: z.array(z.object({ pointId: Id, answer: z.string() })), contact: z.string(), furtherWays: z.string() })
/** G4, G7: the written notice at completion names every point; none may be left out. */
export const sendNotice = endpoint('POST /complaints/:complaintId/completion-notice', z.strictObject({ complaintId: Id, answers: z.array(z.strictObject({ pointId: Id, answer: text(PARAGRAPH) })).min(1).max(50), contact: text(LINE), furtherWays: optionalText(PARAGRAPH).default(''), /** Goes out although the wording check found something; the reason is kept. */ despite: text(200).optional() }), Notice, { status: 201, refuses: [notOpen, pointUnknown, pointsUnanswered, tasksOpen, forbiddenWords, stoppedWords, needsApproval] })
