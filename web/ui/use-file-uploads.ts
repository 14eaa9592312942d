import { useEffect, useRef, useState } from 'react'
import { links } from '../links.ts'
import type { Watching } from './resumable.ts'
import { turned } from './turned.ts'

export interface DroppedFile { readonly id: string; readonly name: string; readonly mediaType: string; readonly bytes: number }

/** A file on its way: `waiting` for the network, `paused` by the person, or refused with a `fault`. */
export interface Pending { readonly key: string; readonly file: File; readonly percent: number; readonly state: 'sending' | 'waiting' | 'paused'; readonly fault: string | null }

export interface Uploading {
  readonly files: readonly DroppedFile[]
  readonly onChange: (files: readonly DroppedFile[]) => void
  /** Sends one file and answers with what was stored; throws with words for people. */
  readonly upload: (file: File, watching: Watching) => Promise<DroppedFile>
}

const isPicture = (mediaType: string) => mediaType.startsWith('image/')
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
const percentOf = (bytes: number, file: File) => Math.min(100, Math.floor(bytes / Math.max(1, file.size) * 100))

/** The files of a form and those on their way. */
export const useFileUploads = ({ files, onChange, upload }: Uploading) => {
  const [pending, setPending] = useState<readonly Pending[]>([])
  const [previews, setPreviews] = useState<Readonly<Record<string, string>>>({})
  const current = useRef(files)
  const shown = useRef(previews)
  const running = useRef(new Map<string, AbortController>())
  /** Pictures as they were chosen here, by the id they are stored under. */
  const chosen = useRef(new Map<string, Blob>())
  current.current = files
  shown.current = previews
  useEffect(() => () => {
    for (const url of Object.values(shown.current)) URL.revokeObjectURL(url)
    for (const stop of running.current.values()) stop.abort()
  }, [])
  const change = (key: string, part: Partial<Pending>) => setPending((before) => before.map((p) => (p.key === key ? { ...p, ...part } : p)))
  const halt = (key: string) => {
    running.current.get(key)?.abort()
    running.current.delete(key)
  }
  const drop = (key: string) => {
    halt(key)
    setPending((before) => before.filter((p) => p.key !== key))
  }
  const put = (next: readonly DroppedFile[]) => {
    current.current = next
    onChange(next)
  }
  const show = (file: File, stored: DroppedFile) => {
    if (!isPicture(file.type)) return
    chosen.current.set(stored.id, file)
    setPreviews((before) => ({ ...before, [stored.id]: URL.createObjectURL(file) }))
  }
  const take = (key: string, file: File, stored: DroppedFile) => {
    show(file, stored)
    put([...current.current, stored])
    drop(key)
  }
  const run = async (key: string, file: File) => {
    const stop = new AbortController()
    running.current.set(key, stop)
    try {
      const stored = await upload(file, { signal: stop.signal, onSent: (bytes) => change(key, { percent: percentOf(bytes, file) }), onWaiting: (waiting) => change(key, { state: waiting ? 'waiting' : 'sending' }) })
      if (!stop.signal.aborted) take(key, file, stored)
    } catch (error) {
      if (!stop.signal.aborted) change(key, { fault: wordsOf(error) })
    }
  }
  const begin = (file: File) => {
    const key = crypto.randomUUID()
    setPending((before) => [...before, { key, file, percent: 0, state: 'sending', fault: null }])
    void run(key, file)
  }
  return {
    pending, previews, drop,
    /** One place forward or back. */
    move: (id: string, by: 1 | -1) => {
      const at = current.current.findIndex((f) => f.id === id)
      const [file, other] = [current.current[at], current.current[at + by]]
      if (file && other) put(current.current.with(at, other).with(at + by, file))
    },
    /** Turned pages take the place of those before; throws where the picture cannot be had. */
    turn: async (old: DroppedFile) => {
      const file = await turned(chosen.current.get(old.id) ?? await (await fetch(links.file(old.id))).blob(), old.name)
      const stored = await upload(file, { signal: new AbortController().signal, onSent: () => undefined, onWaiting: () => undefined })
      show(file, stored)
      put(current.current.map((f) => (f.id === old.id ? stored : f)))
    },
    take: (list: FileList | null) => { for (const file of list ?? []) begin(file) },
    pause: (key: string) => { halt(key); change(key, { state: 'paused' }) },
    goOn: ({ key, file }: Pending) => { change(key, { state: 'sending' }); void run(key, file) },
  }
}
