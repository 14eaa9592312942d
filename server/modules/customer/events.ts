import { z } from 'zod'
import { event } from '#kernel/event.ts'

export const CustomerAdded = event('customer.added', z.object({ customerId: z.uuid() }))
export const CustomerChanged = event('customer.changed', z.object({ customerId: z.uuid(), fields: z.array(z.string()) }))
export const CustomersMerged = event('customer.merged', z.object({ customerId: z.uuid(), duplicateId: z.uuid() }))
export const CustomerDropped = event('customer.dropped', z.object({ customerId: z.uuid() }))
