import type { Hours } from './days.ts'

const DAY_MINUTES = 1_440

const minutes = (time: string): number => {
  const [hour = '0', minute = '0'] = time.split(':')
  return Number(hour) * 60 + Number(minute)
}

/** Whether stretches of one day lie over each other; one that closes at or before it opens runs past midnight. */
export const overlap = (hours: Hours): boolean => {
  const spans = hours.map(([opens, closes]) => ({ from: minutes(opens), to: minutes(closes) <= minutes(opens) ? minutes(closes) + DAY_MINUTES : minutes(closes) })).sort((a, b) => a.from - b.from)
  return spans.some((span, i) => span.from < (spans[i - 1]?.to ?? 0))
}
