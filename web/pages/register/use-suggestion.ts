import type { z } from 'zod'
import { suggest } from '#contract/classification.ts'
import { useAsk } from '../../app/query.ts'
import { useSettled } from '../../ui/settled.ts'
import type { Draft } from './draft.ts'

export type Suggestion = z.output<typeof suggest.output>
type Asked = z.input<typeof suggest.input>

const PAUSE = 500

/** What tells this matter from another of the same customer. */
export const aboutOf = (draft: Draft): NonNullable<Asked['about']> => ({
  categoryCodes: draft.points.flatMap((point) => point.categoryCode ?? []), ...(draft.orderNumber && { order: draft.orderNumber }), ...(draft.lot && { lot: draft.lot }), ...(draft.productName && { productName: draft.productName }), ...(draft.productCode && { productCode: draft.productCode }),
})

/** What is asked, once typing pauses. */
export const useSettledAsk = <T>(asked: T): T => JSON.parse(useSettled(JSON.stringify(asked), PAUSE)) as T

/** What the pack's rules say about the words, once typing pauses. */
export const useSuggestion = (asked: Asked): Suggestion | undefined => {
  const input = useSettledAsk(asked)
  const enabled = input.text.trim().length >= 2
  const { data } = useAsk(suggest, input, { enabled })
  return enabled ? data : undefined
}
