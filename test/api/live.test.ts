import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '#kernel/db.ts'
import { relayOnce } from '#kernel/relay.ts'
import { type Client, openWorld, type World } from '#test/app.ts'
import { got } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let url: string
let clerk: Client & { id: string }
let manager: Client & { id: string }
let stranger: Client & { id: string }

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  stranger = await w.person('小何', 'S02', 'clerk')
  url = await w.app.listen({ port: 0, host: '127.0.0.1' })
}, 60_000)
afterAll(() => w.close())

interface Said { readonly name: string; readonly data: Record<string, string> }

const follow = async (who: Client, on: readonly string[] = []) => {
  const cut = new AbortController()
  const response = await fetch(`${url}/api/v1/live${on.length ? `?on=${on.join(',')}` : ''}`, { headers: { cookie: String(who.headers.cookie) }, signal: cut.signal })
  const said: Said[] = []
  let over = false
  const take = (block: string) => {
    const name = /^event: (.*)$/m.exec(block)?.[1]
    if (name) said.push({ name, data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}') })
  }
  const reading = (async () => {
    let text = ''
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body ?? []) {
        const blocks = (text + decoder.decode(chunk, { stream: true })).split('\n\n')
        text = blocks.pop() ?? ''
        blocks.forEach(take)
      }
    } catch { /* cut */ }
    over = true
  })()
  return { status: response.status, type: response.headers.get('content-type'), said, isOver: () => over, cut: async () => { cut.abort(); await reading } }
}

/** Lets what was written come through: the relay passes on what lies below every open transaction. */
const heard = async (there: () => boolean) => {
  await expect.poll(async () => {
    await relayOnce(w.db, w.composed.reactions)
    return there()
  }, { timeout: 10_000, interval: 50 }).toBe(true)
}

/** The first stream opens the connection that listens, and is told so. */
const settledStream = async (who: Client, on: readonly string[] = []) => {
  const stream = await follow(who, on)
  await heard(() => true)
  return stream
}

const changed = (said: readonly Said[], type: string, id: string) => said.filter((s) => s.name === 'changed' && s.data.type === type && s.data.id === id).length

test('who has a case or a customer open hears at once that somebody else changed it', async () => {
  const { id } = await register(w, clerk)
  const { customer } = await got<any>(clerk.get(`/complaints/${id}`))
  const stream = await settledStream(clerk, [`complaint:${id}`, `customer:${customer.id}`])
  expect(stream).toMatchObject({ status: 200, type: 'text/event-stream; charset=utf-8' })
  await heard(() => stream.said.some((s) => s.name === 'again'))
  const before = changed(stream.said, 'complaint', id)
  await got(manager.post(`/complaints/${id}/urgency`, { urgency: 'urgent', reason: '顾客怀孕' }))
  await heard(() => changed(stream.said, 'complaint', id) > before)
  const { customer: record } = await got<any>(manager.get(`/customers/${customer.id}`))
  const { id: _id, mergedInto: _m, since: _s, ...fields } = record
  await got(manager.put(`/customers/${customer.id}`, { ...fields, note: '喜欢下午来电' }))
  await heard(() => changed(stream.said, 'customer', customer.id) === 1)
  await stream.cut()
})

test('who only looks is heard of by nobody', async () => {
  const { id } = await register(w, clerk)
  const { customer } = await got<any>(clerk.get(`/complaints/${id}`))
  const on = [`complaint:${id}`, `customer:${customer.id}`]
  const stream = await settledStream(clerk, on)
  await heard(() => true)
  const before = stream.said.filter((s) => s.name === 'changed').length
  await got(manager.get(`/complaints/${id}`))
  await got(manager.get(`/customers/${customer.id}`))
  await got(manager.get('/customers?q=周'))
  // What is said after this comes after whatever the looks would have said.
  await got(manager.post(`/complaints/${id}/acknowledge`, { how: 'phone' }))
  await heard(() => changed(stream.said, 'complaint', id) > 0)
  expect(changed(stream.said, 'customer', customer.id)).toBe(0)
  expect(stream.said.filter((s) => s.name === 'changed').length - before).toBeLessThanOrEqual(2)
  await stream.cut()
})

test('a notice wakes the bell of whoever it is for, and nobody else', async () => {
  const { id } = await register(w, clerk)
  const [mine, others] = await Promise.all([settledStream(manager), settledStream(stranger)])
  await got(clerk.post(`/complaints/${id}/handovers`, { toPersonId: manager.id, story: '顾客想和店长谈' }), 201)
  await heard(() => mine.said.some((s) => s.name === 'notices'))
  expect(others.said.filter((s) => s.name !== 'again')).toEqual([])
  await Promise.all([mine.cut(), others.cut()])
})

test('what is out of sight cannot be followed, and what goes out of sight is heard of no more', async () => {
  const { id } = await register(w, clerk)
  expect((await follow(stranger, [`complaint:${id}`])).status).toBe(404)
  expect((await follow(await w.otherOrganization(), [`complaint:${id}`])).status).toBe(404)
  expect((await follow(clerk, ['complaint:somebody'])).status).toBe(422)
  expect((await fetch(`${url}/api/v1/live`)).status).toBe(401)
  await got(clerk.post(`/complaints/${id}/handovers`, { toPersonId: stranger.id, story: '在你们店买的' }), 201)
  const stream = await settledStream(stranger, [`complaint:${id}`])
  expect(stream.status).toBe(200)
  const handover = (await got<any>(stranger.get(`/complaints/${id}`))).handovers.at(-1)
  await got(stranger.post(`/handovers/${handover.id}/decline`, { reason: '不是我们店的单' }))
  await heard(() => true)
  const before = stream.said.length
  await got(manager.post(`/complaints/${id}/urgency`, { urgency: 'urgent', reason: '顾客着急' }))
  const witness = await settledStream(clerk, [`complaint:${id}`])
  await got(manager.post(`/complaints/${id}/acknowledge`, { how: 'phone' }))
  await heard(() => changed(witness.said, 'complaint', id) > 0)
  expect(stream.said.slice(before).filter((s) => s.name === 'changed')).toEqual([])
  await Promise.all([stream.cut(), witness.cut()])
})

test('a browser gone wild is refused, and gets in again when windows close', async () => {
  const streams = await Promise.all(Array.from({ length: 20 }, () => follow(manager)))
  expect(new Set(streams.map((s) => s.status))).toEqual(new Set([200]))
  expect((await follow(manager)).status).toBe(429)
  await streams[0]?.cut()
  await expect.poll(async () => {
    const one = await follow(manager)
    await one.cut()
    return one.status
  }).toBe(200)
  await Promise.all(streams.map((s) => s.cut()))
})

test('the connection that listens is lost and found: pages are told to ask again', async () => {
  const stream = await settledStream(clerk)
  await heard(() => stream.said.length >= 0)
  const before = stream.said.filter((s) => s.name === 'again').length
  const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen wenguo_changes' and datname = current_database()`.execute(w.db)
  expect(rows).toHaveLength(1)
  await heard(() => stream.said.filter((s) => s.name === 'again').length > before)
  await stream.cut()
})

test('open pages do not keep the program from ending', async () => {
  const stream = await settledStream(clerk)
  await w.app.close()
  await expect.poll(() => stream.isOver()).toBe(true)
})
