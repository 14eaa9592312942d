import { useSyncExternalStore } from 'react'

/** Where one is: everything is in the query, so that one file serves every page. */
export type Route =
  | { readonly page: 'tell'; readonly place: string | null }
  | { readonly page: 'look'; readonly place: string | null }
  | { readonly page: 'done'; readonly number: string }
  | { readonly page: 'case'; readonly number: string }

const MOVED = 'portal:moved'

const readRoute = (search: string): Route => {
  const query = new URLSearchParams(search)
  const done = query.get('done')
  if (done) return { page: 'done', number: done }
  const number = query.get('case')
  if (number) return { page: 'case', number }
  return { page: query.has('look') ? 'look' : 'tell', place: query.get('place') }
}

const queryOf = (route: Route): Record<string, string> => {
  switch (route.page) {
    case 'tell': return route.place ? { place: route.place } : {}
    case 'look': return route.place ? { look: '1', place: route.place } : { look: '1' }
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
