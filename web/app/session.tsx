import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { createContext, useContext, useEffect } from 'react'
import type { z } from 'zod'
import type { SignedIn } from '#contract/identity.ts'
import { firstRun, signOut, whoAmI } from '#contract/identity.ts'
import { links } from '../links.ts'
import { keepDraftsFor } from '../ui/draft.ts'
import { useCsrfToken as keepCsrfToken, lackToken, Refused, call } from './call.ts'
import { asked, forgetAnswer, keepAnswer } from './device/answers.ts'
import { leaveHere } from './device/drafts-here.ts'
import { clearShelf } from './device/store.ts'
import { useGo } from './Go.tsx'
import { localeNow, speak, speakIndustry } from './i18n.ts'
import { forgetRecent } from './search/recent.ts'

type Session = z.infer<typeof SignedIn>

const NOT_SIGNED_IN = '/problems/identity/not-signed-in'
export const isNotSignedIn = (error: unknown) => error instanceof Refused && error.problem.type.endsWith(NOT_SIGNED_IN)

const KEY = [whoAmI.route, {}] as const
const KEPT = 'wenguo.signed-in'

/** Whether somebody signed in here and did not sign out: what a screen needs may be asked for before the session is known. */
export const wasSignedIn = () => localStorage.getItem(KEPT) !== null
const Current = createContext<Session | null>(null)

const refuseNobody = async (): Promise<Session | null> => {
  try {
    return await asked(whoAmI, {})
  } catch (error) {
    if (!(error instanceof Refused && error.problem.status === 401)) throw error
    await forgetAnswer(whoAmI)
    return null
  }
}

/** Asks before the first component, so that the answer travels while the page is still being built. */
export const askWhoAmI = (queries: QueryClient) => void queries.prefetchQuery({ queryKey: KEY, queryFn: refuseNobody, staleTime: 60_000, networkMode: 'always' })

const takeToken = (queries: QueryClient, token: string) => {
  if (token) keepCsrfToken(token)
  lackToken(token ? null : async () => {
    const session = await call(whoAmI, {})
    keepCsrfToken(session.csrfToken)
    lackToken(null)
    queries.setQueryData(KEY, session)
  })
}

/** Who is signed in: asked once when the page opens; null when nobody is. */
export const useWhoAmI = () => {
  const asked = useQuery({ queryKey: KEY, queryFn: refuseNobody, staleTime: 60_000, retry: 1, networkMode: 'always' })
  const token = asked.data?.csrfToken
  const queries = useQueryClient()
  if (token !== undefined) takeToken(queries, token)
  useEffect(() => { if (token) localStorage.setItem(KEPT, '1') }, [token])
  const locale = asked.data?.person.locale
  const terms = asked.data?.organization.terms
  useEffect(() => { if (terms !== undefined) void speakIndustry(terms) }, [terms])
  useEffect(() => { if (locale && locale !== localeNow()) void speak(locale).then(() => queries.invalidateQueries()) }, [locale, queries])
  return asked
}

/** Where somebody without a session belongs: the first run of a fresh installation, or sign-in that remembers where they were. */
export const useWayIn = (needed: boolean) => {
  const go = useGo()
  const fresh = useQuery({ queryKey: [firstRun.route, {}], queryFn: () => call(firstRun, {}), enabled: needed, staleTime: 60_000 })
  useEffect(() => {
    if (!needed || fresh.isPending) return
    const here = location.pathname + location.search
    go(fresh.data?.needed ? links.firstRun() : links.signIn(here), 'replace')
  }, [needed, fresh.isPending, fresh.data?.needed, go])
}

/** Takes the answer of sign-in, first run or a changed account as the session from now on. */
export const useTakeSession = () => {
  const queries = useQueryClient()
  return (session: Session) => {
    keepCsrfToken(session.csrfToken)
    lackToken(null)
    void keepAnswer(whoAmI, session)
    queries.setQueryData(KEY, session)
    queries.removeQueries({ queryKey: [firstRun.route] })
  }
}

export const useSignOut = () => {
  const queries = useQueryClient()
  const go = useGo()
  return async () => {
    const leaving = queries.getQueryData<Session | null>(KEY)?.person.id
    await call(signOut, {}).catch((error: unknown) => { if (!isNotSignedIn(error)) throw error })
    keepCsrfToken('')
    localStorage.removeItem(KEPT)
    forgetRecent()
    await queries.cancelQueries()
    queries.setQueryData(KEY, null)
    go(links.signIn(), 'replace')
    // Once no screen shows it any more, nothing of what this person saw stays behind for the next.
    setTimeout(() => {
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== whoAmI.route })
      leaveHere()
      if (leaving) void clearShelf(leaving).catch(() => undefined)
    })
  }
}

export const SessionProvider = ({ session, children }: { readonly session: Session; readonly children: ReactNode }) => {
  keepDraftsFor(session.person.id)
  return <Current value={session}>{children}</Current>
}

/** Who works here now. Only inside the staff frame. */
export const useSession = (): Session => {
  const session = useContext(Current)
  if (!session) throw new Error('useSession outside the staff frame')
  return session
}

const covers = (granted: string, wanted: string) => granted === '*' || granted === wanted || (granted.endsWith('.*') && wanted.startsWith(granted.slice(0, -1)))

/** Whether this person's role holds a permission: `can('authority.approve')`. The server decides again; this only spares a vain press. */
export const useCan = () => {
  const { person } = useSession()
  return (permission: string) => person.permissions.some((granted) => covers(granted, permission))
}
