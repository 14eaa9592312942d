import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Waiting } from './waiting.ts'

/** A photo or recording that has not reached the server. */
export interface HeldFile { readonly id: string; readonly personId: string; readonly file: File }

interface Shelf extends DBSchema {
  /** What the form needs to open without a network: no customers, no cases. */
  answers: { key: string; value: { readonly route: string; readonly answer: unknown } }
  files: { key: string; value: HeldFile }
  waiting: { key: string; value: Waiting }
}

const opened = () => openDB<Shelf>('wenguo', 1, {
  upgrade: (db) => {
    db.createObjectStore('answers', { keyPath: 'route' })
    db.createObjectStore('files', { keyPath: 'id' })
    db.createObjectStore('waiting', { keyPath: 'id' })
  },
})
let open: Promise<IDBPDatabase<Shelf>> | null = null

/** What is kept on this device. Throws where the browser allows none. */
export const shelf = (): Promise<IDBPDatabase<Shelf>> => {
  open ??= opened().catch((error: unknown) => {
    open = null
    throw error
  })
  return open
}

/** Nothing of whoever worked here stays behind. */
export const clearShelf = async (): Promise<void> => {
  const db = await shelf()
  await Promise.all([db.clear('answers'), db.clear('files'), db.clear('waiting')])
}
