import { z } from 'zod'
import { event } from '#kernel/event.ts'
import { MessageKind } from '#contract/communication.ts'
import { Way } from '#contract/tell-by.ts'

export const MessageWritten = event('communication.written', z.object({ complaintId: z.uuid(), messageId: z.uuid(), messageKind: MessageKind, inFull: z.boolean(), files: z.int(), /** Of a letter that the program wrote: which, and which way it goes where somebody asked for one, or another failed. */ letter: z.string().optional(), goes: Way.optional() }))
/** A letter goes by mail after all. */
export const LetterToMail = event('communication.toMail', z.object({ complaintId: z.uuid(), messageId: z.uuid() }))
/** A mail did not arrive. `messageId`: of a letter that has to take another way; null where there is none. */
export const LetterReturned = event('communication.returned', z.object({ complaintId: z.uuid(), messageId: z.uuid().nullable(), letter: z.string().nullable(), /** The way it goes now, where that is not the next one. */ instead: Way.optional() }))
