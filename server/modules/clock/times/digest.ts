import { canonical, sha256 } from '#kernel/id.ts'
import type { Planned } from './plan.ts'

/** A fingerprint of what would hold: the same as long as nobody changes anything that says so. `more`: what else is part of the change. */
export const digestOfPlan = (planned: readonly Planned[], more: unknown = null): string =>
  sha256(canonical({ planned: [...planned].sort((a, b) => (a.unitId < b.unitId ? -1 : 1)), more })).toString('base64url')
