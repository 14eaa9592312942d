import { readerOf } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import { ComplaintClosed } from '#modules/complaint/events.ts'
import { remember } from '#modules/precedent/commands.ts'
import { Executed } from '#modules/settlement/events.ts'
import { plan } from './commands.ts'
import { lessonOf } from './queries.ts'

export const reactions = [
  whenever(Executed, async (tx, events) => {
    for (const { payload } of events) await plan(tx, payload.complaintId)
  }),
  // A closed case, with what was given and how it pleased, becomes a precedent.
  whenever(ComplaintClosed, async (tx, events) => {
    for (const { payload } of events) {
      const lesson = await lessonOf(readerOf(tx.db), tx.actor.organizationId, payload.complaintId)
      if (lesson) await remember(tx, lesson)
    }
  }),
]
