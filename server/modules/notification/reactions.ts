import { systemActor } from '#kernel/actor.ts'
import { type Reaction, afterwards } from '#kernel/reaction.ts'
import { noteMail } from './commands.ts'
import { NoticeGiven } from './events.ts'
import type { Mailer } from './port.ts'
import { mailsToSend } from './queries.ts'

export const reactions = (mailer: Mailer | null, baseUrl: string): readonly Reaction[] => (mailer ? [
  afterwards(NoticeGiven, 'notification.mail', async ({ ask, perform }, { id, organizationId, payload }) => {
    const actor = systemActor(organizationId)
    for (const { id: mailId, to, text, complaintId } of await ask(mailsToSend, actor, { noticeIds: payload.noticeIds })) {
      const mail = { id: mailId, to, subject: text, text: complaintId ? `${text}\n\n${baseUrl}/complaints/${complaintId}\n` : text }
      await perform(noteMail, { actor, requestId: id }, { ...mail, undeliverable: await mailer.send(mail) })
    }
  }),
] : [])
