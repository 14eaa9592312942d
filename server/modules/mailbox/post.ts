import type { Ask } from '#kernel/query.ts'
import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { type Mailer, NO_SERVER, type PostOffice } from '#modules/notification/port.ts'
import type { Enter } from './enter.ts'
import { makeSigningKey } from './commands/note.ts'
import type { MailServer } from './port.ts'
import { letterhead, signingKey } from './queries/letterhead.ts'
import { signedMessageId } from './signature.ts'

interface Given {
  readonly enter: Enter
  readonly ask: Ask; readonly perform: Perform
  /** The server of the installation, where one is set. */
  readonly house: Mailer | null
  readonly houseFrom: string
  readonly byServer: (server: MailServer, from: string, mail: Parameters<Mailer['send']>[0]) => Promise<string | null>
}

const domainOf = (address: string): string => /@([^@>\s]+)>?$/.exec(address)?.[1] ?? 'wenguo'

/** Sends what is about a case: signed, in its thread, from the mailbox of the case, else through the server of the installation. */
export const postOffice = ({ ask, perform, enter, house, houseFrom, byServer }: Given): PostOffice => {
  const secretOf = async (organizationId: string): Promise<Uint8Array> => {
    const actor = systemActor(organizationId)
    const known = await ask(signingKey, actor, {})
    if (known) return known
    await perform(makeSigningKey, { actor, requestId: 'post' }, undefined)
    return await ask(signingKey, actor, {}) ?? new Uint8Array()
  }
  return {
    send: async (mail, { organizationId, complaintId }) => {
      const { server, mailboxId, address, refs, subject } = await ask(letterhead, systemActor(organizationId), { complaintId })
      if (!server && !house) return NO_SERVER
      const from = (server && address) ?? houseFrom
      const messageId = signedMessageId(await secretOf(organizationId), { organizationId, complaintId, mailId: mail.id }, domainOf(from))
      const letter = { ...mail, subject: subject ?? mail.subject, thread: { messageId, refs, replyTo: server ? null : address } }
      return server && mailboxId ? byServer(await enter({ organizationId, mailboxId }, server), from, letter) : await house?.send(letter) ?? null
    },
  }
}
