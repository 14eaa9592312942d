/** Files of the page that must be there without a network, and the name of this build: written in when the pages are built. */
const SHELL: readonly string[] = ['__SHELL__']
const BUILD = '__BUILD__'

const PREFIX = 'wenguo-shell-'
const CACHE = `${PREFIX}${BUILD}`
const PAGE = '/register'
/** A network that takes so long to bring the page counts as none. */
const PATIENCE_MS = 6_000

interface Lasting extends Event { waitUntil(work: Promise<unknown>): void }
interface Asked extends Event { readonly request: Request; respondWith(answer: Promise<Response>): void }
declare const clients: { claim(): Promise<void> }

/** The page itself and its parts; no answer of the API is ever kept here. */
const fill = async () => {
  const cache = await caches.open(CACHE)
  await cache.addAll(SHELL.map((file) => `/${file}`))
  await cache.put(PAGE, await fetch(PAGE, { cache: 'no-store' }))
}

const dropOthers = async () => {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)))
}

const late = (ms: number) => new Promise<never>((_, fail) => { setTimeout(() => fail(new Error('late')), ms) })

/** The newest page where there is a network, else the one that is kept: it is the same for every screen. */
const page = async (request: Request): Promise<Response> => {
  try {
    return await Promise.race([fetch(request), late(PATIENCE_MS)])
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(PAGE)
    if (!kept) throw error
    return kept
  }
}

/** Parts bear their content in their name: what is kept is right. */
const part = async (request: Request): Promise<Response> => await caches.match(request) ?? fetch(request)

const NOT_OURS = /^\/(api|portal|k|readyz|livez|metrics|worker\.js)(\/|$|\.)/

export const startShell = () => {
  addEventListener('install', (event) => (event as Lasting).waitUntil(fill()))
  addEventListener('activate', (event) => (event as Lasting).waitUntil(dropOthers().then(() => clients.claim())))
  addEventListener('fetch', (event) => {
    const { request } = event as Asked
    const { origin, pathname } = new URL(request.url)
    if (request.method !== 'GET' || origin !== location.origin || NOT_OURS.test(pathname)) return
    if (request.mode === 'navigate') (event as Asked).respondWith(page(request))
    else if (pathname.startsWith('/assets/')) (event as Asked).respondWith(part(request))
  })
}
