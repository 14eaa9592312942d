import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { systemActor } from '#kernel/actor.ts'
import { readConfig } from '#kernel/config.ts'
import { type Db, connect } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { createLog } from '#kernel/log.ts'
import { setUp } from '#modules/packs/commands.ts'
import { compose } from '../../server/app.ts'
import { type Copy, copyOf, foundedCopy } from './copies.ts'

export interface Answer<T = Record<string, unknown>> { readonly status: number; readonly body: T; readonly headers: Record<string, unknown> }

/** The API as one signed-in person (or nobody) meets it. */
export class Client {
  readonly app: FastifyInstance
  readonly headers: Record<string, string>
  constructor(app: FastifyInstance, headers: Record<string, string> = {}) {
    this.app = app
    this.headers = headers
  }
  async call<T = never>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const options: InjectOptions = { method, url: `/api/v1${path}`, headers: { 'accept-language': 'zh-CN', ...this.headers, ...headers } }
    const answer = await this.app.inject(body === undefined ? options : { ...options, payload: body as object })
    return { status: answer.statusCode, headers: answer.headers, body: (answer.headers['content-type']?.toString().includes('json') ? answer.json() : answer.rawPayload) as T }
  }
  get<T = any>(path: string, headers?: Record<string, string>) { return this.call<T>('GET', path, undefined, headers) }
  post<T = any>(path: string, body: unknown = {}, headers?: Record<string, string>) { return this.call<T>('POST', path, body, headers) }
  put<T = any>(path: string, body: unknown) { return this.call<T>('PUT', path, body) }
}

export const ADMIN = { email: 'admin@example.com', password: 'correct horse battery' }

export interface World {
  readonly app: FastifyInstance
  readonly url: string
  readonly db: Db
  readonly visitor: Client
  readonly admin: Client
  /** Moves the clock that everything is given. */
  travel(ms: number): void
  now(): Date
  signIn(email: string, password: string): Promise<Client>
  /** A new person in a unit (by code) and position, signed in. */
  person(name: string, unitCode: string, positionCode: string): Promise<Client & { id: string }>
  unitId(code: string): Promise<string>
  composed: ReturnType<typeof compose>
  /** A second organisation beside the first; its administrator, signed in. */
  otherOrganization(): Promise<Client>
  close(): Promise<void>
}

interface Changed { readonly puzzleBase?: number }

/** A whole application on its own database; nobody is there yet. */
export const openEmptyWorld = async (env: Record<string, string> = {}, given: Changed = {}) => openOn(await copyOf(), env, given)

const openOn = async (copy: Copy, env: Record<string, string> = {}, given: Changed = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'wenguo-files-'))
  const database = connect(copy.url, 8, () => undefined)
  const breaches = new Set<string>()
  let shift = 0
  const clock = () => new Date(Date.now() + shift)
  const config = { ...readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', ...env }), databaseUrl: copy.url }
  const composed = compose({ config, database, log: createLog('error'), clock, watch: (breach) => { breaches.add(breach) }, directUrl: copy.url, ...given })
  const app = await composed.serve()
  const visitor = new Client(app)
  const signIn = async (email: string, password: string) => {
    const answer = await visitor.post<{ csrfToken: string }>('/session', { email, password })
    if (answer.status !== 200) throw new Error(`sign-in of ${email}: ${JSON.stringify(answer.body)}`)
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
    return new Client(app, { cookie, 'x-csrf-token': answer.body.csrfToken })
  }
  return {
    app, url: copy.url, db: database.db, visitor, composed, signIn, now: clock, travel: (ms: number) => { shift += ms },
    close: async () => {
      await app.close()
      await composed.close()
      await database.end()
      await copy.drop()
      rmSync(folder, { recursive: true, force: true })
      if (breaches.size) throw new Error([...breaches].sort().join('\n'))
    },
  }
}

const foundIn = ({ composed }: Awaited<ReturnType<typeof openOn>>) => (name: string, email: string, another: boolean) =>
  composed.doors.perform(setUp, { actor: systemActor(newId()), requestId: 'test' }, { locale: 'zh-CN', pack: 'jewellery', organization: name, name: '管理员', email, password: ADMIN.password, timeZone: 'Asia/Shanghai', another })

/** Founded once for all tests. */
const foundShop = async (url: string) => {
  const empty = await openOn({ url, drop: async () => undefined })
  await foundIn(empty)('闻过珠宝', ADMIN.email, false)
  await empty.close()
}

/** A whole application on its own database, with the jewellery organisation founded. */
export const openWorld = async (env: Record<string, string> = {}, given: Changed = {}): Promise<World> => {
  const empty = await openOn(await foundedCopy('founded', foundShop), env, given)
  const { signIn } = empty
  const admin = await signIn(ADMIN.email, ADMIN.password)
  const unitId = async (code: string) => {
    const { body } = await admin.get<{ items: { id: string; code: string }[] }>('/units')
    const unit = body.items.find((u) => u.code === code)
    if (!unit) throw new Error(`no unit ${code}`)
    return unit.id
  }
  return {
    ...empty, admin, unitId,
    person: async (name, unitCode, positionCode) => {
      const email = `${randomUUID().slice(0, 8)}@example.com`
      const { status, body } = await admin.post<{ id: string }>('/people', { name, email, password: ADMIN.password, unitId: await unitId(unitCode), positionCode })
      if (status !== 201) throw new Error(`person ${name}: ${JSON.stringify(body)}`)
      return Object.assign(await signIn(email, ADMIN.password), { id: body.id })
    },
    otherOrganization: async () => {
      const email = `${randomUUID().slice(0, 8)}@example.org`
      await foundIn(empty)('另一家', email, true)
      return signIn(email, ADMIN.password)
    },
  }
}
