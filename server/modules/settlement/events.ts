import { z } from 'zod'
import { event } from '#kernel/event.ts'
import { RemedyKind } from '#contract/packs.ts'

const OfCase = z.object({ complaintId: z.uuid() })
const OfTask = OfCase.extend({ taskId: z.uuid(), remedyKind: RemedyKind, amountFen: z.int() })
export const AgreementReached = event('settlement.agreed', OfCase.extend({ agreementId: z.uuid(), remedyId: z.uuid(), totalFen: z.int(), tasks: z.int() }))
export const AgreementSigned = event('settlement.signed', OfCase.extend({ agreementId: z.uuid(), fileId: z.uuid() }))
export const TaskBegun = event('settlement.taskBegun', OfTask)
/** `by`: what shows it; by a payout or an issue it stands in the books already. */
export const TaskDone = event('settlement.taskDone', OfTask.extend({ by: z.enum(['evidence', 'payout', 'issue']).optional() }))
/** What was paid or handed over came back, and is owed still. */
export const TaskReopened = event('settlement.taskReopened', OfTask)
/** What was paid came back after its agreement had been cancelled. */
export const TaskFellAway = event('settlement.taskFellAway', OfTask)
export const Executed = event('settlement.executed', OfCase.extend({ agreementId: z.uuid() }))
export const AgreementCancelled = event('settlement.cancelled', OfCase.extend({ agreementId: z.uuid(), remedyId: z.uuid(), tasks: z.int() }))
const OfAppointment = OfCase.extend({ appointmentId: z.uuid(), taskId: z.uuid() })
export const AppointmentMade = event('settlement.appointed', OfAppointment.extend({ startsAt: z.string() }))
export const AppointmentMoved = event('settlement.appointmentMoved', OfAppointment.extend({ before: z.string(), startsAt: z.string() }))
export const AppointmentEnded = event('settlement.appointmentEnded', OfAppointment.extend({ appointmentState: z.enum(['held', 'missed', 'cancelled']) }))
export const NoticeSent = event('settlement.noticeSent', OfCase.extend({ noticeId: z.uuid(), points: z.int() }))
