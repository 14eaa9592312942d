import { z } from 'zod'
import { trimReply } from '#modules/mailbox/rules/trim.ts'
import { type Case, judged, nameOf, type Recogniser } from './suite.ts'

const Reply = z.object({ input: z.string(), expected_reply: z.string() })
const Replies = z.array(Reply).min(1)

const ended = (text: string) => text.replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd()

/** Mails with what their writers newly wrote. */
export const replies: Recogniser = (content) => Replies.safeParse(content).data?.map((reply, index): Case => ({
  id: nameOf(Array.isArray(content) ? content[index] : null, index),
  run: () => {
    const { words } = trimReply(reply.input)
    return judged(ended(words) === ended(reply.expected_reply), reply.expected_reply, words)
  },
})) ?? null
