import * as contract from '#contract/meeting.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { bookFor, cancelMeeting, moveMeeting, noteMeeting, registerMeeting } from './commands/book.ts'
import { endOpening, openTimes } from './commands/open.ts'
import { booking, bookings, openings, slots } from './queries.ts'

export const routes = [
  expose(contract.openings, openings), expose(contract.open, openTimes), expose(contract.endOpening, endOpening), expose(contract.slots, slots), expose(contract.bookings, bookings), expose(contract.booking, booking),
  expose(contract.book, bookFor), exposeThen(contract.move, moveMeeting, booking), exposeThen(contract.cancel, cancelMeeting, booking), exposeThen(contract.note, noteMeeting, booking), expose(contract.registerBooking, registerMeeting),
]
