import { useEffect, useState, useSyncExternalStore } from 'react'
import { type FilesTo, Refused, newKey } from './api.ts'
import { type KeptFile, forgetFile, keepFile, keptFile } from './kept-files.ts'
import { isPhoto, plainPhoto } from './photo.ts'
import { forget, keep, recall } from './store.ts'
import { uploadFile } from './upload.ts'

/** The server's bounds on one file (contract/files.ts); asked here before a bad network carries it in vain. */
const MOST_BYTES = 25 * 1024 * 1024
const MOST_LONG_BYTES = 300 * 1024 * 1024
const MOST_FILES = 20
/** The server keeps an unused file for a day. */
const KEPT_FOR = 23 * 3_600_000

type UploadFault = { readonly kind: 'gone' } | { readonly kind: 'tooLarge' } | { readonly kind: 'refused'; readonly title: string }
export interface Upload {
  readonly key: string
  readonly name: string
  readonly bytes: number
  /** `offline`: on its way, but the network is gone; it goes on by itself. */
  readonly state: 'waiting' | 'sending' | 'offline' | 'paused' | 'done' | 'failed'
  readonly percent: number
  readonly fault: UploadFault | null
  readonly id: string | null
  readonly at: number
  /** A photo that goes as it was taken although it was not to: this browser cannot draw it. */
  readonly telling?: boolean
}

const mostOf = (file: File) => (/^(audio|video)\//.test(file.type) ? MOST_LONG_BYTES : MOST_BYTES)

/** What had arrived and is too old to count, and what was on its way, goes out again from where the server stands. */
const restored = (store: string): Upload[] => (recall<Upload[]>(store) ?? []).map((u) => {
  if (u.state === 'done') return Date.now() - u.at < KEPT_FOR ? u : { ...u, state: 'waiting', id: null }
  return u.state === 'failed' || u.state === 'paused' ? u : { ...u, state: 'waiting' }
})

/** The files of one draft: sent one after the other while the person goes on writing, found again after a reload. */
export class Uploads {
  readonly #store: string
  readonly #files = new Map<string, KeptFile>()
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
    void this.#run()
  }

  fileOf(key: string): File | undefined {
    return this.#files.get(key)?.file
  }

  /** The page is left: what was on its way goes on when it is opened again. */
  leave() {
    this.#running?.stop.abort()
  }

  /** True when all fitted. `keepPlace`: photos go as they were taken, with place and time. */
  add(files: readonly File[], keepPlace = false): boolean {
    const room = files.slice(0, Math.max(0, MOST_FILES - this.#items.length))
    this.#set([...this.#items, ...room.map((file) => this.#admit(file, !keepPlace && isPhoto(file)))])
    void this.#run()
    return room.length === files.length
  }

  remove(key: string) {
    this.#halt(key)
    this.#forget(key)
    this.#set(this.#items.filter((u) => u.key !== key))
  }

  pause(key: string) {
    this.#set(this.#with(key, { state: 'paused' }))
    this.#halt(key)
  }

  /** Goes on with what was paused or refused: one file, or all. */
  retry(key?: string) {
    const due = (u: Upload) => (key === undefined || u.key === key) && (u.state === 'paused' || (u.state === 'failed' && u.fault?.kind === 'refused' && key !== undefined))
    this.#set(this.#items.map((u) => (due(u) ? { ...u, state: 'waiting', fault: null } : u)))
    void this.#run()
  }

  clear() {
    this.#running?.stop.abort()
    for (const { key } of this.#items) this.#forget(key)
    this.#set([])
    forget(this.#store)
  }

  /** Stops one that is on its way; the next may go. */
  #halt(key: string) {
    if (this.#running?.key !== key) return
    this.#running.stop.abort()
    this.#running = null
    void this.#run()
  }

  #hold(key: string, kept: KeptFile) {
    this.#files.set(key, kept)
    void keepFile(key, kept)
  }

  #forget(key: string) {
    this.#files.delete(key)
    void forgetFile(key)
  }

  #admit(file: File, raw: boolean): Upload {
    const item = { key: newKey(), name: file.name, bytes: file.size, percent: 0, id: null, at: Date.now() }
    if (file.size > mostOf(file) && !raw) return { ...item, state: 'failed', fault: { kind: 'tooLarge' } }
    this.#hold(item.key, { file, raw })
    return { ...item, state: 'waiting', fault: null }
  }

  #show(items: readonly Upload[]) {
    this.#items = items
    for (const listener of this.#listeners) listener()
  }

  #set(items: readonly Upload[]) {
    keep(this.#store, items)
    this.#show(items)
  }

  #with(key: string, part: Partial<Upload>) {
    return this.#items.map((u) => (u.key === key ? { ...u, ...part } : u))
  }

  /** The file as it goes out. */
  async #ready(key: string, { file, raw }: KeptFile): Promise<File> {
    if (!raw) return file
    const { file: plain, telling } = await plainPhoto(file)
    if (this.#items.some((u) => u.key === key)) this.#hold(key, { file: plain, raw: false })
    this.#set(this.#with(key, { name: plain.name, bytes: plain.size, telling }))
    return plain
  }

  async #send(key: string, signal: AbortSignal): Promise<Partial<Upload>> {
    const kept = this.#files.get(key) ?? await keptFile(key)
    if (!kept) return { state: 'failed', fault: { kind: 'gone' } }
    this.#files.set(key, kept)
    const ready = await this.#ready(key, kept)
    if (ready.size > mostOf(ready)) return { state: 'failed', fault: { kind: 'tooLarge' } }
    const stored = await uploadFile(ready, this.#to(), {
      signal, onSent: (bytes) => this.#show(this.#with(key, { state: 'sending', percent: Math.floor(bytes / ready.size * 100) })), onWaiting: (waiting) => this.#show(this.#with(key, { state: waiting ? 'offline' : 'sending' })),
    })
    return { state: 'done', percent: 100, id: stored.id, at: Date.now() }
  }

  async #run() {
    if (this.#running) return
    const next = this.#items.find((u) => u.state === 'waiting')
    if (!next) return
    const { key } = next
    const stop = new AbortController()
    this.#running = { key, stop }
    this.#set(this.#with(key, { state: 'sending' }))
    try {
      const became = await this.#send(key, stop.signal)
      if (!stop.signal.aborted) this.#set(this.#with(key, became))
    } catch (error) {
      if (!stop.signal.aborted) this.#set(this.#with(key, { state: 'failed', fault: { kind: 'refused', title: error instanceof Refused ? error.problem.title : '' } }))
    } finally {
      if (this.#running?.stop === stop) this.#running = null
    }
    if (!stop.signal.aborted) void this.#run()
  }
}

export const isBusy = (items: readonly Upload[]) => items.some((u) => ['waiting', 'sending', 'offline'].includes(u.state))
export const isStuck = (items: readonly Upload[]) => items.some((u) => u.state === 'failed' || u.state === 'paused')
export const idsOf = (items: readonly Upload[]) => items.flatMap((u) => (u.id === null ? [] : [u.id]))

export const useUploads = (name: string, to: () => FilesTo) => {
  const [uploads] = useState(() => new Uploads(name, to))
  useEffect(() => uploads.goTo(to))
  useEffect(() => () => uploads.leave(), [uploads])
  const items = useSyncExternalStore(uploads.subscribe, uploads.snapshot)
  return { uploads, items }
}
