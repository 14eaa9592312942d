import { useSyncExternalStore } from 'react'
import dayjs from 'dayjs'

const EVERY = 30_000
/** What a header says to the second, and a slow line later still, says nothing about a clock that is right. */
const SLACK = 30_000
const KEPT = 'wenguo.clock'
const KEPT_FOR = 7 * 24 * 3_600_000

const device = () => dayjs().valueOf()

/** As it was found last; a clock that was set since, or not compared for long, is believed again. */
const kept = (): number => {
  try {
    const { skew: off, at } = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as { skew?: number; at?: number }
    return off !== undefined && at !== undefined && device() >= at && device() < at + KEPT_FOR ? off : 0
  } catch {
    return 0
  }
}
const keep = () => {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ skew, at: device() }))
  } catch {
    // A device that keeps nothing is compared again with the next answer.
  }
}

let skew = kept()
let current = device() + skew
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

const tick = () => {
  current = device() + skew
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  timer ??= setInterval(tick, EVERY)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The server's clock is the one that counts: a shop's computer may be minutes off, or days. */
export const correctClock = (serverNow: string) => {
  skew = dayjs(serverNow).valueOf() - device()
  keep()
  tick()
}

/** The same by what every answer says of itself (`Date`); small differences are the line's. */
export const compareClock = (date: string) => {
  const off = dayjs(date).valueOf() - device()
  if (Math.abs(off - skew) > SLACK) correctClock(date)
}

/** Now, in milliseconds; one timer for the whole page, every 30 seconds. */
export const useNow = () => useSyncExternalStore(subscribe, () => current)

/** This moment, as the server would tell it: what is written down with it stands in the record. */
export const rightNow = (): dayjs.Dayjs => dayjs(device() + skew)
