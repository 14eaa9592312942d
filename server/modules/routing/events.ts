import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfHandover = z.object({ complaintId: z.uuid(), handoverId: z.uuid(), fromId: z.uuid(), toId: z.uuid() })
export const HandoverOffered = event('routing.handoverOffered', OfHandover)
export const HandoverAccepted = event('routing.handoverAccepted', OfHandover)
export const HandoverDeclined = event('routing.handoverDeclined', OfHandover.extend({ bounces: z.int() }))
export const TakenOver = event('routing.takenOver', z.object({ complaintId: z.uuid(), byId: z.uuid() }))
