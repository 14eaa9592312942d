import type { Case } from '#contract/casefile.ts'
import type { ClockView } from '#contract/complaint.ts'
import type { PackView } from '#contract/packs.ts'
import { extendable } from '../../modules/clock/pressing.ts'

const pauses = (pack: PackView, clock: ClockView) => pack.clocks.some((rule) => rule.kind === clock.kind && rule.pauses)

/** The clocks that would stand still while we wait for the customer; one that ran out is past stopping. */
export const pausable = (it: Case, pack: PackView, now: number): readonly ClockView[] => it.clocks.filter((clock) => clock.state === 'running' && pauses(pack, clock) && Date.parse(clock.dueAt) > now)

/** The pause that lasts. */
export const openPause = (it: Case) => it.pauses.find((pause) => pause.to === null)

/** The clock that the end of the case stops, where it is ours to keep. */
export const endClockOf = (it: Case, pack: PackView): ClockView | undefined => it.clocks.find((clock) => clock.bound === 'ours' && ['running', 'paused', 'late'].includes(clock.state) && pack.clocks.some((rule) => rule.kind === clock.kind && rule.ends === 'closed'))

/** Clocks for which more time can be asked: first those that are long enough for it to make sense. */
export const extendableOf = (it: Case, pack: PackView): readonly ClockView[] => {
  const asked = new Set(it.extensions.filter((extension) => extension.state === 'pending').map((extension) => extension.clockId))
  const free = extendable(it.clocks).filter((clock) => !asked.has(clock.id))
  return [...free.filter((clock) => pauses(pack, clock)), ...free.filter((clock) => !pauses(pack, clock))]
}
