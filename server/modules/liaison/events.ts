import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfForm = z.object({ complaintId: z.uuid(), formId: z.uuid(), number: z.string() })
const OfStop = OfForm.extend({ stopId: z.uuid(), unit: z.string() })
/** With what was signed: its seal goes into the chain of events. */
const Signed = OfStop.extend({ seal: z.string() })

export const FormIssued = event('liaison.issued', OfForm)
export const FormChanged = event('liaison.changed', OfForm)
export const FormSent = event('liaison.sent', Signed)
export const FormWithdrawn = event('liaison.withdrawn', OfForm)
export const FormSettled = event('liaison.settled', Signed)
export const UnitsAsked = event('liaison.unitsAsked', OfForm.extend({ unit: z.string() }))
export const StopTaken = event('liaison.taken', OfStop)
export const FormForwarded = event('liaison.forwarded', Signed)
export const StopAnswered = event('liaison.answered', Signed)
export const SentBack = event('liaison.sentBack', OfStop)
export const SignatureRecalled = event('liaison.recalled', OfStop)
export const AnswerRejected = event('liaison.rejected', OfStop)
export const AnswerDisputed = event('liaison.disputed', OfStop)
export const DisputeDecided = event('liaison.decided', Signed.extend({ outcome: z.enum(['stands', 'again']) }))
export const AnswerAdopted = event('liaison.adopted', OfStop.extend({ pointId: z.uuid() }))
