import { useSyncExternalStore } from 'react'

const KEPT = 'wenguo.searches'
const MOST = 8

const read = (): readonly string[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : []
  } catch {
    return []
  }
}

let recent = read()
const listeners = new Set<() => void>()
const keep = (next: readonly string[]) => {
  recent = next
  localStorage.setItem(KEPT, JSON.stringify(next))
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => { listeners.delete(listener) }
}

/** What was searched for in this browser, latest first. */
export const useRecent = () => useSyncExternalStore(subscribe, () => recent)
export const remember = (q: string) => { if (q) keep([q, ...recent.filter((one) => one !== q)].slice(0, MOST)) }
/** Also called when somebody signs out: the next person at this counter need not know. */
export const forgetRecent = () => keep([])
