import { z } from 'zod'
import { event } from '#kernel/event.ts'

export const OpeningMade = event('meeting.opened', z.object({ openingId: z.uuid(), unitId: z.uuid() }))
export const OpeningEnded = event('meeting.openingEnded', z.object({ openingId: z.uuid(), unitId: z.uuid() }))

const OfBooking = z.object({ bookingId: z.uuid(), complaintId: z.uuid().nullable() })
export const MeetingBooked = event('meeting.booked', OfBooking.extend({ startsAt: z.string() }))
export const MeetingMoved = event('meeting.moved', OfBooking.extend({ startsAt: z.string() }))
export const MeetingCancelled = event('meeting.cancelled', OfBooking)
export const MeetingHeld = event('meeting.held', OfBooking)
export const MeetingMissed = event('meeting.missed', OfBooking)
export const MeetingRegistered = event('meeting.registered', OfBooking.extend({ number: z.string() }))
export const MeetingReminded = event('meeting.reminded', OfBooking)
