import type { OpenTransaction, Reader } from './db.ts'

export interface Once<T> { (read: Reader, key: string): Promise<T>; /** What was read is no longer true. */ forget(open: OpenTransaction): void }

/** Reads something once in a transaction, however many modules ask for it there. */
export const oncePerTransaction = <T>(load: (read: Reader, key: string) => Promise<T>): Once<T> => {
  const kept = new WeakMap<OpenTransaction, Map<string, Promise<T>>>()
  const ask = (read: Reader, key: string) => {
    const known = kept.get(read.raw) ?? new Map<string, Promise<T>>()
    kept.set(read.raw, known)
    const found = known.get(key) ?? load(read, key)
    known.set(key, found)
    return found
  }
  return Object.assign(ask, { forget: (open: OpenTransaction) => { kept.delete(open) } })
}
