import { systemActor } from '#kernel/actor.ts'
import { type Outside, type Reaction, afterwards } from '#kernel/reaction.ts'
import type { Mailer } from '#modules/notification/port.ts'
import { noteCodeSent } from './commands/code.ts'
import { CodeAsked, SuggestionCodeAsked } from './events.ts'
import { codeLetter } from './queries.ts'

/** The link to a new code goes to the address on record, in their language. */
export const reactions = (mailer: Mailer | null, baseUrl: string): readonly Reaction[] => {
  if (!mailer) return []
  const send = async ({ ask, perform }: Outside, { id, organizationId, payload }: { readonly id: string; readonly organizationId: string; readonly payload: { readonly requestId: string } }) => {
    const actor = systemActor(organizationId)
    const letter = await ask(codeLetter, actor, { requestId: payload.requestId, baseUrl })
    if (!letter) return
    const { token, ...mail } = letter
    const undeliverable = await mailer.send(mail)
    await perform(noteCodeSent, { actor, requestId: id }, { ...mail, text: mail.text.replaceAll(token, '…'), requestId: payload.requestId, undeliverable })
  }
  return [afterwards(CodeAsked, 'portal.codeMail', send), afterwards(SuggestionCodeAsked, 'portal.suggestionCodeMail', send)]
}
