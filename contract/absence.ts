import { z } from 'zod'
import { Done, Id, Nothing, notFound, staleVersion } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { absenceNotYours } from './identity.ts'

export const passOnToSelf = refusal('identity/pass-on-to-self', 422)

/**
 * What becomes of work that cannot wait until somebody is back: who leads the unit is told; the deputy has it at once; it goes back to the unit, to be
 * given out anew. Without a deputy the second is as the third.
 */
export const AwayWay = z.enum(['tell', 'deputy', 'queue'])
export type AwayWay = z.infer<typeof AwayWay>
const AwayRule = z.object({ way: AwayWay, version: z.int() })
export const awayRule = endpoint('GET /away-rule', Nothing, AwayRule)
/** For absences that begin from now on. */
export const setAwayRule = endpoint('PUT /away-rule', z.strictObject({ way: AwayWay, version: z.int() }), AwayRule, { refuses: [staleVersion] })

/** Somebody leaves: everything that lies with them goes to a colleague, or back to the units it came from (null). */
export const passOn = endpoint('POST /people/:id/pass-on', z.strictObject({ id: Id, toId: Id.nullable() }), Done, { refuses: [passOnToSelf, absenceNotYours, notFound] })

/** What lies with somebody, as far as the reader sees it. */
export const WorkKind = z.enum(['complaints', 'promises', 'inquiries', 'suggestions', 'calls', 'forms', 'urgings', 'meetings', 'goods', 'evidence', 'opinions'])
export type WorkKind = z.infer<typeof WorkKind>
export const workOf = endpoint('GET /people/:id/work', z.strictObject({ id: Id }), z.object({ items: z.array(z.object({ kind: WorkKind, count: z.int() })), next: z.null() }))
