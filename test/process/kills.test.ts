import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, aComplaint, allNumbers, apiOf } from './people.ts'
import { type Server, endAll, ensureBuilt, newPlace, start, tool } from './server.ts'

/** `KILL_ROUNDS=50 npx vitest run test/process/kills.test.ts` for the long form. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 3)
const AT_ONCE = 6
const ROUND_MS = 30_000

beforeAll(ensureBuilt, 120_000)
afterAll(endAll)

type Body = Record<string, any>
interface Step { readonly method: string; readonly path: (case_: Body, before: Body) => string; readonly body: (case_: Body, before: Body) => unknown }

const post = (path: Step['path'], body: Step['body']): Step => ({ method: 'POST', path, body })

/** A case from the agreement's beginning to the written notice; every step under a key of its own. */
const STORY: readonly Step[] = [
  post((c) => `/complaints/${c.id}/acknowledge`, () => ({ how: 'phone' })),
  post((c) => `/complaints/${c.id}/messages`, () => ({ kind: 'call', text: '问清了经过', reached: true })),
  post((c) => `/complaints/${c.id}/findings`, (c) => ({ pointId: c.points[0].id, text: '镶口松', liability: 'ours', rootCause: null, evidence: [] })),
  post((c) => `/complaints/${c.id}/remedies`, (c) => ({ items: [{ kind: 'explanation', amountFen: 0, pointId: c.points[0].id }], reason: '已说明' })),
  post((_c, remedy) => `/remedies/${remedy.id}/offer`, (_c, remedy) => ({ version: remedy.version })),
  post((_c, remedy) => `/remedies/${remedy.id}/answer`, () => ({ answer: 'accept', counterFen: null, proof: { kind: 'call' } })),
  post((c) => `/complaints/${c.id}/completion-notice`, (c) => ({ answers: [{ pointId: c.points[0].id, answer: '已说明' }], contact: '一店' })),
]

/** One case on its way: what was answered, and the key of what was asked last. */
class Way {
  private at = -1
  private key = randomUUID()
  private registered: Body = {}
  private before: Body = {}
  readonly n: number
  constructor(n: number) { this.n = n }
  get number(): string | null { return this.at < 0 ? null : String(this.registered.number) }
  get done() { return this.at === STORY.length }
  get id() { return String(this.registered.id) }

  /** Asks for the next step, or again for the one that got no answer. @returns false when the server is gone. */
  async step(api: Api): Promise<boolean> {
    const step = STORY[this.at]
    const asked = step
      ? api.call(step.method, step.path(this.registered, this.before), step.body(this.registered, this.before), { 'idempotency-key': this.key })
      : api.call('POST', '/complaints', aComplaint(api.unitId, this.n), { 'idempotency-key': this.key })
    const answer = await asked.catch(() => null)
    // While the database is going down the program may still say that something is wrong; nothing was done then, or it is found by its key.
    if (!answer || answer.status >= 500) return false
    if (answer.status >= 300) throw new Error(`case ${this.n} step ${this.at}: ${answer.status} ${JSON.stringify(answer.body)}`)
    if (!step) this.registered = answer.body as Body
    this.before = answer.body as Body
    this.at += 1
    this.key = randomUUID()
    return true
  }
}

const goOn = async (api: Api, next: () => Way | null) => {
  for (let way = next(); way; way = next()) {
    while (!way.done) if (!await way.step(api)) return
  }
}

/** Those that were interrupted first, then new ones until told to stop. */
const work = async (api: Api, ways: Way[], wanted: () => boolean) => {
  const interrupted = ways.filter((w) => !w.done)
  const next = () => {
    const again = interrupted.shift()
    if (again) return again
    if (!wanted()) return null
    const fresh = new Way(ways.length)
    ways.push(fresh)
    return fresh
  }
  await Promise.all(Array.from({ length: AT_ONCE }, () => goOn(api, next)))
}

const MANAGER = { email: 'zhou@example.com', password: 'wenguo-zhou-1' }

/** Somebody with the authority to offer what the story offers. */
const managerOf = async (url: string): Promise<Api> => {
  const admin = await apiOf(url)
  const { body } = await admin.call('GET', '/units')
  const headquarters = body.items.find((unit: Body) => unit.code === 'HQ').id
  await admin.call('POST', '/people', { name: '周经理', ...MANAGER, unitId: headquarters, positionCode: 'serviceManager' })
  return apiOf(url, undefined, MANAGER)
}

const VICTIMS = ['program', 'database', 'both'] as const

const strike = async (server: Server, dataDir: string, victim: (typeof VICTIMS)[number]) => {
  const postmaster = () => process.kill(Number(readFileSync(join(dataDir, 'database/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  if (victim !== 'program') postmaster()
  if (victim === 'database') return server.ended
  return server.end('SIGKILL')
}

test(`killed ${ROUNDS} times at random moments, program or database: what was answered is there, once, and every event is whole`, async () => {
  const dataDir = newPlace()
  const ways: Way[] = []
  let token: string | undefined
  for (let round = 0; round < ROUNDS; round++) {
    const server = await start(dataDir)
    const api: Api = token ? await apiOf(server.url, token) : await managerOf(server.url)
    token = api.token
    let going = true
    const working = work(api, ways, () => going)
    await sleep(Math.random() * 1_500)
    await strike(server, dataDir, VICTIMS[round % VICTIMS.length] ?? 'program')
    going = false
    await working
  }
  const server = await start(dataDir)
  const api = await apiOf(server.url, token)
  const answered = ways.flatMap((way) => way.number ?? [])
  expect(await allNumbers(api)).toEqual(expect.arrayContaining(answered))
  await work(api, ways, () => false)
  expect(ways.every((way) => way.done)).toBe(true)
  const numbers = await allNumbers(api)
  expect([numbers.length, new Set(numbers).size]).toEqual([ways.length, ways.length])
  for (const way of ways) {
    const { body: c } = await api.call('GET', `/complaints/${way.id}`)
    expect([c.messages.filter((m: Body) => m.kind === 'call').length, c.findings.length, c.remedies.length, c.timeline.filter((e: Body) => e.name === 'settlement.agreed').length, c.timeline.filter((e: Body) => e.name === 'settlement.noticeSent').length], c.number).toEqual([1, 1, 1, 1, 1])
  }
  expect((await server.end('SIGTERM')).code).toBe(0)
  expect(await tool('verify', [], { DATA_DIR: dataDir })).toMatchObject({ code: 0, err: '' })
}, 60_000 + ROUNDS * ROUND_MS)
