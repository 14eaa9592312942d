import type { z } from 'zod'
import { likelyDuplicates } from '#contract/links.ts'
import { useAsk } from '../../app/query.ts'
import { type Draft, wholeText } from './draft.ts'
import { useSettledAsk } from './use-suggestion.ts'

export type Alike = z.output<typeof likelyDuplicates.output> & { /** Enough is typed to look for something. */ readonly asked: boolean }

const digits = (text: string) => text.replace(/\D/g, '')
const ENOUGH_DIGITS = 7
const ENOUGH_WORDS = 6

/** Cases that may be the one being typed, once typing pauses; those that somebody said are another matter are left out. */
export const useAlike = (draft: Draft): Alike => {
  const text = wholeText(draft)
  const input = useSettledAsk({
    ...(draft.customerId ? { customerId: draft.customerId } : digits(draft.phone).length >= ENOUGH_DIGITS && { phone: draft.phone.trim() }), ...(draft.name.trim() && { name: draft.name.trim() }),
    ...(draft.orderNumber.trim() && { order: draft.orderNumber.trim() }), ...(draft.lot.trim() && { lot: draft.lot.trim() }), ...(text.length >= ENOUGH_WORDS && { text, ...(draft.unitId && { unitId: draft.unitId }) }),
  })
  const asked = 'customerId' in input || 'phone' in input || 'order' in input || 'lot' in input || 'text' in input
  const { data } = useAsk(likelyDuplicates, input, { enabled: asked })
  if (!asked || !data) return { items: [], elsewhere: [], asked: false }
  return { items: data.items.filter((item) => !draft.notAlike.includes(item.id)), elsewhere: data.elsewhere, asked: true }
}
