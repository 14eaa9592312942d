import { z } from 'zod'
import { Done, Id, LINE, Words, staleVersion, text } from './common.ts'
import { notOpen } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'

export const noWayOffered = refusal('routing/no-way-offered', 409)

/** Where a case would go as it is seen now, and why. `owner`: the position that would look after it. */
export const WayOffered = z.object({ version: z.string(), rule: z.string(), unit: z.object({ id: Id, name: z.string() }), owner: z.string().nullable(), why: Words })
export type WayOffered = z.infer<typeof WayOffered>

/** The case goes where it is offered to go. `toId`: who is asked to take it on. Whoever looked at it before somebody else changed it is refused. */
export const followWay = endpoint('POST /complaints/:complaintId/way', z.strictObject({ complaintId: Id, version: z.int() }), z.object({ unitId: Id, toId: Id.nullable() }), { refuses: [notOpen, staleVersion, noWayOffered] })
/** It stays where it is. */
export const keepWay = endpoint('POST /complaints/:complaintId/way/keep', z.strictObject({ complaintId: Id, reason: text(LINE) }), Done, { refuses: [notOpen, noWayOffered] })
