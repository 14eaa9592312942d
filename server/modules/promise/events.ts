import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfPromise = z.object({ complaintId: z.uuid(), promiseId: z.uuid() })
export const PromiseMade = event('promise.made', OfPromise.extend({ dueAt: z.string(), ownerId: z.uuid() }))
export const PromiseKept = event('promise.kept', OfPromise.extend({ late: z.boolean() }))
/** Who made it is away or has left: somebody else keeps it. */
export const PromisePassed = event('promise.passed', OfPromise.extend({ fromId: z.uuid(), ownerId: z.uuid() }))
export const PromiseBroken = event('promise.broken', OfPromise)
export const PromiseWithdrawn = event('promise.withdrawn', OfPromise)
export const PromiseReleased = event('promise.released', OfPromise)
export const PromiseDueSoon = event('promise.dueSoon', OfPromise.extend({ dueAt: z.string() }))
