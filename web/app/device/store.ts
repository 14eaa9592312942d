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

/** Nothing of whoever worked here stays behind; what a colleague has not sent yet is theirs. */
export const clearShelf = async (personId: string): Promise<void> => {
  const db = await shelf()
  const [files, waiting] = await Promise.all([db.getAll('files'), db.getAll('waiting')])
  const own = <T extends { readonly id: string; readonly personId: string }>(items: readonly T[]) => items.filter((item) => item.personId === personId).map((item) => item.id)
  await Promise.all([db.clear('answers'), ...own(files).map((id) => db.delete('files', id)), ...own(waiting).map((id) => db.delete('waiting', id))])
}
