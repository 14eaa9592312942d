/** Written by the build: the parts of the portal's page, and what tells one build from the next. */
declare const ASSETS: readonly string[]
declare const BUILD: string

interface Waiting extends Event { waitUntil(work: Promise<unknown>): void }
interface Asking extends Event { readonly request: Request; respondWith(answer: Promise<Response>): void }
interface Worker { readonly clients: { claim(): Promise<void> }; readonly location: Location }

const here = globalThis as unknown as Worker
const PREFIX = 'wenguo-portal-'
const KEPT = PREFIX + BUILD
const PAGE = '/portal'
const STILL = ['/portal-icon-192.png']

/** The page and its parts, and nothing else: what a case holds is never kept here. */
const keepPage = async () => {
  const cache = await caches.open(KEPT)
  await cache.addAll([PAGE, ...ASSETS, ...STILL])
}

const dropOlder = async () => {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== KEPT) await caches.delete(name)
  await here.clients.claim()
}

/** The newest page where there is a network; without one the page that was kept, whatever it was asked for with. */
const page = async (request: Request): Promise<Response> => {
  try {
    return await fetch(request)
  } catch {
    return await caches.match(PAGE) ?? Response.error()
  }
}

/** Parts bear the hash of what is in them: what is kept is right. */
const part = async (request: Request): Promise<Response> => await caches.match(request) ?? fetch(request)

addEventListener('install', (event) => (event as Waiting).waitUntil(keepPage()))
// A new build waits until every page of the old one is closed, so that none loses its parts while somebody is writing.
addEventListener('activate', (event) => (event as Waiting).waitUntil(dropOlder()))
addEventListener('fetch', (event) => {
  const { request, respondWith } = { request: (event as Asking).request, respondWith: (answer: Promise<Response>) => (event as Asking).respondWith(answer) }
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== here.location.origin) return
  if (request.mode === 'navigate') respondWith(page(request))
  else if (pathname.startsWith('/assets/') || STILL.includes(pathname)) respondWith(part(request))
})
