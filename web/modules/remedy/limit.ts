import type { z } from 'zod'
import { MOST_FEN } from '#contract/common.ts'
import type { RemedyKind } from '#contract/packs.ts'
import type { advice } from '#contract/remedy.ts'

/** What the reader may decide alone with these kinds of remedy: the strictest of them counts. Null: whatever it is. */
export const limitWith = ({ limitFen, limits }: Pick<z.infer<typeof advice.output>, 'limitFen' | 'limits'>, kinds: readonly RemedyKind[]): number | null => {
  const least = Math.min(limitFen, ...kinds.map((kind) => limits[kind] ?? limitFen))
  return least < MOST_FEN ? least : null
}
