import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfKind = z.object({ kindId: z.uuid(), gift: z.string(), worthFen: z.int(), digest: z.string() })
export const GiftKindAdded = event('stock.kindAdded', OfKind)
export const GiftKindChanged = event('stock.kindChanged', OfKind)
/** Whatever changed how many there are: `quantity` is what lies there now. */
export const LotChanged = event('stock.lotChanged', z.object({ lotId: z.uuid(), kindId: z.uuid(), gift: z.string(), stockEntry: z.enum(['received', 'movedOut', 'movedIn', 'counted', 'issued', 'takenBack']), change: z.int(), quantity: z.int() }))
/** No name of who has it: that is personal. */
const OfIssue = z.object({ complaintId: z.uuid(), issueId: z.uuid(), issue: z.string(), gift: z.string(), quantity: z.int(), worthFen: z.int(), digest: z.string() })
export const GiftIssued = event('stock.issued', OfIssue)
/** `owed`: whether the customer is owed it still, where that was asked. */
export const GiftTakenBack = event('stock.takenBack', OfIssue.extend({ owed: z.boolean().nullable().optional() }))
