import { type Asked, MOST_FOUND } from '#contract/order-book.ts'
import type { Connector, Measure, PosterFor, Said, Settings } from './port.ts'
import { addressFor, once, readAnswer } from './rules.ts'

/** For somebody who looks one order up. */
export const ONE_ORDER: Measure = { most: MOST_FOUND, bytes: 1_048_576 }
/** A lot goes to many. */
export const WHOLE_LOT: Measure = { most: 20_000, bytes: 8 * 1_048_576 }

const SHOWN = 300
const down = (trouble: Asked['trouble'], status: number | null, answer: string | null = null): Said => ({ asked: { source: 'http', outcome: 'down', trouble, status, more: false }, found: [], answer: answer?.slice(0, SHOWN) ?? null })

const headersOf = ({ method, headerName, secret }: Settings) => ({
  accept: 'application/json', ...(method === 'POST' && { 'content-type': 'application/json' }), ...(headerName !== null && { [headerName]: secret ?? '' }),
})

const none = (status: number): Said => ({ asked: { source: 'http', outcome: 'notFound', trouble: null, status, more: false }, found: [], answer: null })

/** What an answer that came says. `slow`: time was up meanwhile, so that one that cannot be read broke off in the middle. */
const understood = (status: number, text: string, settings: Settings, { slow, most, bytes }: Measure & { readonly slow: boolean }): Said => {
  if (status === 404) return none(status)
  if (status < 200 || status >= 300) return down('status', status, text)
  if (Buffer.byteLength(text) > bytes) return down('tooLarge', status)
  const read = readAnswer(text, settings, most)
  if (!read) return down(slow ? 'timeout' : 'unreadable', status, text)
  const found = once(read.orders.map((order) => ({ from: 'http', order })))
  return found.length ? { asked: { source: 'http', outcome: 'found', trouble: null, status, more: read.more }, found, answer: null } : none(status)
}

/** The firm's system. 404 means that there is no such order; any other answer but success, that it could not say. */
export const httpConnector = (posterFor: PosterFor, settings: Settings, measure = ONE_ORDER): Connector => ({
  look: async (by, value) => {
    const late = AbortSignal.timeout(settings.timeoutMs)
    const { status, trouble, answer } = await posterFor(settings.timeoutMs).post({ url: addressFor(settings.url, by, value), method: settings.method, headers: headersOf(settings), body: settings.method === 'POST' ? JSON.stringify({ by, value }) : '' }, late)
    if (trouble || status === null) return down(trouble && (trouble !== 'connection' || !late.aborted) ? trouble : 'timeout', status)
    return understood(status, answer ?? '', settings, { ...measure, slow: late.aborted })
  },
})
