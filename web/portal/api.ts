import type { z } from 'zod'
import type { PortalCase, answer, askCode, beginUpload as begin, hear, info, lookAtUpload as uploadState, praise, protect, rate, renewByLink, submit, write } from '#contract/portal.ts'
import type { Problem } from '../app/call.ts'
import type { Letter } from './outbox.ts'
import type { Puzzle } from './puzzle.ts'

// Contracts come in as types only: their endpoint objects would bring the schema library along.
export type Info = z.output<(typeof info)['output']>
export type Submission = z.input<(typeof submit)['input']>
export type Praise = z.input<(typeof praise)['input']>
export type LostCode = z.input<(typeof askCode)['input']>
export type NewCode = z.output<(typeof renewByLink)['output']>
export type Receipt = z.output<(typeof submit)['output']>
export type Noted = z.output<(typeof praise)['output']>
export type Upload = z.output<(typeof uploadState)['output']>
export type StoredFile = NonNullable<Upload['file']>
type BegunUpload = z.output<(typeof begin)['output']>
type Body<I> = Omit<I, 'number' | 'code'>
export type Answer = Body<z.input<(typeof answer)['input']>>
export type Message = Body<z.input<(typeof write)['input']>>
export type Hearing = Body<z.input<(typeof hear)['input']>>
export type Protection = Body<z.input<(typeof protect)['input']>>
export type Rating = Body<z.input<(typeof rate)['input']>>

/** randomUUID exists on https only; the key needs to be unlikely, not secret. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** What opens a case: its public number and its secret code. */
export interface Pass {
  readonly number: string
  readonly code: string
}

/** The server said no and why; what was asked was not done. */
export class Refused extends Error {
  readonly problem: Problem
  /** When it may be tried again, if the server said so. */
  readonly retryAt: number | null
  constructor(problem: Problem, retryAt: number | null = null) {
    super(problem.title)
    this.problem = problem
    this.retryAt = retryAt
  }
  is(type: string): boolean {
    return this.problem.type === `/problems/${type}`
  }
  of(field: string): string | undefined {
    return this.problem.errors?.find((e) => e.pointer === `#/${field}`)?.detail
  }
}

/** No answer came, or none that this server gives: whether it was done is not known. */
export class Unreachable extends Error {}

export const BASE = '/api/v1/portal'
const PATIENCE = 30_000

let locale = 'zh-CN'
export const speakLocale = (next: string) => { locale = next }
export const spokenLocale = () => locale

const retryAtOf = (value: string | null): number | null => {
  if (!value) return null
  const at = /^\d+$/.test(value) ? Date.now() + Number(value) * 1000 : Date.parse(value)
  return Number.isNaN(at) ? null : at
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'type' in body && typeof body.type === 'string' && 'title' in body && typeof body.title === 'string'

/** Tells an answer from a refusal from silence. A page of some proxy in between is silence, unless its status is plainly a no. */
export const judge = (status: number, body: unknown, retryAfter: string | null): unknown => {
  if (status >= 200 && status < 300 && typeof body === 'object' && body !== null) return body
  if (isProblem(body)) throw new Refused(body, retryAtOf(retryAfter))
  if (status >= 400 && status < 500) throw new Refused({ type: '', status, title: '' }, retryAtOf(retryAfter))
  throw new Unreachable(String(status))
}

const askOnce = async (path: string, init: RequestInit): Promise<unknown> => {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  try {
    // Without cookies: a member of staff who is signed in sees here what a customer sees.
    const response = await fetch(BASE + path, { ...init, credentials: 'omit', cache: 'no-store', signal: stop.signal })
    const body: unknown = await response.json().catch(() => null)
    return judge(response.status, body, response.headers.get('retry-after'))
  } catch (error) {
    throw error instanceof Refused ? error : new Unreachable(String(error))
  } finally {
    clearTimeout(timer)
  }
}

const isBusy = (error: unknown) => error instanceof Refused && error.problem.status === 429

/** Where too much comes at once the server asks the browser for a little work; what solves it is loaded then. */
const proofOfWork = async (): Promise<Record<string, string>> => {
  const [{ solve }, given] = await Promise.all([import('./puzzle.ts'), askOnce('/puzzle', { headers: { 'accept-language': locale } })])
  return { 'x-proof': await solve(given as Puzzle) }
}

/** Does it, and where the server is busy once more with a solved puzzle. */
export const unlessBusy = async <T>(work: (proof: Record<string, string>) => Promise<T>): Promise<T> => {
  try {
    return await work({})
  } catch (error) {
    if (!isBusy(error)) throw error
    const proof = await proofOfWork().catch(() => null)
    if (!proof) throw error
    return work(proof)
  }
}

export const ask = (path: string, init: RequestInit): Promise<unknown> => unlessBusy((proof) => askOnce(path, { ...init, headers: { ...init.headers as Record<string, string>, ...proof } }))

export const post = (path: string, body: unknown, key: string, headers: Record<string, string> = {}) => ask(path, {
  method: 'POST', body: JSON.stringify(body),
  headers: { 'accept-language': locale, 'content-type': 'application/json', 'idempotency-key': key, ...headers },
})

/** A submission as it goes over the wire, for who sends it while the page is closed. */
export const letterOf = (path: string, body: unknown, key: string): Letter => ({ key, url: BASE + path, body: JSON.stringify(body), headers: { 'accept-language': locale, 'content-type': 'application/json', 'idempotency-key': key } })

/** A header carries plain characters only, and no real code has others: such a code is wrong without asking. */
const WRONG_CODE: Problem = { type: '/problems/portal/case-not-found', status: 404, title: '' }
export const codeHeader = (code: string): Record<string, string> => {
  if (!/^[\x21-\x7e]{1,60}$/.test(code)) throw new Refused(WRONG_CODE)
  return { 'x-case-code': code }
}
export const caseOf = (number: string) => `/complaints/${encodeURIComponent(number)}`

export const queryOf = (fields: Readonly<Record<string, string | null>>) => {
  const query = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString()
  return query && `?${query}`
}

/** Where files go: to the organisation of a place before there is a case, then to the case. */
export interface FilesTo { readonly path: string; readonly headers: Record<string, string>; readonly body: Readonly<Record<string, string>> }
export const filesOfPlace = ({ place, card }: { readonly place: string; readonly card: string | null }): FilesTo => ({ path: '/uploads', headers: {}, body: { ...(place && { place }), ...(card && { card }) } })
export const filesOfCase = ({ number, code }: Pass): FilesTo => ({ path: `${caseOf(number)}/uploads`, headers: codeHeader(code), body: {} })
export const beginUpload = async ({ path, headers, body }: FilesTo, name: string, bytes: number) => await post(path, { ...body, name, bytes }, newKey(), headers) as BegunUpload
export const lookAtUpload = async ({ id, key }: { readonly id: string; readonly key: string }) => await ask(`/uploads/${id}`, { headers: { 'accept-language': locale, 'x-upload-key': key } }) as Upload

export const getInfo = async (from: { readonly place: string | null; readonly card: string | null }, language: string) =>
  await ask(queryOf(from), { headers: { 'accept-language': language } }) as Info
export const submitComplaint = async (body: Submission, key: string) => await post('/complaints', body, key) as Receipt
export const sendPraise = async (body: Praise, key: string) => await post('/feedback', body, key) as Noted
export const askForCode = (body: LostCode, key: string) => post('/lost-code', body, key)
export const renewCode = async (body: { token: string }, key: string) => await post('/codes', body, key) as NewCode
/** Only counted: whether it arrives matters to nobody here. */
export const noteOpened = (card: string, key: string) => { post(`/cards/${encodeURIComponent(card)}/opened`, {}, key).catch(() => undefined) }
export const lookUp = async ({ number, code }: Pass, language: string) =>
  await ask(caseOf(number), { headers: { 'accept-language': language, ...codeHeader(code) } }) as PortalCase
export const fetchFile = ({ number, code }: Pass, id: string): Promise<Blob> => fetchBlob(`${caseOf(number)}/files/${encodeURIComponent(id)}`, codeHeader(code))
/** A file, with what opens it. */
export const fetchBlob = (path: string, headers: Readonly<Record<string, string>>): Promise<Blob> => unlessBusy(async (proof) => {
  const response = await fetch(BASE + path, { headers: { 'accept-language': locale, ...headers, ...proof }, credentials: 'omit', cache: 'no-store' })
  if (!response.ok) judge(response.status, await response.json().catch(() => null), response.headers.get('retry-after'))
  return response.blob()
})
export const sendAnswer = async ({ number, code }: Pass, body: Answer, key: string) =>
  await post(`${caseOf(number)}/answer`, body, key, codeHeader(code)) as PortalCase
export const sendMessage = async ({ number, code }: Pass, body: Message, key: string) =>
  await post(`${caseOf(number)}/messages`, body, key, codeHeader(code)) as PortalCase
export const sendRating = async ({ number, code }: Pass, body: Rating, key: string) =>
  await post(`${caseOf(number)}/rating`, body, key, codeHeader(code)) as PortalCase
export const sendHearing = async ({ number, code }: Pass, body: Hearing, key: string) =>
  await post(`${caseOf(number)}/hearing`, body, key, codeHeader(code)) as PortalCase
export const sendProtection = async ({ number, code }: Pass, body: Protection, key: string) =>
  await post(`${caseOf(number)}/identity`, body, key, codeHeader(code)) as PortalCase
