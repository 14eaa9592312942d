import { z } from 'zod'
import { HoldKind, RecipientState } from '#contract/containment.ts'
import { event } from '#kernel/event.ts'

const OfHold = z.object({ holdId: z.uuid(), hold: z.string() })
export const HoldOrdered = event('containment.ordered', OfHold.extend({ holdKind: HoldKind, units: z.int(), complaintId: z.uuid().nullable() }))
export const UnitTold = event('containment.told', OfHold.extend({ unitId: z.uuid() }))
export const HoldConfirmed = event('containment.confirmed', OfHold.extend({ unitId: z.uuid(), again: z.boolean() }))
export const HoldLate = event('containment.late', OfHold.extend({ units: z.int() }))
export const LiftAsked = event('containment.liftAsked', OfHold)
export const LiftDeclined = event('containment.liftDeclined', OfHold)
export const HoldLifted = event('containment.lifted', OfHold)
export const RecipientsAdded = event('containment.recipientsAdded', OfHold.extend({ added: z.int() }))
/** Who bought it was sought in the orders. `down`: the firm's own system did not say. */
export const RecipientsSought = event('containment.sought', OfHold.extend({ orders: z.int(), buyers: z.int(), down: z.boolean() }))
export const RecipientContacted = event('containment.contacted', OfHold.extend({ recipientId: z.uuid(), recipientState: RecipientState }))
