/** One HTTP request as it goes out, signed. */
export interface Letter { readonly url: string; readonly method?: 'GET' | 'POST'; readonly headers: Readonly<Record<string, string>>; readonly body: string | Uint8Array }

/** `redirect`: sent elsewhere, where we do not go; `inside`: the name leads to an address that is refused. */
export type Trouble = 'redirect' | 'timeout' | 'connection' | 'unresolved' | 'inside'

/** What came back; `status` is null when no answer came. `answer`: the first 2 kB of it. */
export interface Reply { readonly status: number | null; readonly trouble: Trouble | null; readonly answer: string | null }

export interface Poster {
  /** Never throws: what went wrong is in the reply. `stop`: the program ends. */
  post(letter: Letter, stop: AbortSignal): Promise<Reply>
}

/** Whether an address (`10.0.0.1`, `::1`) may be connected to. */
export type Reachable = (address: string) => boolean
