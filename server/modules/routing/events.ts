import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfHandover = z.object({ complaintId: z.uuid(), handoverId: z.uuid(), fromId: z.uuid(), toId: z.uuid() })
export const HandoverOffered = event('routing.handoverOffered', OfHandover)
export const HandoverAccepted = event('routing.handoverAccepted', OfHandover)
export const HandoverDeclined = event('routing.handoverDeclined', OfHandover.extend({ bounces: z.int() }))
/** `told`: how the customer hears of it. */
export const NewHandler = event('routing.newHandler', z.object({ complaintId: z.uuid(), ownerId: z.uuid(), told: z.enum(['message', 'phone', 'none']) }))
export const Assigned = event('routing.assigned', z.object({ complaintId: z.uuid(), before: z.uuid().nullable(), ownerId: z.uuid() }))
const OfUrging = z.object({ complaintId: z.uuid(), urgingId: z.uuid(), urging: z.enum(['urge', 'supervise', 'higher']) })
export const Urged = event('routing.urged', OfUrging.extend({ toId: z.uuid(), dueAt: z.string() }))
export const UrgingAnswered = event('routing.urgingAnswered', OfUrging)
export const UrgingLate = event('routing.urgingLate', OfUrging)
export const TakenOver = event('routing.takenOver', z.object({ complaintId: z.uuid(), byId: z.uuid() }))
/** By a rule of the table `routing`; `unit`: what the unit that handles it is called. */
export const Routed = event('routing.routed', z.object({ complaintId: z.uuid(), rule: z.string(), unitId: z.uuid(), unit: z.string() }))
export const WayKept = event('routing.wayKept', z.object({ complaintId: z.uuid(), rule: z.string() }))
