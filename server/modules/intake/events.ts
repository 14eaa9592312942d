import { z } from 'zod'
import { event } from '#kernel/event.ts'

/** The customer said that the record read to them is right; `seal` binds the text to what they signed. */
export const RecordConfirmed = event('intake.recordConfirmed', z.object({ complaintId: z.uuid(), signed: z.boolean(), seal: z.string() }))
/** A body outside passed it on: `body` as it was named, null where nobody said which; `reference`, the number it bears there, is kept with how it was received. */
export const ComplaintTransferred = event('intake.transferred', z.object({ complaintId: z.uuid(), body: z.string().nullable(), answerBy: z.string().nullable() }))
