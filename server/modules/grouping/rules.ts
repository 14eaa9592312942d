import type { Refusal } from '#contract/endpoint.ts'
import { BLANKS, groupEnded } from '#contract/grouping.ts'
import type { Instant } from '#kernel/time.ts'

export const whyNotChange = (g: { readonly ended_at: Instant | null }): Refusal | null => (g.ended_at ? groupEnded : null)

export type Filled = Readonly<Record<(typeof BLANKS)[number], string>>

/** The answer as one of them reads it; other braces stay as they were written. */
export const filled = (text: string, given: Filled): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => (BLANKS.some((blank) => blank === name) ? given[name as keyof Filled] : whole))
