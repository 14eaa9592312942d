/** What waits to be sent, where the page and its worker both find it: the worker sends it when the page is closed. */
export interface Letter { readonly key: string; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }
export interface Answered { readonly status: number; readonly body: unknown }
interface Kept extends Letter { readonly name: string; readonly answer: Answered | null }

/** What browsers that know it call a worker with when there is a network again. */
export const SEND = 'wenguo.send'

const NAME = 'wenguo.portal.outbox'
const SHELF = 'letters'

const asPromise = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error ?? new Error('indexedDB'))
})

let opening: Promise<IDBDatabase> | null = null

const shelf = async (mode: IDBTransactionMode) => {
  opening ??= (() => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => { request.result.createObjectStore(SHELF, { keyPath: 'name' }) }
    return asPromise(request)
  })()
  return (await opening).transaction(SHELF, mode).objectStore(SHELF)
}

/** Private windows keep nothing: then it is sent while the page is open, as everywhere else. */
const orNothing = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work()
  } catch {
    return undefined
  }
}

const kept = async (name: string): Promise<Kept | undefined> => asPromise((await shelf('readonly')).get(name) as IDBRequest<Kept | undefined>)
const put = async (letter: Kept) => { await asPromise((await shelf('readwrite')).put(letter)) }

export const leaveLetter = (name: string, letter: Letter) => orNothing(() => put({ ...letter, name, answer: null }))
export const takeLetterBack = (name: string) => orNothing(async () => { await asPromise((await shelf('readwrite')).delete(name)) })
/** What the worker was answered while nobody looked. */
export const answerTo = (name: string, key: string): Promise<Answered | null | undefined> => orNothing(async () => {
  const letter = await kept(name)
  return letter?.key === key ? letter.answer : null
})

/** Letters nobody has answered yet. */
export const waitingLetters = async (): Promise<readonly Kept[]> => (await asPromise((await shelf('readonly')).getAll() as IDBRequest<Kept[]>)).filter(({ answer }) => answer === null)
/** Kept for the page, unless it has sent it itself meanwhile. */
export const keepAnswer = async ({ name, key }: Kept, answer: Answered): Promise<void> => {
  const now = await kept(name)
  if (now?.key === key) await put({ ...now, answer })
}

interface Syncing extends ServiceWorkerRegistration { readonly sync?: { register(tag: string): Promise<void> } }

/** Asks the browser to have it sent as soon as there is a network, also when the page is closed by then. @returns whether it will. */
export const sendWhenClosed = async (): Promise<boolean> => (await orNothing(async () => {
  const registration: Syncing | undefined = await navigator.serviceWorker?.getRegistration('/portal')
  if (!registration?.active || !registration.sync) return false
  await registration.sync.register(SEND)
  return true
})) ?? false
