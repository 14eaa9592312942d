import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfCase = z.object({ complaintId: z.uuid() })
const OfClock = OfCase.extend({ clockId: z.uuid(), clock: z.string() })

export const ClockWarned = event('clock.warned', OfClock.extend({ dueAt: z.string() }))
export const ClockBreached = event('clock.breached', OfClock.extend({ dueAt: z.string() }))
/** `people`: how many hear of it (who they are is the reason); `named`: those of them whom the ladder names, who may not see the case yet. */
export const ClockClimbed = event('clock.climbed', OfClock.extend({ level: z.int(), time: z.int(), ladderWhy: z.enum(['time', 'again', 'noAnswer']), people: z.int(), named: z.array(z.uuid()) }))
/** `revision`: of the ladder; `levels`: how many it has, null: as the pack has it. */
export const LadderSet = event('clock.ladderSet', z.object({ clock: z.string(), revision: z.int(), levels: z.int().nullable(), /** Of the levels: `npm run verify` computes it again. */ digest: z.string().optional() }))
export const ClockMet = event('clock.met', OfClock.extend({ late: z.boolean() }))
export const ClockRecomputed = event('clock.recomputed', OfClock.extend({ dueBefore: z.string(), dueAt: z.string() }))
/** The hours of the unit were set otherwise. */
export const ClockRecounted = event('clock.recounted', OfClock.extend({ dueBefore: z.string(), dueAt: z.string() }))
/** The case is seen otherwise: a clock no longer applies, or takes another time. */
export const ClockDropped = event('clock.dropped', OfClock)
export const ClockRefitted = event('clock.refitted', OfClock.extend({ dueBefore: z.string(), dueAt: z.string() }))
/** A newer table of clocks was taken over for what runs. */
export const ClockDroppedByPolicy = event('clock.droppedByPolicy', OfClock)
export const ClockRefittedByPolicy = event('clock.refittedByPolicy', OfClock.extend({ dueBefore: z.string(), dueAt: z.string() }))
/** `units`: those whose deadlines are counted anew by it. */
/** A newer pack brought other opening hours; the units for which something else holds now. `before`: the version of the pack that said otherwise. */
export const HoursBrought = event('clock.hoursBrought', z.object({ before: z.uuid(), units: z.array(z.uuid()) }))
export const TimesSet = event('clock.timesSet', z.object({ unitId: z.uuid(), revision: z.int(), units: z.array(z.uuid()) }))
const OfRegion = z.object({ region: z.string() })
export const CalendarAdded = event('clock.calendarAdded', OfRegion)
/** `units`: those whose working days are others by it. */
export const YearsPublished = event('clock.yearsPublished', OfRegion.extend({ years: z.array(z.int()), revision: z.int(), units: z.array(z.uuid()) }))
export const ClockConfirmed = event('clock.confirmed', z.object({ clock: z.string() }))
export const ConfirmationWithdrawn = event('clock.confirmationWithdrawn', z.object({ clock: z.string() }))
export const ClocksPaused = event('clock.paused', OfCase.extend({ pauseId: z.uuid(), clocks: z.array(z.string()) }))
export const ClocksResumed = event('clock.resumed', OfCase.extend({ pauseId: z.uuid(), clocks: z.array(z.string()) }))
/** `until`: what was agreed with the customer. */
export const EndAgreed = event('clock.endAgreed', OfClock.extend({ agreedEndId: z.uuid(), dueBefore: z.string(), until: z.string() }))
export const ExtensionAsked = event('clock.extensionAsked', OfClock.extend({ extensionId: z.uuid(), dueBefore: z.string(), until: z.string() }))
export const ExtensionApproved = event('clock.extensionApproved', OfClock.extend({ extensionId: z.uuid(), dueBefore: z.string(), until: z.string() }))
export const ExtensionRefused = event('clock.extensionRefused', OfClock.extend({ extensionId: z.uuid(), dueBefore: z.string(), until: z.string() }))
