import { z } from 'zod'
import { FileRef, Id, Instant, LETTER, PersonRef, text } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { fileUnknown } from './files.ts'
import { needsApproval } from './commitment-refusals.ts'
import { stoppedWords } from './knowledge.ts'
import { NewPromise, promiseRefusals } from './promise.ts'

export const forbiddenWords = refusal('communication/forbidden-words', 422)

export const notesPromiseNothing = refusal('communication/notes-promise-nothing', 422)

export const MessageKind = z.enum(['reply', 'call', 'note', 'fromCustomer'])
export const Message = z.object({ id: Id, kind: MessageKind, text: z.string(), via: z.string().nullable(), by: PersonRef.nullable(), at: Instant, files: z.array(FileRef), reached: z.boolean().nullable(), /** Of replies: which way it went. */ sent: z.enum(['portal', 'mail', 'sms', 'call', 'none']).nullable() })
export type Message = z.infer<typeof Message>
/** A reply reaches the customer (portal, and mail where an address is known); a call is a record of what was said; a note stays inside. */
export const write = endpoint('POST /complaints/:complaintId/messages', z.strictObject({
  complaintId: Id, kind: z.enum(['reply', 'call', 'note']), text: text(LETTER), fileIds: z.array(Id).max(20).optional(), reached: z.boolean().optional(), answersInFull: z.boolean().optional(),
  /** Send although the wording check found something; the reason is kept. */
  despite: text(200).optional(),
  /** What is promised with these words: made with the message, or neither is. A note promises nothing to anybody. */
  promises: z.array(NewPromise).max(5).optional(),
}), Message, { status: 201, refuses: [notOpen, forbiddenWords, stoppedWords, needsApproval, fileUnknown, notesPromiseNothing, ...promiseRefusals] })
