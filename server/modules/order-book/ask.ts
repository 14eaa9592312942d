import { type Asked, type By, type FoundOrder, MOST_FOUND, type SourceFields } from '#contract/order-book.ts'
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

const headersOf = ({ method, headerName, secret }: Settings) => ({
  accept: 'application/json', ...(method === 'POST' && { 'content-type': 'application/json' }), ...(headerName !== null && { [headerName]: secret ?? '' }),
})

const none = (status: number): Said => ({ asked: { source: 'http', outcome: 'notFound', trouble: null, status, more: false }, found: [], answer: null })

/** What an answer that came says. `slow`: time was up meanwhile, so that one that cannot be read broke off in the middle. */
const understood = (status: number, text: string, settings: Settings, { slow, most }: { readonly slow: boolean; readonly most: number }): Said => {
  if (status === 404) return none(status)
  if (status < 200 || status >= 300) return down('status', status, text)
  if (Buffer.byteLength(text) > MOST_ANSWER) return down('tooLarge', status)
  const read = readAnswer(text, settings, most)
  if (!read) return down(slow ? 'timeout' : 'unreadable', status, text)
  const found = once(read.orders.map((order) => ({ from: 'http', order })))
  return found.length ? { asked: { source: 'http', outcome: 'found', trouble: null, status, more: read.more }, found, answer: null } : none(status)
}

/** The firm's system. 404 means that there is no such order; any other answer but success, that it could not say. `most`: so many orders of an answer are read. */
export const httpConnector = (posterFor: PosterFor, settings: Settings, most = MOST_FOUND): Connector => ({
  look: async (by, value) => {
    const late = AbortSignal.timeout(settings.timeoutMs)
    const { status, trouble, answer } = await posterFor(settings.timeoutMs).post({ url: addressFor(settings.url, by, value), method: settings.method, headers: headersOf(settings), body: settings.method === 'POST' ? JSON.stringify({ by, value }) : '' }, late)
    if (trouble || status === null) return down(trouble && (trouble !== 'connection' || !late.aborted) ? trouble : 'timeout', status)
    return understood(status, answer ?? '', settings, { slow: late.aborted, most })
  },
})
