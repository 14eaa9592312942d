import { staleVersion } from '#contract/common.ts'
import { type DraftBody, draftDiscarded, draftHanded, draftUsed } from '#contract/draft.ts'
import type { Refusal } from '#contract/endpoint.ts'

interface Standing { readonly complaint_id: string | null; readonly handed_to: string | null; readonly discarded_at: unknown; readonly revision: number }

/** Nobody goes on with it for so long: it goes, with everything personal in it. */
export const KEPT_DAYS = 30
/** What was discarded can be fetched back as long as that. */
export const DISCARDED_DAYS = 7

const whyNotUse = ({ complaint_id, handed_to }: Standing): Refusal | null => {
  if (complaint_id) return draftUsed
  return handed_to ? draftHanded : null
}

export const whyNotGoOn = (draft: Standing): Refusal | null => whyNotUse(draft) ?? (draft.discarded_at ? draftDiscarded : null)
export const whyNotSave = (draft: Standing, revision: number): Refusal | null => whyNotGoOn(draft) ?? (draft.revision === revision ? null : staleVersion)
export const whyNotDiscard = whyNotUse
export const whyNotTake = ({ complaint_id, discarded_at }: Standing): Refusal | null => {
  if (complaint_id) return draftUsed
  return discarded_at ? draftDiscarded : null
}
export const whyNotRestore = ({ complaint_id }: Standing): Refusal | null => (complaint_id ? draftUsed : null)
/** What was typed without a network and is sent now counts, also where it was thrown away meanwhile. */
export const whyNotRegister = whyNotUse

const MOST_WORDS = 80
/** What lists show of it. */
export const gistOf = ({ channel, name, phone, points }: DraftBody) => ({
  channel: channel ?? null, name: name?.trim() || phone?.trim() || '', firstWords: [...(points?.find((point) => point.text?.trim())?.text?.trim() ?? '')].slice(0, MOST_WORDS).join(''),
})
