import { z } from 'zod'
import { ConsentHow, FeePayer, PassageWay, SignWay } from '#contract/expert.ts'
import { event } from '#kernel/event.ts'

const OfOpinion = z.object({ complaintId: z.uuid(), opinionId: z.uuid(), opinion: z.string() })
/** With the digest of what stands there from then on: `npm run verify` computes it again. No name of an expert: outsiders are people, too. */
const Written = OfOpinion.extend({ digest: z.string() })
export const OpinionCommissioned = event('expert.commissioned', Written.extend({ inside: z.boolean(), questions: z.int(), feeFen: z.int(), paidBy: FeePayer, dueAt: z.string(), secondTo: z.string().nullable() }))
export const OpinionPostponed = event('expert.postponed', Written.extend({ until: z.string() }))
export const ConsentGiven = event('expert.consented', Written.extend({ how: ConsentHow }))
export const ConsentRefused = event('expert.consentRefused', Written.extend({ how: ConsentHow }))
export const GoodsPassed = event('expert.goodsPassed', OfOpinion.extend({ passageWay: PassageWay, receipts: z.string() }))
export const ExpertLinkMade = event('expert.linkMade', OfOpinion.extend({ linkId: z.uuid(), linkWay: z.string() }))
export const ExpertLooked = event('expert.looked', OfOpinion)
export const OpinionReported = event('expert.reported', Written.extend({ signWay: SignWay, seal: z.string() }))
export const OpinionContested = event('expert.contested', Written.extend({ how: ConsentHow }))
/** Decisions rest on it from now on. `basis`: the rows that say so, each with its digest. */
export const OpinionTaken = event('expert.taken', Written.extend({ basis: z.array(z.object({ id: z.uuid(), digest: z.string() })) }))
export const OpinionWithdrawn = event('expert.withdrawn', Written)
/** Whom it was asked of has left. */
export const OpinionHandedBack = event('expert.handedBack', Written)
export const OpinionDueSoon = event('expert.dueSoon', OfOpinion)
export const OpinionLate = event('expert.late', OfOpinion)
