import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfLeading = z.object({ complaintId: z.uuid(), leadingId: z.uuid() })
export const LeadingMarked = event('precedent.marked', OfLeading)
export const LeadingWithdrawn = event('precedent.markWithdrawn', OfLeading)
