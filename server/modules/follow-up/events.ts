import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfFollowUp = z.object({ complaintId: z.uuid(), followUpId: z.uuid() })
export const FollowUpPlanned = event('follow-up.planned', OfFollowUp.extend({ dueAt: z.string() }))
export const FollowUpMade = event('follow-up.made', OfFollowUp.extend({ satisfied: z.boolean(), score: z.int(), via: z.string(), early: z.boolean() }))
export const FollowUpAttempted = event('follow-up.attempted', OfFollowUp.extend({ via: z.string(), attempts: z.int() }))
