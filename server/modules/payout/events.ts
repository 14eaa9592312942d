import { z } from 'zod'
import { RemedyKind } from '#contract/packs.ts'
import { PayWay } from '#contract/payout.ts'
import { event } from '#kernel/event.ts'

/** No name, no account: those are personal. `digest`: of the content, `npm run verify` computes it again. */
const OfPayout = z.object({ complaintId: z.uuid(), payoutId: z.uuid(), payout: z.string(), taskId: z.uuid(), /** Whose fee it is; nothing of it where the customer gets it. */ opinionId: z.uuid().nullable().optional(), remedyKind: RemedyKind, payWay: PayWay, amountFen: z.int(), digest: z.string() })
export const PayoutAsked = event('payout.asked', OfPayout)
export const PayoutApproved = event('payout.approved', OfPayout.extend({ deputyOf: z.uuid().nullable() }))
export const PayoutReturned = event('payout.returned', OfPayout)
export const PayoutPaid = event('payout.paid', OfPayout.extend({ paidFen: z.int(), agreedFen: z.int() }))
export const PayoutFailed = event('payout.failed', OfPayout)
/** It came back after it was recorded as paid. */
export const PayoutBounced = event('payout.bounced', OfPayout.extend({ paidFen: z.int(), agreedFen: z.int() }))
export const PayoutWithdrawn = event('payout.withdrawn', OfPayout)
export const PayoutRuleSet = event('payout.ruleSet', z.object({ limitFen: z.int(), beforeFen: z.int() }))
