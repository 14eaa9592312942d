import type { ClockView } from '#contract/complaint.ts'

/** As many as are taken in at a glance. */
const AT_ONCE = 4

export const isOurs = (clock: ClockView) => (clock.bound ?? 'ours') === 'ours'
/** Still waited for. */
export const isLive = (clock: ClockView) => clock.state === 'running' || clock.state === 'late' || clock.state === 'paused'

const RANK: Readonly<Record<ClockView['state'], number>> = { late: 0, running: 1, paused: 2, breached: 4, met: 5, cancelled: 6 }
/** Time that binds somebody else presses us less than any of our own. */
const OTHERS = 3
const rankOf = (clock: ClockView) => (isLive(clock) && !isOurs(clock) ? OTHERS : RANK[clock.state])

/** The deadlines of a case, the most pressing first, and how many of them stand in the open: what is late always does. */
export const byNeed = (clocks: readonly ClockView[]): { readonly all: readonly ClockView[]; readonly open: number } => {
  const all = clocks.filter((clock) => clock.state !== 'cancelled').toSorted((a, b) => rankOf(a) - rankOf(b) || Date.parse(a.dueAt) - Date.parse(b.dueAt))
  const late = all.filter((clock) => clock.state === 'late' && isOurs(clock)).length
  // To fold a single one away gains nothing.
  return { all, open: all.length <= AT_ONCE + 1 ? all.length : Math.min(all.length, Math.max(AT_ONCE, late)) }
}

/** Ours and still waited for: these can be given more time. */
export const extendable = (clocks: readonly ClockView[]): readonly ClockView[] => byNeed(clocks).all.filter((clock) => isLive(clock) && isOurs(clock))
