import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfGift = z.object({ giftId: z.uuid(), feedbackId: z.uuid() })
export const GiftGiven = event('thanks.given', OfGift.extend({ worthFen: z.int() }))
export const GiftWithdrawn = event('thanks.withdrawn', OfGift)
