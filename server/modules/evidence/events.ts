import { z } from 'zod'
import { EvidenceStep } from '#contract/evidence.ts'
import { EvidenceKind } from '#contract/evidence-pack.ts'
import { event } from '#kernel/event.ts'

const OfEvidence = z.object({ complaintId: z.uuid(), evidenceId: z.uuid(), evidence: z.string() })
export const EvidenceTaken = event('evidence.taken', OfEvidence.extend({ evidenceKind: EvidenceKind }))
export const EvidenceMoved = event('evidence.moved', OfEvidence.extend({ stepId: z.uuid(), evidenceStep: EvidenceStep }))
export const EvidenceExtended = event('evidence.extended', OfEvidence.extend({ stepId: z.uuid(), untilBefore: z.string(), until: z.string() }))
export const EvidenceExpiring = event('evidence.expiring', OfEvidence.extend({ days: z.int() }))
export const EvidenceExpired = event('evidence.expired', OfEvidence)
