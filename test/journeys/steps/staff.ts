import { expect } from 'vitest'
import type { Journey } from '#test/journey.ts'
import { PASSWORD, type Somebody } from './begin.ts'

export const ADMIN = { email: 'lin@example.com', password: PASSWORD }
/** A first run without a browser. */
export const HEADLESS = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PACK: 'jewellery', ORGANIZATION: '明岚珠宝' }

interface Named { readonly id: string; readonly name: string; readonly code: string }
interface List { readonly items: readonly Named[] }

/** The API behind the pages, for what another journey shows already. */
export interface Desk {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
  put<T>(path: string, body: unknown): Promise<T>
  /** @returns the id of the file. */
  upload(name: string, text: string): Promise<string>
}

export const deskOf = async (journey: Journey, email: string): Promise<Desk> => {
  const send = async <T>(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<{ readonly body: T; readonly cookie: string }> => {
    const answer = await fetch(`${journey.url}/api/v1${path}`, { method, headers: { ...(!(body instanceof FormData) && { 'content-type': 'application/json' }), 'accept-language': 'zh-CN', ...headers }, ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }) })
    const text = await answer.text()
    expect({ path, status: answer.status < 300, text: answer.status < 300 ? '' : text }).toEqual({ path, status: true, text: '' })
    return { body: JSON.parse(text) as T, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
  }
  const session = await send<{ csrfToken: string }>('POST', '/session', { email, password: PASSWORD }, {})
  const headers = { cookie: session.cookie, 'x-csrf-token': session.body.csrfToken }
  return {
    get: async <T>(path: string) => (await send<T>('GET', path, undefined, headers)).body,
    post: async <T>(path: string, body: unknown) => (await send<T>('POST', path, body, headers)).body,
    put: async <T>(path: string, body: unknown) => (await send<T>('PUT', path, body, headers)).body,
    upload: async (name, text) => {
      const form = new FormData()
      form.append('file', new Blob([text]), name)
      return (await send<{ id: string }>('POST', '/files', form, headers)).body.id
    },
  }
}

/** The units by their names, as the pack made them. */
export const unitsOf = async (desk: Desk): Promise<ReadonlyMap<string, string>> => new Map((await desk.get<List>('/units')).items.map((unit) => [unit.name, unit.id]))

/** Creates people without a page; `position` is the code of the post here. */
export const hire = async (journey: Journey, people: readonly Somebody[]) => {
  const admin = await deskOf(journey, ADMIN.email)
  const units = await unitsOf(admin)
  for (const { name, email, unit, position, phone } of people) await admin.post('/people', { name, email, phone: phone ?? null, password: PASSWORD, unitId: units.get(unit), positionCode: position })
}

export interface Known { readonly id: string; readonly number: string; readonly portalCode: string; readonly points: readonly { readonly id: string }[]; readonly customer: { readonly id: string } }

/** A complaint registered without the page. */
export const registerBy = async (desk: Desk, unit: string, change: Record<string, unknown> = {}): Promise<Known> => desk.post('/complaints', {
  channel: 'walkIn', unitId: (await unitsOf(desk)).get(unit), receivedAt: new Date().toISOString(), customer: { name: '何先生', phone: '13757110455' },
  points: [{ text: '项链扣头断了，第二次修了还是断。', wants: '换一条' }], product: null, order: null, receiver: { name: '李晓芸', position: '店员' }, signedOff: true, ...change,
})
