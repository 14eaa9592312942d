import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfClock = z.object({ complaintId: z.uuid(), clockId: z.uuid(), clock: z.string() })

export const ClockWarned = event('clock.warned', OfClock.extend({ dueAt: z.string() }))
export const ClockBreached = event('clock.breached', OfClock.extend({ dueAt: z.string() }))
export const ClockMet = event('clock.met', OfClock.extend({ late: z.boolean() }))
