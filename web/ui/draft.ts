import { useCallback, useEffect, useRef, useState } from 'react'

const PREFIX = 'wenguo.draft.'
let owner = ''

/** Whose drafts are meant from now on: at a shared counter nobody finds another's. */
export const keepDraftsFor = (personId: string) => { owner = personId }

const placeOf = (key: string) => `${PREFIX}${owner}.${key}`
const WAIT = 400

const read = <T>(key: string): T | undefined => {
  try {
    const kept = localStorage.getItem(placeOf(key))
    return kept === null ? undefined : JSON.parse(kept) as T
  } catch {
    return undefined
  }
}

const keep = (key: string, value: unknown) => {
  try {
    localStorage.setItem(placeOf(key), JSON.stringify(value))
  } catch {
    // A full or forbidden store must not stop the typing; the page itself still holds the text.
  }
}

/** What is kept under a key, outside of a form. */
export const readDraft = read
export const keepDraft = keep
export const forgetDraft = (key: string) => {
  try { localStorage.removeItem(placeOf(key)) } catch { /* nothing was kept */ }
}

/** Keys of this person that begin so. */
export const draftsBelow = (prefix: string): readonly string[] => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(placeOf(prefix))).map((key) => key.slice(placeOf('').length))
  } catch {
    return []
  }
}

/**
 * State that survives a closed tab: kept in the browser while typing, found again under the same key.
 * Returns `[value, setValue, clear, restored]`; `restored` says whether an earlier draft was found. `clear` after the text was sent.
 */
export const useDraft = <T>(key: string, initial: T): readonly [T, (next: T | ((before: T) => T)) => void, () => void, boolean] => {
  const [found] = useState(() => read<T>(key))
  const [value, setValue] = useState<T>(found ?? initial)
  const [restored, setRestored] = useState(found !== undefined)
  const pending = useRef<{ readonly value: T } | null>(null)
  // What was typed here and not sent: kept again when the page goes, since another tab may have sent and cleared its own.
  const unsent = useRef<{ readonly value: T } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const flush = useCallback(() => {
    if (pending.current) keep(key, pending.current.value)
    pending.current = null
  }, [key])
  useEffect(() => {
    const leave = () => { if (unsent.current) keep(key, unsent.current.value) }
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [key])
  const change = useCallback((next: T | ((before: T) => T)) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(flush, WAIT)
    setValue((before) => {
      const after = typeof next === 'function' ? (next as (before: T) => T)(before) : next
      pending.current = { value: after }
      unsent.current = pending.current
      return after
    })
  }, [flush])
  const clear = useCallback(() => {
    pending.current = null
    unsent.current = null
    forgetDraft(key)
    setValue(initial)
    setRestored(false)
  }, [key, initial])
  return [value, change, clear, restored] as const
}
