import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfOffence = z.object({ complaintId: z.uuid(), offenceId: z.uuid(), offence: z.string() })
export const OffenceSuspected = event('offence.suspected', OfOffence.extend({ restricted: z.boolean() }))
export const PoliceTold = event('offence.policeTold', OfOffence)
export const StepDone = event('offence.stepDone', OfOffence.extend({ step: z.string() }))
export const OffenceLifted = event('offence.lifted', OfOffence)
