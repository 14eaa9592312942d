import { useCallback, useEffect, useRef, useState } from 'react'
import { Refused, judge, newKey } from './api.ts'
import { type Letter, answerTo, leaveLetter, sendWhenClosed, takeLetterBack } from './outbox.ts'
import { forget, keep, recall } from './store.ts'

/** One key per draft; with a body it was sent and no answer has come, so that the same is sent again and nothing is done twice. */
interface Held<B> {
  readonly key: string
  readonly body: B | null
}

type Phase = 'idle' | 'sending' | 'waiting'

export interface Sending<B> {
  readonly phase: Phase
  readonly fault: Refused | null
  /** The browser sends it by itself, also when the page is closed. */
  readonly byItself: boolean
  readonly send: (body: B) => void
  /** Sends what is held once more, now. */
  readonly again: () => void
  /** Lets go of what is held, because the person wants to start afresh. */
  readonly drop: () => void
}

/** Seconds until it is tried again by itself. */
const PAUSES = [3, 8, 20, 40, 60] as const

const blank = <B>(): Held<B> => ({ key: newKey(), body: null })

/** Silence, and "the first one is still under way", leave it open whether it was done. Every other refusal says it was not. */
const refusalOf = (error: unknown): Refused | null => (error instanceof Refused && !error.is('idempotency/in-progress') ? error : null)

/** Tries again by itself, later each time, and at once when there is a network. */
const useRetries = (phase: Phase, tries: { readonly current: number }, again: () => Promise<void>) => {
  useEffect(() => {
    if (phase !== 'waiting') return undefined
    const retry = () => { void again() }
    const pause = tries.current === 0 ? 0 : PAUSES[Math.min(tries.current, PAUSES.length) - 1] ?? 60
    const timer = setTimeout(retry, pause * 1000)
    addEventListener('online', retry)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', retry)
    }
  }, [phase, tries, again])
}

/** A page that is put away may not come back. */
const useWhenHidden = (wanted: boolean, leave: () => Promise<void>) => {
  useEffect(() => {
    if (!wanted) return undefined
    const hidden = () => { if (document.visibilityState === 'hidden') void leave() }
    document.addEventListener('visibilitychange', hidden)
    return () => document.removeEventListener('visibilitychange', hidden)
  }, [wanted, leave])
}

/**
 * Sends a draft over a bad network. While the outcome is unknown the same body goes out under the same key, by itself and after a
 * reload, until an answer comes; after a refusal the draft may be changed and goes out under a new key.
 */
export const useSending = <B, O>(name: string, post: (body: B, key: string) => Promise<O>, done: (out: O) => void, refused?: (fault: Refused) => void, letter?: (body: B, key: string) => Letter): Sending<B> => {
  const store = `sending.${name}`
  const held = useRef<Held<B> | null>(null)
  held.current ??= recall<Held<B>>(store) ?? blank<B>()
  const [phase, setPhase] = useState<Phase>(held.current.body === null ? 'idle' : 'waiting')
  const [fault, setFault] = useState<Refused | null>(null)
  const [byItself, setByItself] = useState(false)
  const tries = useRef(0)
  const busy = useRef(false)
  const latest = useRef({ post, done, refused, letter })
  useEffect(() => { latest.current = { post, done, refused, letter } })

  const settle = useCallback(() => {
    held.current = blank<B>()
    tries.current = 0
    forget(store)
    void takeLetterBack(store)
    setByItself(false)
    setPhase('idle')
  }, [store])

  /** For when the page is closed before there is a network again. */
  const leave = useCallback(async () => {
    const now = held.current
    const asLetter = latest.current.letter
    if (!now || now.body === null || !asLetter) return
    await leaveLetter(store, asLetter(now.body, now.key))
    setByItself(await sendWhenClosed())
  }, [store])

  const again = useCallback(async () => {
    const now = held.current
    if (!now || now.body === null || busy.current) return
    busy.current = true
    setPhase('sending')
    try {
      const meanwhile = await answerTo(store, now.key)
      const out = meanwhile ? judge(meanwhile.status, meanwhile.body, null) as O : await latest.current.post(now.body, now.key)
      settle()
      latest.current.done(out)
    } catch (error) {
      const no = refusalOf(error)
      if (no) {
        settle()
        setFault(no)
        latest.current.refused?.(no)
      } else {
        tries.current += 1
        setPhase('waiting')
        await leave()
      }
    } finally {
      busy.current = false
    }
  }, [settle, leave, store])

  const send = useCallback((body: B) => {
    if (busy.current) return
    held.current = { key: held.current?.key ?? newKey(), body }
    keep(store, held.current)
    setFault(null)
    void again()
  }, [store, again])

  useRetries(phase, tries, again)
  useWhenHidden(phase !== 'idle', leave)

  return { phase, fault, byItself, send, again: () => { void again() }, drop: settle }
}
