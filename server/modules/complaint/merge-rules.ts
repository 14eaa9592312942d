import { mergedElsewhere } from '#contract/complaint.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { accusedDiffer } from '#contract/kept.ts'
import { confidentialDiffers, namesDiffer, otherCustomer, sameCase } from '#contract/links.ts'
import { Urgency } from '#contract/packs.ts'
import { whyNotOpen } from './rules.ts'

export interface Mergeable { readonly id: string; readonly state: string; readonly stage: string; readonly customer_id: string; readonly confidential: boolean; readonly accused: readonly string[] | null; /** Under which name they complained. */ readonly name: string }

/**
 * Two cases become one only where one person made both: whoever holds the look-up code of either reads the whole case afterwards.
 * What is confidential, or kept from somebody, does not flow into what is not, nor the other way round.
 */
export const whyNotMerge = (kept: Mergeable, gone: Mergeable, samePerson: boolean): Refusal | null => {
  if (kept.id === gone.id) return sameCase
  const standing = whyNotOpen(kept) ?? whyNotOpen(gone)
  if (standing) return standing
  if (kept.customer_id !== gone.customer_id) return otherCustomer
  if (kept.confidential !== gone.confidential) return confidentialDiffers
  if (!isAboutSame(kept.accused, gone.accused)) return accusedDiffer
  return kept.name.trim() === gone.name.trim() || samePerson ? null : namesDiffer
}

const isAboutSame = (one: readonly string[] | null, other: readonly string[] | null) => (one ?? []).length === (other ?? []).length && (one ?? []).every((id) => other?.includes(id))

const rankOf = (urgency: string) => Urgency.options.indexOf(urgency as Urgency)
export const isMoreUrgent = (one: string, other: string): boolean => rankOf(one) > rankOf(other)

/** What was taken into another is linked there. */
export const whyNotLink = (one: { id: string; state: string }, other: { id: string; state: string }): Refusal | null => {
  if (one.id === other.id) return sameCase
  return one.state === 'merged' || other.state === 'merged' ? mergedElsewhere : null
}
