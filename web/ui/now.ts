import { useSyncExternalStore } from 'react'
import dayjs from 'dayjs'

const EVERY = 30_000
let skew = 0
let current = dayjs().valueOf()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

const tick = () => {
  current = dayjs().valueOf() + skew
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

/** The server's clock is the one that counts: a shop's computer may be minutes off. */
export const correctClock = (serverNow: string) => {
  skew = dayjs(serverNow).valueOf() - dayjs().valueOf()
  tick()
}

/** Now, in milliseconds; one timer for the whole page, every 30 seconds. */
export const useNow = () => useSyncExternalStore(subscribe, () => current)
