import { z } from 'zod'
import { ChargeBackState } from '#contract/liability.ts'
import { event } from '#kernel/event.ts'

/** Of the content that was kept: `npm run verify` computes it again. */
const Digest = z.string().optional()

const OfCase = z.object({ complaintId: z.uuid() })
export const LiabilityDivided = event('liability.divided', OfCase.extend({ divisionId: z.uuid(), shares: z.int(), before: z.uuid().nullable(), digest: Digest }))
const OfChargeBack = OfCase.extend({ chargeBackId: z.uuid(), chargeBack: z.string(), outsiderId: z.uuid(), digest: Digest })
export const ChargeBackClaimed = event('liability.claimed', OfChargeBack.extend({ amountFen: z.int(), proposedFen: z.int() }))
export const ChargeBackAnswered = event('liability.answered', OfChargeBack.extend({ chargeBackState: ChargeBackState, agreedFen: z.int() }))
export const ChargeBackReceived = event('liability.received', OfChargeBack.extend({ amountFen: z.int() }))
export const ChargeBackWithdrawn = event('liability.withdrawn', OfChargeBack)
