import { z } from 'zod'
import { GivesOut } from '#contract/assigning.ts'
import { event } from '#kernel/event.ts'

const OfHandover = z.object({ complaintId: z.uuid(), handoverId: z.uuid(), fromId: z.uuid(), toId: z.uuid() })
export const HandoverOffered = event('routing.handoverOffered', OfHandover)
export const HandoverAccepted = event('routing.handoverAccepted', OfHandover)
export const HandoverDeclined = event('routing.handoverDeclined', OfHandover.extend({ bounces: z.int() }))
/** `told`: how the customer hears of it. */
export const NewHandler = event('routing.newHandler', z.object({ complaintId: z.uuid(), ownerId: z.uuid(), told: z.enum(['message', 'phone', 'none']) }))
export const Assigned = event('routing.assigned', z.object({ complaintId: z.uuid(), before: z.uuid().nullable(), ownerId: z.uuid() }))
const OfUrging = z.object({ complaintId: z.uuid(), urgingId: z.uuid(), urging: z.enum(['urge', 'supervise', 'higher']) })
export const Urged = event('routing.urged', OfUrging.extend({ toId: z.uuid(), dueAt: z.string() }))
export const UrgingAnswered = event('routing.urgingAnswered', OfUrging)
export const UrgingLate = event('routing.urgingLate', OfUrging)
export const TakenOver = event('routing.takenOver', z.object({ complaintId: z.uuid(), byId: z.uuid() }))
/** By a rule of the table `routing`; `unit`: what the unit that handles it is called. */
export const Routed = event('routing.routed', z.object({ complaintId: z.uuid(), rule: z.string(), unitId: z.uuid(), unit: z.string() }))
/** A rule named a post, and nobody who holds it could have the case: how many hold it, and why not. */
export const NobodyFits = event('routing.nobodyFits', z.object({ complaintId: z.uuid(), rule: z.string(), held: z.int(), away: z.int(), full: z.int(), other: z.int() }))
export const WayKept = event('routing.wayKept', z.object({ complaintId: z.uuid(), rule: z.string() }))
/** By rule, under the lock of all who could have it: at once as it came, or as it was proposed. */
export const OwnerChosen = event('routing.chosen', z.object({ complaintId: z.uuid(), ownerId: z.uuid(), chosenWay: z.enum(['automatic', 'accepted']) }))
const OfPassing = z.object({ complaintId: z.uuid(), fromId: z.uuid() })
/** Who looks after it is away, and it cannot wait that long: who leads is asked. */
export const OwnerAway = event('routing.ownerAway', OfPassing.extend({ until: z.string() }))
/** It went on from somebody who is away or has left; null: back to the unit. */
export const PassedOn = event('routing.passedOn', OfPassing.extend({ toId: z.uuid().nullable(), passedWhy: z.enum(['away', 'left']) }))
/** Whoever was away is back, and has it again. */
export const PassedBack = event('routing.passedBack', OfPassing.extend({ toId: z.uuid() }))
export const GivingOutSet = event('routing.givingOutSet', z.object({ unitId: z.uuid(), way: GivesOut, receiverKeeps: z.boolean(), mostOpen: z.int().nullable() }))
export const SkillsSet = event('routing.skillsSet', z.object({ personId: z.uuid(), mostOpen: z.int().nullable(), categories: z.array(z.string()), languages: z.array(z.string()), classes: z.array(z.string()) }))
