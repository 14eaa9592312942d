import dayjs from 'dayjs'
import type { z } from 'zod'
import type { explain } from '#contract/clock.ts'

type Given = z.output<typeof explain.output>['periods'][number]
export interface Period { readonly from: string; readonly to: string; readonly counted: boolean; readonly why: Given['why'] | 'extended' }

const ms = (at: string) => dayjs(at).valueOf()

/** The time that somebody granted follows from no calendar: from where the rule ended it is one stretch, but for pauses. */
export const withExtension = (periods: readonly Given[], extendedFrom: string | null): readonly Period[] => {
  if (extendedFrom === null) return periods
  const end = ms(extendedFrom)
  const before = periods.filter((each) => ms(each.from) < end).map((each) => (ms(each.to) > end ? { ...each, to: extendedFrom } : each))
  const after = periods.filter((each) => ms(each.to) > end).map((each): Period => ({ from: ms(each.from) < end ? extendedFrom : each.from, to: each.to, counted: false, why: each.why === 'paused' ? 'paused' : 'extended' }))
  const joined: Period[] = []
  for (const each of after) {
    const last = joined.at(-1)
    if (last?.why === each.why) joined[joined.length - 1] = { ...last, to: each.to }
    else joined.push(each)
  }
  return [...before, ...joined]
}
