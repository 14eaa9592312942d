import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfGoods = z.object({ complaintId: z.uuid(), itemId: z.uuid(), receipt: z.string() })
/** With the digest of the receipt and all its moves: `npm run verify` computes it again. */
const Written = OfGoods.extend({ digest: z.string().optional() })
export const GoodsTaken = event('custody.taken', Written)
export const GoodsMoved = event('custody.moved', Written.extend({ moveId: z.uuid() }))
export const ReturnPostponed = event('custody.postponed', Written.extend({ dueBefore: z.string(), until: z.string() }))
export const GoodsReturned = event('custody.returned', Written)
export const GoodsLost = event('custody.lost', Written)
export const GoodsDueSoon = event('custody.dueSoon', OfGoods)
export const GoodsLate = event('custody.late', OfGoods)
