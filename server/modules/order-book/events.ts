import { z } from 'zod'
import { By, OrderSource } from '#contract/order-book.ts'
import { event } from '#kernel/event.ts'

/** Somebody looked up what was bought. What was asked by is a person's and stands in the reason. */
export const OrdersLookedUp = event('order-book.lookedUp', z.object({ by: By, found: z.int(), down: z.boolean(), complaintId: z.uuid().nullable() }))
export const OrderTaken = event('order-book.taken', z.object({ complaintId: z.uuid(), takenId: z.uuid(), source: OrderSource, filled: z.array(z.string()) }))
export const SourceSet = event('order-book.sourceSet', z.object({ host: z.string(), by: z.array(By) }))
export const SourceRemoved = event('order-book.sourceRemoved', z.object({ host: z.string() }))
export const SourceTested = event('order-book.sourceTested', z.object({ host: z.string(), by: By, outcome: z.enum(['found', 'notFound', 'down']) }))
export const BookBrought = event('order-book.brought', z.object({ bookId: z.uuid(), rows: z.int(), replaces: z.boolean() }))
export const BookTakenBack = event('order-book.takenBack', z.object({ bookId: z.uuid(), rows: z.int() }))
