import { z } from 'zod'
import { Id, Instant, Nothing, PersonRef, page } from './common.ts'
import { endpoint } from './endpoint.ts'

/** L5: every change and every read of personal data, newest first. */
export const entries = endpoint('GET /audit', z.strictObject({ subjectId: Id.optional(), cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).optional() }), page(z.object({ id: Id, name: z.string(), words: z.string(), at: Instant, actor: PersonRef.nullable(), command: z.string(), subjectType: z.string(), subjectId: Id, reason: z.string().nullable(), sealed: z.boolean() })))
export const seals = endpoint('GET /audit/seals', Nothing, z.object({ sealed: z.int(), unsealed: z.int(), last: z.object({ seq: z.int(), root: z.string(), at: Instant }).nullable() }))
