import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'

export interface Key {
  /** One key (`j`, `?`, `Enter`), or two in a row (`g d`). */
  readonly keys: string
  readonly label: string
  readonly run: () => void
}

const KEPT = 'wenguo.keys'
const PAIR_MS = 1_000

let bound: readonly Key[] = []
let off = localStorage.getItem(KEPT) === 'off'
const listeners = new Set<() => void>()
const tell = () => { for (const listener of listeners) listener() }
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => { listeners.delete(listener) }
}

/** Single keys can be switched off (WCAG 2.1.4): whoever dictates would press them by speaking. */
export const useKeysOff = () => useSyncExternalStore(subscribe, () => off)
export const switchKeys = (next: boolean) => {
  off = next
  localStorage.setItem(KEPT, next ? 'off' : 'on')
  tell()
}

/** Every key that works on this screen now. */
export const useBoundKeys = () => useSyncExternalStore(subscribe, () => bound)

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input,textarea,select,[role=combobox],[role=listbox],[role=menu],[role=dialog]') !== null)

const presses = (target: EventTarget | null) => target instanceof HTMLElement && target.closest('a,button,[role=button],[role=tab]') !== null

const silent = (event: KeyboardEvent) =>
  off || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || typing(event.target) || (event.key === 'Enter' && presses(event.target))

let before = { key: '', at: 0 }

const onKey = (event: KeyboardEvent) => {
  if (silent(event)) return
  const pair = event.timeStamp - before.at < PAIR_MS ? `${before.key} ${event.key}` : ''
  before = { key: event.key, at: event.timeStamp }
  const hit = bound.findLast((one) => one.keys === pair) ?? bound.findLast((one) => one.keys === event.key)
  if (!hit) return
  event.preventDefault()
  before = { key: '', at: 0 }
  hit.run()
}

/** Keys that work while this component is on the page. The latest binding of a key wins. */
export const useKeys = (keys: readonly Key[]) => {
  const latest = useRef(keys)
  latest.current = keys
  const names = keys.map((one) => `${one.keys}\t${one.label}`).join('\n')
  const mine = useMemo(() => names.split('\n').filter(Boolean).map((name): Key => {
    const [key = '', label = ''] = name.split('\t')
    return { keys: key, label, run: () => latest.current.find((one) => one.keys === key)?.run() }
  }), [names])
  useEffect(() => {
    if (bound.length === 0) document.addEventListener('keydown', onKey)
    bound = [...bound, ...mine]
    tell()
    return () => {
      bound = bound.filter((one) => !mine.includes(one))
      if (bound.length === 0) document.removeEventListener('keydown', onKey)
      tell()
    }
  }, [mine])
}
