import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfGoods = z.object({ complaintId: z.uuid(), itemId: z.uuid(), receipt: z.string() })
export const GoodsTaken = event('custody.taken', OfGoods)
export const GoodsMoved = event('custody.moved', OfGoods.extend({ moveId: z.uuid() }))
export const ReturnPostponed = event('custody.postponed', OfGoods.extend({ dueBefore: z.string(), until: z.string() }))
export const GoodsReturned = event('custody.returned', OfGoods)
export const GoodsLost = event('custody.lost', OfGoods)
export const GoodsDueSoon = event('custody.dueSoon', OfGoods)
export const GoodsLate = event('custody.late', OfGoods)
