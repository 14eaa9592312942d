import { z } from 'zod'
import { PartyKind } from '#contract/outsider.ts'
import { event } from '#kernel/event.ts'

const OfOutsider = z.object({ outsiderId: z.uuid(), partyKind: PartyKind })
export const OutsiderAdded = event('outsider.added', OfOutsider)
export const OutsiderChanged = event('outsider.changed', OfOutsider)
export const OutsiderRetired = event('outsider.retired', OfOutsider)
export const OutsiderRestored = event('outsider.restored', OfOutsider)
