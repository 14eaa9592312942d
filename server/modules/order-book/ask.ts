import type { Asked, By, FoundOrder, SourceFields } from '#contract/order-book.ts'
import type { Poster } from '#kernel/post.ts'
import { addressFor, once, readAnswer } from './rules.ts'

/** Of an answer no more is read. */
export const MOST_ANSWER = 1_048_576

export interface Settings extends Pick<SourceFields, 'url' | 'method' | 'listPath' | 'paths' | 'amountIn' | 'timeoutMs'> { readonly headerName: string | null; readonly secret: string | null }
export interface Said { readonly asked: Asked; readonly found: readonly FoundOrder[]; readonly answer: string | null }
/** A place where orders are known. Never throws: what went wrong is in the answer. */
export interface Connector { look(by: By, value: string): Promise<Said> }

/** What asks over HTTP, with so much patience. */
export type PosterFor = (patienceMs: number) => Poster

const SHOWN = 300
const down = (trouble: Asked['trouble'], status: number | null, answer: string | null = null): Said => ({ asked: { source: 'http', outcome: 'down', trouble, status, more: false }, found: [], answer: answer?.slice(0, SHOWN) ?? null })

/** The firm's system. 404 means that there is no such order; any other answer but success, that it could not say. */
export const httpConnector = (posterFor: PosterFor, settings: Settings): Connector => ({
  look: async (by, value) => {
    const late = AbortSignal.timeout(settings.timeoutMs)
    const { status, trouble, answer } = await posterFor(settings.timeoutMs).post({
      url: addressFor(settings.url, by, value), method: settings.method, body: settings.method === 'POST' ? JSON.stringify({ by, value }) : '',
      headers: { accept: 'application/json', ...(settings.method === 'POST' && { 'content-type': 'application/json' }), ...(settings.headerName !== null && { [settings.headerName]: settings.secret ?? '' }) },
    }, late)
    const slow = late.aborted
    if (trouble) return down(trouble === 'connection' && slow ? 'timeout' : trouble, status)
    if (status === 404) return { asked: { source: 'http', outcome: 'notFound', trouble: null, status, more: false }, found: [], answer: null }
    if (status === null || status < 200 || status >= 300) return down('status', status, answer)
    const text = answer ?? ''
    if (Buffer.byteLength(text) > MOST_ANSWER) return down('tooLarge', status)
    const read = readAnswer(text, settings)
    // An answer that broke off in the middle is no garbage.
    if (!read) return down(slow ? 'timeout' : 'unreadable', status, text)
    const found = once(read.orders)
    return { asked: { source: 'http', outcome: found.length ? 'found' : 'notFound', trouble: null, status, more: read.more }, found, answer: null }
  },
})
