/** Bytes of one request: so much at most is sent again after a server that ended without a word. */
const PART = 4 * 1024 * 1024
/** Seconds until it is tried again by itself; a network that comes back is not waited for. */
const PAUSES = [1, 3, 8, 20, 40] as const
/** The server keeps what is not whole for a day. */
const KEPT_FOR = 23 * 3_600_000
const MOST_NAME = 100
const PREFIX = 'wenguo.upload.'

export interface Begun { readonly id: string; readonly key: string }
export interface Standing<F> { readonly offset: number; readonly file: F | null }

/** How one side speaks with its server. What it throws is judged by `verdict`. */
export interface Carrier<F> {
  /** Names whom the file goes to: what was begun for somebody else is not gone on with. */
  readonly to: string
  begin(name: string, bytes: number): Promise<Begun & Standing<F>>
  look(upload: Begun): Promise<Standing<F>>
  send(upload: Begun, offset: number, part: Blob, onSent: (bytes: number) => void, signal: AbortSignal): Promise<Standing<F>>
  /** `anew`: the server knows it no more. `again`: no answer, or another part was first. `refused`: for good. */
  verdict(error: unknown): 'anew' | 'again' | 'refused'
}

export interface Watching { onSent(bytes: number): void; /** The line is broken; it goes on by itself. */ onWaiting(waiting: boolean): void; readonly signal: AbortSignal }

interface Kept extends Begun { readonly at: number }

/** The same file chosen again is known by this. */
const placeOf = (file: File, to: string) => `${PREFIX}${to}.${file.name}.${file.size}.${file.lastModified}`

const recall = (place: string): Begun | null => {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null
    return kept && Date.now() - kept.at < KEPT_FOR ? kept : null
  } catch {
    return null
  }
}

const keep = (place: string, upload: Begun | null) => {
  try {
    if (upload) localStorage.setItem(place, JSON.stringify({ id: upload.id, key: upload.key, at: Date.now() } satisfies Kept))
    else localStorage.removeItem(place)
  } catch {
    // Where nothing can be kept it goes on only while the page is open.
  }
}

/** A name that can be sent: no half characters, nothing a database cannot hold. */
const sendable = (name: string) => [...name.replace(/\p{Surrogate}|\0/gu, '')].slice(-MOST_NAME).join('') || 'file'

const pause = (seconds: number, signal: AbortSignal) => new Promise<void>((go) => {
  const done = () => {
    clearTimeout(timer)
    removeEventListener('online', done)
    signal.removeEventListener('abort', done)
    go()
  }
  const timer = setTimeout(done, seconds * 1000)
  addEventListener('online', done)
  signal.addEventListener('abort', done)
})

/** Sends from where the server stands to the end. @throws what the carrier throws. */
const sendRest = async <F>(file: File, carrier: Carrier<F>, upload: Begun, from: Standing<F>, { onSent, signal }: Watching, moved: () => void): Promise<F> => {
  let standing = from
  while (!standing.file) {
    const { offset } = standing
    onSent(offset)
    standing = await carrier.send(upload, offset, file.slice(offset, offset + PART), (bytes) => onSent(offset + bytes), signal)
    moved()
  }
  return standing.file
}

/** What an attempt that failed means for the next one. @throws the error when there is none. */
const nextAfter = async <F>(error: unknown, tries: number, place: string, carrier: Carrier<F>, { onWaiting, signal }: Watching) => {
  const verdict = carrier.verdict(error)
  if (verdict !== 'again') keep(place, null)
  if (signal.aborted || verdict === 'refused') throw error
  onWaiting(true)
  await pause(PAUSES[Math.min(tries, PAUSES.length - 1)] ?? 1, signal)
  if (signal.aborted) throw error
}

/**
 * Sends a file in parts over any line: goes on where the server stands after a lost network, a closed page, a restarted server.
 * Comes back when the server has the whole file. @throws the refusal that ends it, or anything once `signal` was aborted.
 */
export const carry = async <F>(file: File, carrier: Carrier<F>, watching: Watching): Promise<F> => {
  const place = placeOf(file, carrier.to)
  let tries = 0
  const moved = () => {
    tries = 0
    watching.onWaiting(false)
  }
  const attempt = async (): Promise<F> => {
    const kept = recall(place)
    const begun = kept ? { ...kept, ...await carrier.look(kept) } : await carrier.begin(sendable(file.name), file.size)
    if (!kept) keep(place, begun)
    return sendRest(file, carrier, begun, begun, watching, moved)
  }
  for (;;) {
    try {
      const whole = await attempt()
      keep(place, null)
      return whole
    } catch (error) {
      await nextAfter(error, tries, place, carrier, watching)
      tries += 1
    }
  }
}
