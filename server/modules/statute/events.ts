import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfPoint = z.object({ complaintId: z.uuid(), pointId: z.uuid(), no: z.int() })
export const FactsAnswered = event('statute.answered', OfPoint.extend({ answerId: z.uuid(), digest: z.string() }))
const OfExemption = OfPoint.extend({ exemptionId: z.uuid(), statuteRule: z.string() })
export const ExemptionAsked = event('statute.exemptionAsked', OfExemption.extend({ version: z.string(), positionCode: z.string() }))
export const ExemptionApproved = event('statute.exemptionApproved', OfExemption.extend({ deputyOf: z.uuid().nullable() }))
export const ExemptionReturned = event('statute.exemptionReturned', OfExemption)
export const ExemptionLapsed = event('statute.exemptionLapsed', OfExemption)
