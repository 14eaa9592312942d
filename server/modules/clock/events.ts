import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfCase = z.object({ complaintId: z.uuid() })
const OfClock = OfCase.extend({ clockId: z.uuid(), clock: z.string() })

export const ClockWarned = event('clock.warned', OfClock.extend({ dueAt: z.string() }))
export const ClockBreached = event('clock.breached', OfClock.extend({ dueAt: z.string() }))
export const ClockMet = event('clock.met', OfClock.extend({ late: z.boolean() }))
export const ClockRecomputed = event('clock.recomputed', OfClock.extend({ dueBefore: z.string(), dueAt: z.string() }))
/** The hours of the unit were set otherwise. */
export const ClockRecounted = event('clock.recounted', OfClock.extend({ dueBefore: z.string(), dueAt: z.string() }))
/** `units`: those whose deadlines are counted anew by it. */
export const TimesSet = event('clock.timesSet', z.object({ unitId: z.uuid(), revision: z.int(), units: z.array(z.uuid()) }))
export const ClocksPaused = event('clock.paused', OfCase.extend({ pauseId: z.uuid(), clocks: z.array(z.string()) }))
export const ClocksResumed = event('clock.resumed', OfCase.extend({ pauseId: z.uuid(), clocks: z.array(z.string()) }))
/** `until`: what was agreed with the customer. */
export const EndAgreed = event('clock.endAgreed', OfClock.extend({ agreedEndId: z.uuid(), dueBefore: z.string(), until: z.string() }))
export const ExtensionAsked = event('clock.extensionAsked', OfClock.extend({ extensionId: z.uuid(), dueBefore: z.string(), until: z.string() }))
export const ExtensionApproved = event('clock.extensionApproved', OfClock.extend({ extensionId: z.uuid(), dueBefore: z.string(), until: z.string() }))
export const ExtensionRefused = event('clock.extensionRefused', OfClock.extend({ extensionId: z.uuid(), dueBefore: z.string(), until: z.string() }))
