import type { OwnCause, RootCause } from '#contract/packs.ts'

/** What the firm added to the causes of its pack, as it is kept. */
export const ownCausesIn = (kept: unknown): readonly OwnCause[] => kept as OwnCause[]

export const asCause = ({ code, parent, label, retired }: OwnCause): RootCause => ({ code, parent, label, ...(retired && { retired: true as const }) })
