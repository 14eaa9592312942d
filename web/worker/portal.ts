import { SEND, keepAnswer, waitingLetters } from '../portal/outbox.ts'

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

interface Syncing extends Waiting { readonly tag: string }

/** What the server says for good; a page in between, a full server and the same one still under way are asked again later. */
const isSettled = (status: number) => status < 500 && status !== 409 && status !== 429

/** Once each: the key that goes along makes the server answer the same, whoever asks first. @throws while one still waits: the browser comes again. */
const sendWaiting = async () => {
  const letters = await waitingLetters()
  const left = await Promise.allSettled(letters.map(async (letter) => {
    const response = await fetch(letter.url, { method: 'POST', headers: letter.headers, body: letter.body, credentials: 'omit', cache: 'no-store' })
    const body: unknown = await response.json().catch(() => null)
    if (!isSettled(response.status) || body === null) throw new Error(String(response.status))
    await keepAnswer(letter, { status: response.status, body })
  }))
  if (left.some(({ status }) => status === 'rejected')) throw new Error('not sent yet')
}

addEventListener('sync', (event) => { if ((event as Syncing).tag === SEND) (event as Syncing).waitUntil(sendWaiting()) })
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
