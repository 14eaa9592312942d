import type { z } from 'zod'
import { systemActor } from '#kernel/actor.ts'
import type { Command } from '#kernel/command.ts'
import type { EventType } from '#kernel/event.ts'
import type { Query } from '#kernel/query.ts'
import { type Reaction, afterwards } from '#kernel/reaction.ts'
import type { Mail } from '../port.ts'

export interface LinkLetter extends Mail { readonly token: string }
export type LinkSent = Mail & { readonly linkId: string; readonly undeliverable: string | null }
interface Made { readonly linkId: string; readonly linkWay: string }

interface Mailed<P extends z.ZodType> {
  /** A link was made. */ readonly on: EventType<P>; readonly handler: string
  /** Null when it is out already, was taken back, or does not go by mail. */ readonly letter: Query<{ linkId: string }, LinkLetter | null>
  readonly note: Command<LinkSent, void>
  /** What is said of a link whose letter is not written. */ readonly left?: Command<{ linkId: string }, void>
  send(mail: Mail, payload: z.output<P>, organizationId: string): Promise<string | null>
}

/** A secret link goes to who it is for alone: what is kept of the letter does not open anything. */
export const mailsLinks = <P extends z.ZodType<Made>>({ on, handler, letter, note, left, send }: Mailed<P>): Reaction => afterwards(on, handler, async ({ ask, perform }, { id, organizationId, payload }) => {
  const made: Made = payload
  if (made.linkWay === 'copy') return
  const actor = systemActor(organizationId)
  const found = await ask(letter, actor, { linkId: made.linkId })
  if (!found) {
    if (left) await perform(left, { actor, requestId: id }, { linkId: made.linkId })
    return
  }
  const { token, ...mail } = found
  const undeliverable = await send(mail, payload, organizationId)
  await perform(note, { actor, requestId: id }, { ...mail, text: mail.text.replaceAll(token, '…'), linkId: made.linkId, undeliverable })
})
