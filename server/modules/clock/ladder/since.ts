import type { Instant } from '#kernel/time.ts'

const latest = (first: Instant, ...more: readonly (Instant | null)[]): Instant => more.reduce<Instant>((last, at) => (at && at > last ? at : last), first)

/** Since when levels of a clock are reached: not those that had passed before its ladder held, before it was there itself, or before it came along with a merged case. */
export const climbsSince = ({ since }: { readonly since: Instant }, { climbs_from, came_at }: { readonly climbs_from: Instant | null; readonly came_at: Instant | null }): Instant => latest(since, climbs_from, came_at)
