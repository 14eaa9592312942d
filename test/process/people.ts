import { randomUUID } from 'node:crypto'
import { ADMIN } from './server.ts'

/** The API of a running server as the administrator's access token meets it. */
export interface Api {
  call<T = any>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: T }>
  readonly unitId: string
  readonly token: string
}

const signIn = async (url: string, who: { email: string; password: string }): Promise<string> => {
  const session = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(who) })
  const { csrfToken } = await session.json() as { csrfToken: string }
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const made = await fetch(`${url}/api/v1/tokens`, { method: 'POST', headers: { 'content-type': 'application/json', cookie, 'x-csrf-token': csrfToken }, body: JSON.stringify({ name: 'test', scopes: ['*'], rateLimit: 600_000 }) })
  if (made.status !== 201) throw new Error(`token: ${made.status} ${await made.text()}`)
  return (await made.json() as { token: string }).token
}

export const apiOf = async (url: string, kept?: string, who: { email: string; password: string } = ADMIN, unitCode = 'S01'): Promise<Api> => {
  const token = kept ?? await signIn(url, who)
  const call: Api['call'] = async (method, path, body, headers = {}) => {
    const given = body instanceof FormData ? { body } : body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const answer = await fetch(`${url}/api/v1${path}`, { method, ...given, headers: { authorization: `Bearer ${token}`, ...given.headers, ...headers } })
    const text = await answer.text()
    return { status: answer.status, body: answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text as any }
  }
  const { body } = await call('GET', '/units')
  return { call, token, unitId: body.items.find((unit: { code: string }) => unit.code === unitCode).id }
}

// The same in every attempt: asking again under a key means asking the same.
const RECEIVED_AT = new Date().toISOString()

export const aComplaint = (unitId: string, n: number) => ({
  channel: 'phone', unitId, receivedAt: RECEIVED_AT, customer: { name: '王女士', phone: `138${String(10_000_000 + n)}` },
  points: [{ text: `第${n}件：戒指戴了三天就掉钻`, wants: '全额退款' }], product: null, order: null, receiver: { name: '小李', position: '店员' }, signedOff: true,
})

/** Registers once under a key of its own, so that asking again does it once. @returns the number; null when no answer came. */
export const registerOnce = async (api: Api, n: number, key: string = randomUUID()): Promise<string | null> => {
  const answer = await api.call('POST', '/complaints', aComplaint(api.unitId, n), { 'idempotency-key': key }).catch(() => null)
  if (!answer) return null
  if (answer.status !== 201) throw new Error(`register: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body.number
}

/** The numbers of all cases, page by page. */
export const allNumbers = async (api: Api): Promise<string[]> => {
  const numbers: string[] = []
  for (let cursor = ''; ;) {
    const { body } = await api.call('GET', `/complaints?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    numbers.push(...body.items.map((item: { number: string }) => item.number))
    if (!body.next) return numbers
    cursor = body.next
  }
}
