import { z } from 'zod'
import { event } from '#kernel/event.ts'
import { Liability } from '#contract/packs.ts'

export const Verified = event('investigation.verified', z.object({ complaintId: z.uuid(), exists: z.boolean(), ours: z.boolean() }))
export const FindingAdded = event('investigation.findingAdded', z.object({ complaintId: z.uuid(), findingId: z.uuid(), pointId: z.uuid(), no: z.int(), liability: Liability, evidence: z.int(), /** Of all that it says: `npm run verify` computes it again. */ digest: z.string().optional() }))
