import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { answering, signatureOf } from '#test/receiver.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'
import { type Webhooks, openWebhooks } from '#test/webhooks.ts'
import { createLog } from '#kernel/log.ts'
import { DAY, HOUR, MINUTE } from '#kernel/time.ts'
import { httpPoster } from '#adapters/webhook/http.ts'
import { collectOnce } from '#modules/integration/collect.ts'
import { courier, forgetDeliveries } from '#modules/integration/courier.ts'

let h: Webhooks
beforeAll(async () => { h = await openWebhooks() })
afterAll(() => h.close())
afterEach(() => h.clear())

describe('a delivery', () => {
  test('is signed byte for byte as Standard Webhooks says and tells the case without personal text', async () => {
    const { secret, id } = await h.create()
    const c = await register(h.w, h.clerk)
    await h.carry()
    expect(h.receiver.received).toHaveLength(1)
    const [request] = h.receiver.received
    if (!request) throw new Error('nothing came')
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(request.headers['webhook-signature']).toBe(signatureOf(secret, request))
    expect(Math.abs(Number(request.headers['webhook-timestamp']) - h.w.now().getTime() / 1000)).toBeLessThan(10)
    const [delivery] = await h.deliveries(id)
    expect(request.headers['webhook-id']).toBe(`${delivery?.eventId}_${id}`)
    expect(request.headers['content-type']).toBe('application/json')
    expect(JSON.parse(request.body)).toMatchObject({ id: delivery?.eventId, type: 'complaint.registered', timestamp: expect.stringMatching(/Z$/), data: { complaint: { id: c.id, number: c.number, unitId: await h.w.unitId('S01'), state: 'open', stage: 'intake', urgency: 'general' }, facts: { number: c.number, channel: 'phone' } } })
    expect(request.body).not.toMatch(/王女士|13800138000|掉钻|退款/)
    expect(delivery).toMatchObject({ state: 'sent', attempts: 1, status: 200, problem: null, answer: 'ok', body: request.body })
  })

  test('is made once for each event and webhook, only of chosen events, units and open cases', async () => {
    const all = await h.create()
    const other = await h.create({ unitId: await h.w.unitId('S02') })
    const closed = await h.create({ events: ['complaint.closed'] })
    await register(h.w, h.clerk)
    await register(h.w, h.clerk, { confidential: true })
    await h.carry()
    await h.carry()
    expect(await h.deliveries(all.id)).toHaveLength(1)
    expect(await h.deliveries(other.id)).toHaveLength(0)
    expect(await h.deliveries(closed.id)).toHaveLength(0)
    await register(h.w, h.w.admin, { unitId: await h.w.unitId('S02') })
    await h.carry()
    expect([(await h.deliveries(all.id)).length, (await h.deliveries(other.id)).length]).toEqual([2, 1])
  })

  test('that fails is tried again later under the same id with a new time, by the schedule', async () => {
    const { id, secret } = await h.create()
    h.receiver.next(answering(500, 'x'.repeat(5_000)))
    await register(h.w, h.clerk)
    await h.carry()
    const [failed] = await h.deliveries(id)
    expect(failed).toMatchObject({ state: 'waiting', attempts: 1, status: 500, problem: 'status' })
    expect(failed?.answer).toHaveLength(2_048)
    const wait = Date.parse(failed?.nextAt ?? '') - h.w.now().getTime()
    expect(wait).toBeLessThanOrEqual(6_000)
    await h.carry()
    expect(h.receiver.received).toHaveLength(1)
    h.w.travel(7_000)
    await h.carry()
    expect(h.receiver.received).toHaveLength(2)
    const [first, second] = h.receiver.received
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(Number(second?.headers['webhook-timestamp'])).toBeGreaterThan(Number(first?.headers['webhook-timestamp']))
    expect(second && second.headers['webhook-signature'] === signatureOf(secret, second)).toBe(true)
    expect(await h.deliveries(id)).toMatchObject([{ state: 'sent', attempts: 2, status: 200 }])
  })

  test('goes nowhere else when redirected, and says when the receiver hangs or closes', async () => {
    const { id } = await h.create()
    h.receiver.next(answering(302, '', { location: `http://127.0.0.1:${h.receiver.port}/elsewhere` }))
    await register(h.w, h.clerk)
    await h.carry()
    expect(h.receiver.received.map((r) => r.path)).toEqual(['/hook'])
    expect(await h.deliveries(id)).toMatchObject([{ state: 'waiting', status: 302, problem: 'redirect' }])
    h.receiver.next((response) => response.destroy())
    h.w.travel(MINUTE)
    await h.carry()
    expect(await h.deliveries(id)).toMatchObject([{ state: 'waiting', attempts: 2, status: null, problem: 'connection' }])
    h.receiver.next(() => undefined)
    h.w.travel(HOUR)
    const impatient = h.worker(httpPoster({ insideAllowed: true, patienceMs: 300 }))
    await impatient.round()
    await impatient.idle()
    expect(await h.deliveries(id)).toMatchObject([{ state: 'waiting', attempts: 3, status: null, problem: 'timeout' }])
  })

  test('taken by a program that was killed before it could say so goes out again under the same id', async () => {
    const { id } = await h.create()
    await register(h.w, h.clerk)
    await h.collect()
    const posted: string[] = []
    const killed = courier({ db: h.database.db, perform: () => Promise.reject(new Error('killed')), clock: h.w.now, log: createLog('silent'), poster: { post: async (letter, stop) => { posted.push(letter.headers['webhook-id'] ?? ''); return httpPoster({ insideAllowed: true }).post(letter, stop) } } })
    await killed.round()
    await killed.idle()
    expect(await h.deliveries(id)).toMatchObject([{ state: 'waiting', attempts: 1 }])
    await h.carry()
    expect(h.receiver.received).toHaveLength(1)
    h.w.travel(31_000)
    await h.carry()
    expect(h.receiver.received.map((r) => r.headers['webhook-id'])).toEqual([posted[0], posted[0]])
    expect(await h.deliveries(id)).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  test('goes out once from two workers at once', async () => {
    await h.create()
    for (let i = 0; i < 12; i++) await register(h.w, h.clerk, { customer: { name: `顾客${i}`, phone: `1390000${1000 + i}` } })
    await Promise.all([collectOnce(h.database.db, h.w.now), collectOnce(h.database.db, h.w.now)])
    await h.collect()
    const two = [h.worker(httpPoster({ insideAllowed: true })), h.worker(httpPoster({ insideAllowed: true }))]
    await Promise.all(two.map((one) => one.round()))
    await Promise.all(two.map((one) => one.idle()))
    const ids = h.receiver.received.map((r) => r.headers['webhook-id'])
    expect(ids).toHaveLength(12)
    expect(new Set(ids).size).toBe(12)
  })

  test('to a slow receiver holds up no other', async () => {
    await h.create()
    await h.create({ url: `http://127.0.0.1:${h.receiver.port}/other` })
    for (let i = 0; i < 10; i++) await register(h.w, h.clerk, { customer: { name: `慢${i}`, phone: `1370000${1000 + i}` } })
    await h.collect()
    const real = httpPoster({ insideAllowed: true })
    let flying = 0
    let most = 0
    const slow = h.worker({ post: async (letter, stop) => {
      if (letter.url.endsWith('/other')) return real.post(letter, stop)
      most = Math.max(most, ++flying)
      await new Promise<void>((end) => { stop.addEventListener('abort', () => end()) })
      return { status: null, trouble: 'timeout', answer: null }
    } })
    await slow.round()
    await vi.waitFor(() => expect(h.receiver.received.filter((r) => r.path === '/other')).toHaveLength(10), { timeout: 10_000 })
    await slow.stop()
    expect(most).toBe(8)
  })
})

describe('giving up', () => {
  test('after ten tries it lies dead and is replayed, one or all since a time', async () => {
    const { id } = await h.create()
    await register(h.w, h.clerk)
    await h.collect()
    const [{ id: deliveryId } = { id: '' }] = await h.deliveries(id)
    await h.change(deliveryId, { attempts: 9 })
    h.receiver.next(answering(503))
    await h.carry()
    expect(await h.deliveries(id)).toMatchObject([{ state: 'dead', attempts: 10, status: 503, nextAt: null }])
    expect(await h.shown(id)).toMatchObject({ dead: 1, waiting: 0, paused: null })
    await got(h.w.admin.post(`/webhooks/${id}/deliveries/${deliveryId}/replay`))
    expect(await refused(h.w.admin.post(`/webhooks/${id}/deliveries/${deliveryId}/replay`))).toBe('409 integration/still-waiting')
    h.receiver.next(answering(503))
    await h.carry()
    await h.change(deliveryId, { state: 'dead' })
    expect(await got(h.w.admin.post(`/webhooks/${id}/replay`, { since: new Date(h.w.now().getTime() + HOUR).toISOString() }))).toEqual({ replayed: 0 })
    expect(await got(h.w.admin.post(`/webhooks/${id}/replay`, { since: new Date(h.w.now().getTime() - HOUR).toISOString() }))).toEqual({ replayed: 1 })
    await h.carry()
    expect(await h.deliveries(id)).toMatchObject([{ state: 'sent', attempts: 1 }])
    expect(new Set(h.receiver.received.map((r) => r.headers['webhook-id'])).size).toBe(1)
  })

  test('410 pauses the webhook at once, three days of failure do so too; the administrator is told', async () => {
    const { id } = await h.create()
    h.receiver.next(answering(410))
    await register(h.w, h.clerk)
    await h.carry()
    expect(await h.shown(id)).toMatchObject({ paused: { why: 'gone' }, dead: 1 })
    const told = async () => (await got(h.w.admin.get('/notifications'))).items.map((n: { name: string; words: string }) => `${n.name}: ${n.words}`)
    expect(await told()).toContainEqual(expect.stringMatching(/^webhookGone: 127\.0\.0\.1:\d+ .*410/))
    await register(h.w, h.clerk)
    await h.carry()
    expect(await h.deliveries(id)).toHaveLength(1)
    await got(h.w.admin.post(`/webhooks/${id}/resume`))
    h.receiver.next(answering(500))
    await register(h.w, h.clerk)
    await h.carry()
    expect(await h.shown(id)).toMatchObject({ paused: null, failingSince: expect.any(String) })
    h.receiver.next(answering(500))
    h.w.travel(3 * DAY)
    await h.carry()
    expect(await h.shown(id)).toMatchObject({ paused: { why: 'failing' }, waiting: 1 })
    expect(await told()).toContainEqual(expect.stringMatching(/^webhookFailing: /))
    await got(h.w.admin.post(`/webhooks/${id}/resume`))
    h.w.travel(HOUR)
    await h.carry()
    expect(await h.shown(id)).toMatchObject({ paused: null, failingSince: null, waiting: 0 })
  })

  test('deliveries are forgotten after a month', async () => {
    const { id } = await h.create()
    await register(h.w, h.clerk)
    await h.carry()
    h.w.travel(29 * DAY)
    await forgetDeliveries(h.database.db, h.w.now)
    expect(await h.deliveries(id)).toHaveLength(1)
    h.w.travel(2 * DAY)
    await forgetDeliveries(h.database.db, h.w.now)
    expect(await h.deliveries(id)).toHaveLength(0)
  })
})
