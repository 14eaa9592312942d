import { isIPv6 } from 'node:net'
import type { Clock } from './time.ts'

/** Who is counted as one: an IPv4 address; of IPv6 the network of 64 bits, which is the least that a household is given, and in which it may take as many addresses as it likes. */
export const networkOf = (address: string): string => {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const [first, last] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean)) as [string[], string[]]
  const groups = [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0'), ...last]
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

interface Tally { weight: number; readonly since: number }

export interface Crowd {
  /** What was counted of `who` in their window. */
  of(who: string): number
  add(who: string, weight?: number): number
  /** Seconds until the window of `who` ends. */
  seconds(who: string): number
}

const MOST_KNOWN = 50_000

/** Counts what comes from each within a window, in memory and so for each node by itself. Of too many the oldest are forgotten. */
export const countCrowd = (windowMs: number, clock: Clock): Crowd => {
  const tallies = new Map<string, Tally>()
  const current = (who: string): Tally | undefined => {
    const kept = tallies.get(who)
    return kept && Math.abs(clock().getTime() - kept.since) < windowMs ? kept : undefined
  }
  const begin = (who: string): Tally => {
    const fresh = { weight: 0, since: clock().getTime() }
    tallies.delete(who)
    const [oldest] = tallies.size >= MOST_KNOWN ? tallies.keys() : []
    if (oldest !== undefined) tallies.delete(oldest)
    tallies.set(who, fresh)
    return fresh
  }
  return {
    of: (who) => current(who)?.weight ?? 0,
    add: (who, weight = 1) => {
      const tally = current(who) ?? begin(who)
      tally.weight += weight
      return tally.weight
    },
    seconds: (who) => Math.ceil(((current(who)?.since ?? clock().getTime()) + windowMs - clock().getTime()) / 1000),
  }
}
