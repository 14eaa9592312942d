import { systemActor } from '#kernel/actor.ts'
import type { Recorded } from '#kernel/event.ts'
import { type Outside, type Reaction, afterwards } from '#kernel/reaction.ts'
import { noteMail } from '#modules/notification/commands.ts'
import type { Mailer } from '#modules/notification/port.ts'
import { MeetingBooked, MeetingCancelled, MeetingMoved, MeetingReminded } from './events.ts'
import { meetingLetter } from './queries.ts'

type What = 'booked' | 'moved' | 'cancelled' | 'reminder'

/** Told to who left a mail address: what stands now, when it is moved, that it is off, and the day before. */
export const reactions = (mailer: Mailer | null): readonly Reaction[] => {
  if (!mailer) return []
  const write = (what: What) => async ({ ask, perform }: Outside, { id, organizationId, payload }: Recorded<{ bookingId: string }>) => {
    const actor = systemActor(organizationId)
    const letter = await ask(meetingLetter, actor, { id: payload.bookingId, what })
    if (!letter) return
    const mail = { ...letter, id }
    const undeliverable = await mailer.send(mail)
    await perform(noteMail, { actor, requestId: id }, { ...mail, undeliverable })
  }
  return [afterwards(MeetingBooked, 'meeting.bookedMail', write('booked')), afterwards(MeetingMoved, 'meeting.movedMail', write('moved')), afterwards(MeetingCancelled, 'meeting.cancelledMail', write('cancelled')), afterwards(MeetingReminded, 'meeting.reminderMail', write('reminder'))]
}
