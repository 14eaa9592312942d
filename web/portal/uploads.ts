import { useEffect, useState, useSyncExternalStore } from 'react'
import { type FilesTo, Refused } from './api.ts'
import { isPhoto, plainPhoto } from './photo.ts'
import { newKey } from './sending.ts'
import { forget, keep, recall } from './store.ts'
import { uploadFile } from './upload.ts'

/** The server's bound on one file (contract/files.ts, MOST_BYTES); asked here before a bad network carries it in vain. */
const MOST_BYTES = 25 * 1024 * 1024
const MOST_FILES = 20
/** The server keeps an unused file for a day. */
const KEPT_FOR = 23 * 3_600_000

type UploadFault = { readonly kind: 'lost' } | { readonly kind: 'tooLarge' } | { readonly kind: 'refused'; readonly title: string }
export interface Upload {
  readonly key: string
  readonly name: string
  readonly state: 'waiting' | 'sending' | 'done' | 'failed'
  readonly percent: number
  readonly fault: UploadFault | null
  readonly id: string | null
  readonly at: number
  /** A photo that goes as it was taken although it was not to: this browser cannot draw it. */
  readonly telling?: boolean
}

const faultOf = (error: unknown): UploadFault => (error instanceof Refused ? { kind: 'refused', title: error.problem.title } : { kind: 'lost' })

const restored = (store: string): Upload[] =>
  (recall<Upload[]>(store) ?? []).filter((u) => Date.now() - u.at < KEPT_FOR)

/** The files of one draft: sent one after the other while the person goes on writing, found again after a reload. */
export class Uploads {
  readonly #store: string
  readonly #files = new Map<string, File>()
  /** Photos still to be made smaller and rid of place and time. */
  readonly #raw = new Set<string>()
  readonly #listeners = new Set<() => void>()
  #items: readonly Upload[]
  #running: { readonly key: string; readonly stop: AbortController } | null = null
  #to: () => FilesTo

  constructor(name: string, to: () => FilesTo) {
    this.#to = to
    this.#store = `files.${name}`
    this.#items = restored(this.#store)
  }

  readonly snapshot = () => this.#items
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /** What is sent from now on goes there. */
  goTo(to: () => FilesTo) {
    this.#to = to
  }

  /** Only while this page is open: after a reload the bytes are gone from here. */
  fileOf(key: string): File | undefined {
    return this.#files.get(key)
  }

  /** True when all fitted. `keepPlace`: photos go as they were taken, with place and time. */
  add(files: readonly File[], keepPlace = false): boolean {
    const room = files.slice(0, Math.max(0, MOST_FILES - this.#items.length))
    this.#set([...this.#items, ...room.map((file) => this.#admit(file, !keepPlace && isPhoto(file)))])
    void this.#run()
    return room.length === files.length
  }

  remove(key: string) {
    if (this.#running?.key === key) this.#running.stop.abort()
    this.#files.delete(key)
    this.#raw.delete(key)
    this.#set(this.#items.filter((u) => u.key !== key))
  }

  /** Sends again what failed: one file, or all that the network lost. */
  retry(key?: string) {
    const due = (u: Upload) => u.state === 'failed' && this.#files.has(u.key) && (key === undefined ? u.fault?.kind === 'lost' : u.key === key && u.fault?.kind !== 'tooLarge')
    this.#set(this.#items.map((u) => (due(u) ? { ...u, state: 'waiting', percent: 0, fault: null } : u)))
    void this.#run()
  }

  clear() {
    this.#running?.stop.abort()
    this.#files.clear()
    this.#raw.clear()
    this.#set([])
    forget(this.#store)
  }

  #admit(file: File, raw: boolean): Upload {
    const item = { key: newKey(), name: file.name, percent: 0, id: null, at: Date.now() }
    if (file.size > MOST_BYTES && !raw) return { ...item, state: 'failed', fault: { kind: 'tooLarge' } }
    this.#files.set(item.key, file)
    if (raw) this.#raw.add(item.key)
    return { ...item, state: 'waiting', fault: null }
  }

  #show(items: readonly Upload[]) {
    this.#items = items
    for (const listener of this.#listeners) listener()
  }

  #set(items: readonly Upload[]) {
    keep(this.#store, items.filter((u) => u.state === 'done'))
    this.#show(items)
  }

  #with(key: string, part: Partial<Upload>) {
    return this.#items.map((u) => (u.key === key ? { ...u, ...part } : u))
  }

  /** The file as it goes out; null when it is too large even so. */
  async #ready(key: string, file: File): Promise<File | null> {
    if (!this.#raw.delete(key)) return file
    const { file: plain, telling } = await plainPhoto(file)
    if (this.#files.has(key)) this.#files.set(key, plain)
    this.#set(this.#with(key, { name: plain.name, telling }))
    return plain.size > MOST_BYTES ? null : plain
  }

  async #send(key: string, file: File, signal: AbortSignal): Promise<Partial<Upload>> {
    const ready = await this.#ready(key, file)
    if (!ready) {
      this.#files.delete(key)
      return { state: 'failed', fault: { kind: 'tooLarge' } }
    }
    if (signal.aborted) return {}
    const stored = await uploadFile(ready, this.#to(), (percent) => this.#show(this.#with(key, { percent })), signal)
    return { state: 'done', percent: 100, id: stored.id, at: Date.now() }
  }

  async #run() {
    if (this.#running) return
    const next = this.#items.find((u) => u.state === 'waiting')
    const file = next && this.#files.get(next.key)
    if (!next || !file) return
    const { key } = next
    const stop = new AbortController()
    this.#running = { key, stop }
    this.#set(this.#with(key, { state: 'sending' }))
    try {
      const became = await this.#send(key, file, stop.signal)
      this.#set(this.#with(key, became))
    } catch (error) {
      this.#set(this.#with(key, { state: 'failed', fault: faultOf(error) }))
    } finally {
      this.#running = null
    }
    void this.#run()
  }
}

export const isBusy = (items: readonly Upload[]) => items.some((u) => u.state === 'waiting' || u.state === 'sending')
export const isStuck = (items: readonly Upload[]) => items.some((u) => u.state === 'failed')
export const idsOf = (items: readonly Upload[]) => items.flatMap((u) => (u.id === null ? [] : [u.id]))

export const useUploads = (name: string, to: () => FilesTo) => {
  const [uploads] = useState(() => new Uploads(name, to))
  useEffect(() => uploads.goTo(to))
  const items = useSyncExternalStore(uploads.subscribe, uploads.snapshot)
  useEffect(() => {
    const retry = () => uploads.retry()
    addEventListener('online', retry)
    return () => removeEventListener('online', retry)
  }, [uploads])
  return { uploads, items }
}
