import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Endpoint } from '#contract/endpoint.ts'
import { whoAmI } from '#contract/identity.ts'
import { Refused } from './call.ts'
import { asked, isKept } from './device/answers.ts'
import { isNotSignedIn, wasSignedIn } from './session.tsx'

const MOST_TRIES = 2

// A session that ended anywhere ends everywhere.
const onError = (error: Error) => { if (isNotSignedIn(error)) queries.setQueryData([whoAmI.route, {}], null) }

/** The one cache of what the server said. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { staleTime: 5_000, retry: (count, error) => !(error instanceof Refused) && count < MOST_TRIES } },
})

// Where the developer tools of the library look for it.
Object.assign(globalThis, { __TANSTACK_QUERY_CLIENT__: queries })

/** Asks for what a screen will show while its code is still on the way. A refusal is told by the screen itself. */
export const askAhead = <I extends z.ZodType, O extends z.ZodType>(to: Endpoint<I, O>, input: z.input<I>) => {
  if (wasSignedIn()) void queries.prefetchQuery({ queryKey: [to.route, input], queryFn: () => asked(to, input), ...(isKept(to, input as object) && { networkMode: 'always' as const }) })
}
