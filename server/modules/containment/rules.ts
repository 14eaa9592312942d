import { staleVersion } from '#contract/common.ts'
import { holdOver, liftAskedAlready, liftNotAsked, nothingHeld, notYoursToLift, notYoursToSearch, ownLift, spokenAlready } from '#contract/containment.ts'
import type { Refusal } from '#contract/endpoint.ts'

/** A lot is held by its number, a sale or a service by what it is called. */
export const whyNotScope = (kind: string, lotKey: string | null, productKey: string | null): Refusal | null => ((kind === 'lot' ? lotKey : productKey) ? null : nothingHeld)

interface Stored { readonly state: string; readonly version: number }
export const whyNotHold = ({ state }: Pick<Stored, 'state'>): Refusal | null => (state === 'lifted' ? holdOver : null)

export const whyNotAskLift = (hold: Stored, seen: number): Refusal | null => {
  if (hold.state !== 'active') return hold.state === 'lifted' ? holdOver : liftAskedAlready
  return hold.version === seen ? null : staleVersion
}

interface Ordered { readonly unit_id: string; readonly ordered_by: string | null }
interface Decider { readonly id: string | null; readonly units: 'all' | readonly string[] }
/** Whoever ordered it, and who sees the unit that did: units that were told hold what others ordered. */
const leads = ({ unit_id, ordered_by }: Ordered, { id, units }: Decider): boolean => units === 'all' || units.includes(unit_id) || (id !== null && ordered_by === id)

/** Who bought it, wherever it was sold: by who leads the order, and may know all customers. */
export const whyNotSearch = (hold: Pick<Stored, 'state'> & Ordered, by: Decider & { readonly identity?: boolean }): Refusal | null =>
  whyNotHold(hold) ?? (leads(hold, by) && (by.units === 'all' || by.identity === true) ? null : notYoursToSearch)

/** Whoever leads the order decides, and another person than who asked. */
export const whyNotDecideLift = (hold: Stored & Ordered & { readonly lift_asked_by: string | null }, seen: number, by: Decider): Refusal | null => {
  if (hold.state !== 'liftAsked') return hold.state === 'lifted' ? holdOver : liftNotAsked
  if (!leads(hold, by)) return notYoursToLift
  if (hold.lift_asked_by === by.id) return ownLift
  return hold.version === seen ? null : staleVersion
}

/** Who was told, or does not have it, is done with; a mistake is put right by whoever leads in words of their own. */
export const whyNotContact = (recipient: Stored, seen: number): Refusal | null => {
  if (recipient.state !== 'open') return spokenAlready
  return recipient.version === seen ? null : staleVersion
}
