import type { DecisionTable } from '#kernel/decision-table.ts'
import { canonical, sha256 } from '#kernel/id.ts'
import type { PackBody } from '#modules/packs/shape.ts'

type ClockRule = PackBody['clocks'][number]

/** A fingerprint of all that a clock says: its basis, whose duty it is, when it starts and how long it takes. */
export const digestOfClock = ({ verified: _, ...rule }: ClockRule, table: DecisionTable): string =>
  sha256(canonical({ rule, rows: table.rules.filter(({ gives }) => gives['clock'] === rule.kind) })).toString('base64url')

export interface Confirmed { readonly kind: string; readonly digest: string }

/** The confirmation of just this wording; one of another wording says only that it has changed since. */
export const standingOf = <T extends Confirmed>(rule: ClockRule, digest: string, confirmed: readonly T[]): { standing: 'shipped' | 'confirmed' | 'changed' | 'open'; by: T | null } => {
  const own = confirmed.filter(({ kind }) => kind === rule.kind)
  const by = own.find((one) => one.digest === digest)
  if (by) return { standing: 'confirmed', by }
  if (rule.verified) return { standing: 'shipped', by: null }
  return { standing: own.length ? 'changed' : 'open', by: null }
}
