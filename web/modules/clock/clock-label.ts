import type { PackView } from '#contract/packs.ts'
import { say, useTerm } from '../../app/i18n.ts'

/** What a clock is called: in the pack's words, where it has some. */
export const useClockLabel = (pack: Pick<PackView, 'clocks'> | undefined) => {
  const term = useTerm()
  return (kind: string): string => {
    const rule = pack?.clocks.find((clock) => clock.kind === kind)
    return rule ? say(rule.label) : term('clock', kind)
  }
}
