/** What waits on this phone: bytes of files that have not arrived yet, or whose arrival counts for a day only. */
export interface KeptFile { readonly file: File; /** Still to be made smaller and rid of place and time. */ readonly raw: boolean }

const NAME = 'wenguo.portal'
const SHELF = 'files'

const asPromise = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error ?? new Error('indexedDB'))
})

let opening: Promise<IDBDatabase> | null = null

const open = () => {
  opening ??= (() => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => { request.result.createObjectStore(SHELF) }
    return asPromise(request)
  })()
  return opening
}

const shelf = async (mode: IDBTransactionMode) => (await open()).transaction(SHELF, mode).objectStore(SHELF)

/** Private windows and full phones keep nothing: the page then holds the file as long as it is open. */
const orNothing = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work()
  } catch {
    return undefined
  }
}

export const keepFile = (key: string, kept: KeptFile) => orNothing(async () => asPromise((await shelf('readwrite')).put(kept, key)))
export const keptFile = (key: string): Promise<KeptFile | undefined> => orNothing(async () => asPromise((await shelf('readonly')).get(key) as IDBRequest<KeptFile | undefined>))
export const forgetFile = (key: string) => orNothing(async () => asPromise((await shelf('readwrite')).delete(key)))
