import { z } from 'zod'
import { Id, Instant, Nothing, PersonRef, page } from './common.ts'
import { endpoint } from './endpoint.ts'

/** L5: every change and every read of personal data, newest first. */
export const entries = endpoint('GET /audit', z.strictObject({
  subjectId: Id.optional(), actorId: Id.optional(), /** As `actions` gives it. */ name: z.string().max(80).optional(), since: Instant.optional(), /** Not included. */ until: Instant.optional(),
  cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).optional(),
}), page(z.object({ id: Id, name: z.string(), words: z.string(), at: Instant, actor: PersonRef.nullable(), command: z.string(), subjectType: z.string(), subjectId: Id, reason: z.string().nullable(), sealed: z.boolean() })))
/** Everything that can stand in the trail, in words; what differs from one time to the next is left open. */
export const actions = endpoint('GET /audit/actions', Nothing, z.object({ items: z.array(z.object({ name: z.string(), words: z.string() })), next: z.null() }))
export const seals = endpoint('GET /audit/seals', Nothing, z.object({ sealed: z.int(), unsealed: z.int(), last: z.object({ seq: z.int(), root: z.string(), at: Instant }).nullable() }))
