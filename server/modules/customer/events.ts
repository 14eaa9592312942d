import { z } from 'zod'
import { event } from '#kernel/event.ts'

export const CustomerAdded = event('customer.added', z.object({ customerId: z.uuid() }))
export const CustomerChanged = event('customer.changed', z.object({ customerId: z.uuid(), fields: z.array(z.string()) }))
export const CustomersMerged = event('customer.merged', z.object({ customerId: z.uuid(), duplicateId: z.uuid(), mergeId: z.uuid() }))
export const CustomersUnmerged = event('customer.unmerged', z.object({ customerId: z.uuid(), duplicateId: z.uuid(), mergeId: z.uuid() }))
export const CustomerDropped = event('customer.dropped', z.object({ customerId: z.uuid() }))

const OfMark = z.object({ customerId: z.uuid(), markId: z.uuid(), markKind: z.string() })
export const MarkAsked = event('customer.markAsked', OfMark)
export const MarkDecided = event('customer.markDecided', OfMark.extend({ agreed: z.boolean() }))
export const MarkLifted = event('customer.markLifted', OfMark)
