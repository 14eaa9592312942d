import { z } from 'zod'
import { Done, Id, Instant, Nothing } from './common.ts'
import { endpoint } from './endpoint.ts'

/** In-app notice; `words` in the reader's language, `complaintId` where it leads, `about` where that is no case. */
export const Notice = z.object({ id: Id, name: z.string(), words: z.string(), complaintId: Id.nullable(), about: z.object({ type: z.string(), id: Id }).nullable(), at: Instant, readAt: Instant.nullable() })
export type Notice = z.infer<typeof Notice>
export const notices = endpoint('GET /notifications', Nothing, z.object({ items: z.array(Notice), unread: z.int(), next: z.null() }))
/** Those named, and all up to and with `upTo`: the newest that the reader has seen. */
export const read = endpoint('POST /notifications/read', z.strictObject({ ids: z.array(Id).max(200).default([]), upTo: Id.optional() }), Done)
