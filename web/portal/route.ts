import { useSyncExternalStore } from 'react'

/** Where the person stands: the place, and the comment card that was scanned there. */
export interface Scanned { readonly place: string | null; readonly card: string | null }

/** Where one is: everything is in the query, so that one file serves every page. */
export type Route =
  | { readonly page: 'tell' } & Scanned
  | { readonly page: 'look' } & Scanned
  | { readonly page: 'thanks' } & Scanned
  | { readonly page: 'lost' } & Scanned
  /** A meeting with a manager; with a number, about that case. */
  | { readonly page: 'meet'; readonly number: string | null } & Scanned
  /** Questions of the firm, behind a link. */
  | { readonly page: 'opinion'; readonly code: string }
  /** The part of a form that somebody outside answers, behind a link. */
  | { readonly page: 'part'; readonly code: string }
  /** A proposal that waits for a colleague's approval, behind the link of their message. */
  | { readonly page: 'approve'; readonly code: string }
  /** An agreement to sign, behind a link. */
  | { readonly page: 'agreement'; readonly code: string }
  /** What an appraiser or a laboratory is asked, behind a link. */
  | { readonly page: 'expert'; readonly code: string }
  /** A questionnaire, behind a link. */
  | { readonly page: 'questions'; readonly code: string }
  /** Behind the link of a letter. */
  | { readonly page: 'renew'; readonly token: string }
  | { readonly page: 'done'; readonly number: string }
  | { readonly page: 'case'; readonly number: string }

const MOVED = 'portal:moved'

export const scannedIn = (query: URLSearchParams): Scanned => ({ place: query.get('place'), card: query.get('card') })

const pageOf = (query: URLSearchParams) => {
  if (query.has('look')) return 'look'
  if (query.has('lost')) return 'lost'
  return query.has('thanks') ? 'thanks' : 'tell'
}

const readRoute = (search: string): Route => {
  const query = new URLSearchParams(search)
  const done = query.get('done')
  if (done) return { page: 'done', number: done }
  const token = query.get('renew')
  if (token) return { page: 'renew', token }
  const agreement = query.get('agreement')
  if (agreement) return { page: 'agreement', code: agreement }
  const part = query.get('part')
  if (part) return { page: 'part', code: part }
  const expert = query.get('expert')
  if (expert) return { page: 'expert', code: expert }
  const questions = query.get('questions')
  if (questions) return { page: 'questions', code: questions }
  const approve = query.get('approve')
  if (approve) return { page: 'approve', code: approve }
  const opinion = query.get('opinion')
  if (opinion) return { page: 'opinion', code: opinion }
  if (query.has('meet')) return { page: 'meet', number: query.get('meet') === '1' ? null : query.get('meet'), ...scannedIn(query) }
  const number = query.get('case')
  if (number) return { page: 'case', number }
  return { page: pageOf(query), ...scannedIn(query) }
}

const scannedOf = ({ place, card }: Scanned): Record<string, string> => ({ ...(place && { place }), ...(card && { card }) })

const queryOf = (route: Route): Record<string, string> => {
  switch (route.page) {
    case 'tell': return scannedOf(route)
    case 'look': case 'thanks': case 'lost': return { [route.page]: '1', ...scannedOf(route) }
    case 'meet': return { meet: route.number ?? '1', ...scannedOf(route) }
    case 'agreement': return { agreement: route.code }
    case 'approve': return { approve: route.code }
    case 'opinion': return { opinion: route.code }
    case 'expert': return { expert: route.code }
    case 'part': return { part: route.code }
    case 'questions': return { questions: route.code }
    case 'renew': return { renew: route.token }
    case 'done': return { done: route.number }
    case 'case': return { case: route.number }
  }
}

export const hrefOf = (route: Route) => {
  const query = new URLSearchParams(queryOf(route)).toString()
  return location.pathname + (query ? `?${query}` : '')
}

/** `replace` leaves no step to come back to, for what must not be seen twice. */
export const go = (route: Route, replace = false) => {
  history[replace ? 'replaceState' : 'pushState'](null, '', hrefOf(route))
  scrollTo(0, 0)
  dispatchEvent(new Event(MOVED))
}

const subscribe = (listener: () => void) => {
  addEventListener('popstate', listener)
  addEventListener(MOVED, listener)
  return () => {
    removeEventListener('popstate', listener)
    removeEventListener(MOVED, listener)
  }
}

export const useRoute = () => readRoute(useSyncExternalStore(subscribe, () => location.search))
