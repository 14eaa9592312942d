import { systemActor } from '#kernel/actor.ts'
import type { Recorded } from '#kernel/event.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { type Outside, type Reaction, afterwards, whenever } from '#kernel/reaction.ts'
import { PeopleAccused } from '#modules/complaint/events.ts'
import { answeringTo } from '#modules/identity/queries/units.ts'
import { noteMail, tell } from '#modules/notification/commands.ts'
import type { Mailer } from '#modules/notification/port.ts'
import { MeetingBooked, MeetingCancelled, MeetingMoved, MeetingReminded } from './events.ts'
import { meetingLetter } from './queries.ts'

type What = 'booked' | 'moved' | 'cancelled' | 'reminder'

/** A meeting about the case with somebody whom it is about cannot be: whoever looks after the case finds another. */
const hostsAccused = whenever(PeopleAccused, async (tx, events) => {
  for (const { subject, payload: { complaintId, ownerId } } of events) {
    const apart = await answeringTo(readerOf(tx.db), tx.actor.organizationId, subject.about ?? [])
    const { rows: [found] } = await sql<{ n: number }>`select meeting.hosted_by(${complaintId}::uuid, ${[...apart]}::uuid[]) as n`.execute(tx.db)
    if (found?.n) await tell(tx, { to: [ownerId], name: 'hostAccused', subject, payload: {} })
  }
})

/** Told to who left a mail address: what stands now, when it is moved, that it is off, and the day before. */
export const reactions = (mailer: Mailer | null): readonly Reaction[] => {
  if (!mailer) return [hostsAccused]
  const write = (what: What) => async ({ ask, perform }: Outside, { id, organizationId, payload }: Recorded<{ bookingId: string }>) => {
    const actor = systemActor(organizationId)
    const letter = await ask(meetingLetter, actor, { id: payload.bookingId, what })
    if (!letter) return
    const mail = { ...letter, id }
    const undeliverable = await mailer.send(mail)
    await perform(noteMail, { actor, requestId: id }, { ...mail, undeliverable })
  }
  return [hostsAccused, afterwards(MeetingBooked, 'meeting.bookedMail', write('booked')), afterwards(MeetingMoved, 'meeting.movedMail', write('moved')), afterwards(MeetingCancelled, 'meeting.cancelledMail', write('cancelled')), afterwards(MeetingReminded, 'meeting.reminderMail', write('reminder'))]
}
