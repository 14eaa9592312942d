import { systemActor } from '#kernel/actor.ts'
import { type Reaction, afterwards, whenever } from '#kernel/reaction.ts'
import { WorkPassed } from '#modules/identity/events.ts'
import { noteMail } from '#modules/notification/commands.ts'
import type { Mailer } from '#modules/notification/port.ts'
import { passSuggestions } from './answering.ts'
import { FeedbackAnswered } from './events.ts'
import { answerLetter } from './queries.ts'

/** Suggestions that wait for somebody who is away, or has left, wait for whom they are passed to, or for who leads the unit. */
const suggestionsPassed = whenever(WorkPassed, async (tx, events) => {
  for (const { payload } of events) await passSuggestions(tx, payload)
})

/** The answer goes out to who left a mail address. */
export const reactions = (mailer: Mailer | null): readonly Reaction[] => {
  if (!mailer) return [suggestionsPassed]
  return [suggestionsPassed, afterwards(FeedbackAnswered, 'feedback.answerMail', async ({ ask, perform }, { id, organizationId, payload }) => {
    const actor = systemActor(organizationId)
    const letter = await ask(answerLetter, actor, { id: payload.feedbackId })
    if (!letter) return
    const mail = { ...letter, id }
    const undeliverable = await mailer.send(mail)
    await perform(noteMail, { actor, requestId: id }, { ...mail, undeliverable })
  })]
}
