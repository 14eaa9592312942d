import { z } from 'zod'
import { event } from '#kernel/event.ts'
import { MessageKind } from '#contract/communication.ts'

export const MessageWritten = event('communication.written', z.object({ complaintId: z.uuid(), messageId: z.uuid(), messageKind: MessageKind, inFull: z.boolean(), files: z.int() }))
