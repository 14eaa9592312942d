import { useCallback, useEffect, useRef, useState } from 'react'
import type { PortalCase } from '#contract/portal.ts'
import { keepCase, keptCase } from './kept-case.ts'
import { type Pass, Refused, lookUp } from './api.ts'

const EVERY = 30_000

/** What is known of a case, and since when. */
export interface View {
  readonly found: PortalCase | null
  readonly at: number
  /** The last look failed: no network, or a refusal. What was found before stays in sight. */
  readonly trouble: Refused | 'offline' | null
}

/** What was seen last, where the person asked to keep it. */
const known = (number: string): View => {
  const kept = keptCase(number)
  return { found: kept?.found ?? null, at: kept?.at ?? 0, trouble: null }
}

const same = (a: PortalCase | null, b: PortalCase) => JSON.stringify(a) === JSON.stringify(b)

/** A wrong code stays wrong: asking again by itself would only use up the tries. */
const nextTry = ({ problem, retryAt }: Refused) => (problem.status === 404 ? Number.POSITIVE_INFINITY : retryAt ?? Date.now() + 2 * EVERY)

/** Looks at a case now and gently again while somebody is looking at the page; waits as long as the server asks. */
export const useCase = ({ number, code }: Pass, locale: string) => {
  const [view, setView] = useState<View>(() => known(number))
  // A look that began before an answer of ours was written shows an older state and is dropped.
  const round = useRef(0)
  const notBefore = useRef(0)

  const replace = useCallback((found: PortalCase) => {
    round.current += 1
    if (keptCase(number)) keepCase(number, { code, found, at: Date.now() })
    setView((before) => ({ found: same(before.found, found) ? before.found : found, at: Date.now(), trouble: null }))
  }, [number, code])

  // In the reader's language: the names of steps and items come from the server.
  const look = useCallback(async () => {
    round.current += 1
    const mine = round.current
    try {
      const found = await lookUp({ number, code }, locale)
      if (mine === round.current) replace(found)
    } catch (error) {
      if (mine !== round.current) return
      if (error instanceof Refused) notBefore.current = nextTry(error)
      setView((before) => ({ ...before, trouble: error instanceof Refused ? error : 'offline' }))
    }
  }, [number, code, locale, replace])

  useEffect(() => {
    let last = 0
    const round30 = (force: boolean) => {
      const now = Date.now()
      if (document.visibilityState !== 'visible' || now < notBefore.current || (!force && now - last < EVERY)) return
      last = now
      void look()
    }
    const tick = () => round30(false)
    const online = () => round30(true)
    round30(true)
    const timer = setInterval(tick, 5_000)
    document.addEventListener('visibilitychange', tick)
    addEventListener('online', online)
    return () => {
      round.current += 1
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
      removeEventListener('online', online)
    }
  }, [look])

  return { view, replace, look: () => { void look() } }
}
