import { systemActor } from '#kernel/actor.ts'
import { type Reaction, afterwards } from '#kernel/reaction.ts'
import { noteMail } from '#modules/notification/commands.ts'
import type { Mailer } from '#modules/notification/port.ts'
import { FeedbackAnswered } from './events.ts'
import { answerLetter } from './queries.ts'

/** The answer goes out to who left a mail address. */
export const reactions = (mailer: Mailer | null): readonly Reaction[] => {
  if (!mailer) return []
  return [afterwards(FeedbackAnswered, 'feedback.answerMail', async ({ ask, perform }, { id, organizationId, payload }) => {
    const actor = systemActor(organizationId)
    const letter = await ask(answerLetter, actor, { id: payload.feedbackId })
    if (!letter) return
    const mail = { ...letter, id }
    const undeliverable = await mailer.send(mail)
    await perform(noteMail, { actor, requestId: id }, { ...mail, undeliverable })
  })]
}
