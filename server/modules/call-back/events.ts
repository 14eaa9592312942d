import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfCall = z.object({ taskId: z.uuid() })
export const CallMissed = event('call-back.missed', OfCall.extend({ unitId: z.uuid(), dueAt: z.string() }))
export const CallMissedAgain = event('call-back.missedAgain', OfCall.extend({ calls: z.int() }))
export const CallTaken = event('call-back.taken', OfCall)
export const CallReleased = event('call-back.released', OfCall)
export const CallTried = event('call-back.tried', OfCall.extend({ tries: z.int() }))
export const CallEnded = event('call-back.ended', OfCall.extend({ callResult: z.string(), complaintId: z.uuid().nullable() }))
export const CallLate = event('call-back.late', OfCall)
/** With the table that brought it: nobody had done anything about it yet. */
export const CallTakenBack = event('call-back.takenBack', OfCall)
export const LineAdded = event('call-back.lineAdded', z.object({ lineId: z.uuid(), unitId: z.uuid() }))
export const LineRemoved = event('call-back.lineRemoved', z.object({ lineId: z.uuid(), unitId: z.uuid() }))
export const CallRuleChanged = event('call-back.ruleChanged', z.object({ tries: z.int() }))
