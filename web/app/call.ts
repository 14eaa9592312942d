import type { z } from 'zod'
import type { Endpoint } from '#contract/endpoint.ts'

export interface Problem {
  readonly type: string
  readonly status: number
  readonly title: string
  readonly detail?: string
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
}

/** What the server refused, as it said it (RFC 9457). `title` is already in the reader's language. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
  /** The fault of one input field, or undefined. */
  of(field: string): string | undefined {
    return this.problem.errors?.find((e) => e.pointer === `#/${field}`)?.detail
  }
}

/** The network failed before an answer came: nothing is known, the same idempotency key may be sent again. */
export class Unreachable extends Error {}

let csrfToken = ''
let locale = 'zh-CN'
export const useCsrfToken = (token: string) => { csrfToken = token }
export const speakLocale = (next: string) => { locale = next }

/** A session known from the device alone has no token: it is asked for before the first write. */
let fetchToken: (() => Promise<void>) | null = null
export const lackToken = (fetch: (() => Promise<void>) | null) => { fetchToken = fetch }

const BASE = '/api/v1'

/** URL of an endpoint with its path fields filled in; what is left is returned for query or body. */
export const locate = (to: Endpoint, input: Record<string, unknown>) => {
  const rest = { ...input }
  const path = (to.route.split(' ')[1] ?? '').replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { method: to.route.split(' ')[0] ?? 'GET', path: BASE + path, rest }
}

/** What every write of the staff's page says of itself. */
export const sendingHeaders = (): Record<string, string> => ({ 'accept-language': locale, ...(csrfToken ? { 'x-csrf-token': csrfToken } : {}) })

const headersOf = (to: Endpoint, rest: Record<string, unknown>, key?: string): Record<string, string> => {
  const headers = sendingHeaders()
  for (const [field, header] of Object.entries(to.headers ?? {})) {
    headers[header] = String(rest[field] ?? '')
    delete rest[field]
  }
  if (key) headers['idempotency-key'] = key
  return headers
}

const search = (rest: Record<string, unknown>) => {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) if (value !== undefined && value !== null && value !== '') params.set(name, String(value))
  return params.size ? `?${params}` : ''
}

/** Told what the server's clock says, with each answer. */
let compare: (date: string) => void = () => undefined
export const listenToClock = (listener: (date: string) => void) => { compare = listener }

const reach = (url: string, init: RequestInit): Promise<Response> => fetch(url, { credentials: 'same-origin', ...init }).catch((error: unknown) => { throw new Unreachable(String(error)) })

const ask = async (url: string, init: RequestInit): Promise<unknown> => {
  const response = await reach(url, init)
  const date = response.headers.get('date')
  if (date) compare(date)
  const body: unknown = await response.json().catch(() => ({ type: '/problems/kernel/unreadable', status: response.status, title: response.statusText }))
  if (!response.ok) throw new Refused(body as Problem)
  return body
}

/**
 * Calls one operation. `key` makes a write repeatable: the same key with the same input is done once, however often it is sent.
 * The answer is trusted to have the contract's shape (the server checks it in its tests), so that no schema code runs here.
 */
export const call = async <I extends z.ZodType, O extends z.ZodType>(to: Endpoint<I, O>, input: z.input<I>, key?: string): Promise<z.output<O>> => {
  const { method, path, rest } = locate(to, input as Record<string, unknown>)
  if (method !== 'GET') await fetchToken?.()
  const headers = headersOf(to, rest, key)
  if (method === 'GET') return await ask(path + search(rest), { headers }) as z.output<O>
  return await ask(path, { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(rest) }) as z.output<O>
}

/** A paper that is asked for with something that must not stand in an address. */
export const paperOf = async <I extends z.ZodType>(to: Endpoint<I>, input: z.input<I>): Promise<Blob> => {
  const { path, rest } = locate(to, input as Record<string, unknown>)
  const headers = headersOf(to, rest)
  const response = await reach(path + search(rest), { headers })
  if (!response.ok) throw new Refused(await response.json() as Problem)
  return response.blob()
}

/** Sends one file as multipart to an upload operation; with a `key` once, however often. */
export const send = async <I extends z.ZodType, O extends z.ZodType>(to: Endpoint<I, O>, file: File, key?: string): Promise<z.output<O>> => {
  const { method, path, rest } = locate(to, {})
  await fetchToken?.()
  const body = new FormData()
  body.set('file', file)
  return await ask(path, { method, headers: headersOf(to, rest, key), body }) as z.output<O>
}
