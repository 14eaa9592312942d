import { z } from 'zod'
import { EvidenceStep } from '#contract/evidence.ts'
import { EvidenceKind } from '#contract/evidence-pack.ts'
import { event } from '#kernel/event.ts'

const OfEvidence = z.object({ complaintId: z.uuid(), evidenceId: z.uuid(), evidence: z.string() })
/** With the digests of the evidence and of the link that was added to its chain: `npm run verify` computes them again. */
const WithLink = OfEvidence.extend({ stepId: z.uuid().optional(), digest: z.string().optional(), stepDigest: z.string().optional() })
export const EvidenceTaken = event('evidence.taken', WithLink.extend({ evidenceKind: EvidenceKind }))
export const EvidenceMoved = event('evidence.moved', WithLink.extend({ stepId: z.uuid(), evidenceStep: EvidenceStep }))
export const EvidenceExtended = event('evidence.extended', WithLink.extend({ stepId: z.uuid(), untilBefore: z.string(), until: z.string() }))
export const EvidenceExpiring = event('evidence.expiring', OfEvidence.extend({ days: z.int() }))
export const EvidenceExpired = event('evidence.expired', OfEvidence)
