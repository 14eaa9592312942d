import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfCard = z.object({ cardId: z.uuid(), code: z.string(), unitId: z.uuid() })

export const CardMade = event('comment-card.made', OfCard)
export const CardChanged = event('comment-card.changed', OfCard)
export const CardRetired = event('comment-card.retired', OfCard)
export const CardRestored = event('comment-card.restored', OfCard)
/** A complaint came in through it; stands in the case's own history. */
export const CardUsed = event('comment-card.used', z.object({ cardId: z.uuid(), code: z.string(), complaintId: z.uuid() }))
