import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '#kernel/actor.ts'
import { asSystem } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { making } from '#modules/identity/commands/found.ts'
import { setUp } from '#modules/packs/commands.ts'
import { openEmptyWorld } from '#test/app.ts'
import { demo } from '../../server/demo/demo.ts'

let w: Awaited<ReturnType<typeof openEmptyWorld>>
beforeAll(async () => { w = await openEmptyWorld() })
afterAll(() => w.close())

const isNeeded = async () => (await w.visitor.get('/first-run')).body.needed
const FIRST = { locale: 'zh-CN', pack: 'jewellery', organization: '永福珠宝', name: '李永福', email: 'demo@demo.example', password: 'a-long-password' } as const

test('while one is being made nobody else sets up; when it gives no sign of life any more, anybody may', async () => {
  const organizationId = newId()
  await w.composed.doors.perform(setUp, { actor: systemActor(organizationId), requestId: 'test' }, { ...FIRST, timeZone: 'Asia/Shanghai', making: true })
  expect(await isNeeded()).toBe(false)
  expect(await w.visitor.post('/first-run', FIRST)).toMatchObject({ status: 409, body: { type: '/problems/identity/already-set-up' } })
  await asSystem(w.db, (open) => making(open, organizationId, '-1 second'))
  expect(await isNeeded()).toBe(true)
})

test('a demo that breaks off leaves the installation as it was: whoever comes next sets up, with any address', async () => {
  expect(await isNeeded()).toBe(true)
  const stop = (share: number) => { if (share > 0.2) throw new Error('broken off') }
  await expect(demo({ db: w.db, reactions: w.composed.reactions, store: w.composed.store, timeZone: 'Asia/Shanghai', pack: 'jewellery', locale: 'zh-CN', clock: w.now, months: 2, progress: stop })).rejects.toThrow('broken off')
  expect(await isNeeded()).toBe(true)
  expect((await w.visitor.post('/first-run', FIRST)).status).toBe(201)
  expect(await isNeeded()).toBe(false)
  expect((await w.visitor.post('/session', { email: FIRST.email, password: FIRST.password })).status).toBe(200)
  const codes = (await w.visitor.get('/portal')).body.places.map((place: { code: string }) => place.code)
  expect(codes.length).toBeGreaterThan(1)
  expect(new Set(codes).size).toBe(codes.length)
}, 120_000)
