import { z } from 'zod'
import { event } from '#kernel/event.ts'

/** The customer said that the record read to them is right; `seal` binds the text to what they signed. */
export const RecordConfirmed = event('intake.recordConfirmed', z.object({ complaintId: z.uuid(), signed: z.boolean(), seal: z.string() }))
