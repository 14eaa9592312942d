import type { Refusal } from '#contract/endpoint.ts'
import { exemptionDecided } from '#contract/statute.ts'

export const whyNotDecide = ({ state }: { readonly state: string }): Refusal | null => (state === 'asked' ? null : exemptionDecided)
