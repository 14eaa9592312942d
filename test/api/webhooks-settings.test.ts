import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { Client } from '#test/app.ts'
import { signatureOf } from '#test/receiver.ts'
import { faulty, got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'
import { REGISTERED, type Webhooks, openWebhooks } from '#test/webhooks.ts'
import { DAY, MINUTE } from '#kernel/time.ts'

let h: Webhooks
beforeAll(async () => { h = await openWebhooks() })
afterAll(() => h.close())
afterEach(() => h.clear())

describe('a webhook', () => {
  test('changes its secret with both good for a day', async () => {
    const before = await h.create()
    const after = await got(h.w.admin.post(`/webhooks/${before.id}/secret`))
    expect(after.secret).not.toBe(before.secret)
    await register(h.w, h.clerk)
    await h.carry()
    const [both] = h.receiver.received
    expect(both && both.headers['webhook-signature'] === `${signatureOf(after.secret, both)} ${signatureOf(before.secret, both)}`).toBe(true)
    expect((await h.shown(before.id)).secretBeforeUntil).not.toBeNull()
    h.w.travel(DAY + MINUTE)
    await register(h.w, h.clerk)
    await h.carry()
    const last = h.receiver.received.at(-1)
    expect(last && last.headers['webhook-signature'] === signatureOf(after.secret, last)).toBe(true)
    expect((await h.shown(before.id)).secretBeforeUntil).toBeNull()
    expect(JSON.stringify(await got(h.w.admin.get('/webhooks')))).not.toContain('whsec_')
    expect(JSON.stringify(await got(h.w.admin.get('/audit')))).not.toContain('whsec_')
  })

  test('sends a test, can be changed, paused, resumed and removed', async () => {
    const { id } = await h.create()
    const { deliveryId } = await got(h.w.admin.post(`/webhooks/${id}/test`))
    await h.carry()
    expect(JSON.parse(h.receiver.received[0]?.body ?? '')).toEqual({ id: deliveryId, type: 'integration.test', timestamp: expect.any(String), data: { complaint: null, facts: { webhookId: id } } })
    await got(h.w.admin.put(`/webhooks/${id}`, { url: `${h.receiver.url}2`, events: ['complaint.closed'], unitId: null }))
    expect(await h.shown(id)).toMatchObject({ url: `${h.receiver.url}2`, events: ['complaint.closed'] })
    await got(h.w.admin.post(`/webhooks/${id}/pause`))
    expect(await refused(h.w.admin.post(`/webhooks/${id}/pause`))).toBe('409 integration/paused')
    expect(await refused(h.w.admin.post(`/webhooks/${id}/test`))).toBe('409 integration/paused')
    await got(h.w.admin.post(`/webhooks/${id}/resume`))
    await got(h.w.admin.post(`/webhooks/${id}/remove`))
    expect(await refused(h.w.admin.get(`/webhooks/${id}/deliveries`))).toBe('404 kernel/not-found')
    const names = (await got(h.w.admin.get('/webhooks/events'))).items as { name: string; words: string }[]
    for (const { name, words } of names) expect(words).not.toBe(name)
  })

  test('is not there for another organisation, nor for who may not', async () => {
    const { id } = await h.create()
    const other = await h.w.otherOrganization()
    expect((await got(other.get('/webhooks'))).items).toEqual([])
    await register(h.w, h.clerk)
    await h.carry()
    const [delivery] = await h.deliveries(id)
    const theirs = [other.get(`/webhooks/${id}/deliveries`), other.post(`/webhooks/${id}/secret`), other.post(`/webhooks/${id}/test`), other.post(`/webhooks/${id}/remove`), other.post(`/webhooks/${id}/deliveries/${delivery?.id}/replay`), other.post(`/webhooks/${id}/replay`, { since: h.w.now().toISOString() }), other.put(`/webhooks/${id}`, { url: h.receiver.url, events: REGISTERED, unitId: null })]
    for (const answer of theirs) expect(await refused(answer)).toBe('404 kernel/not-found')
    expect(await refused(other.post('/webhooks', { url: h.receiver.url, events: REGISTERED, unitId: await h.w.unitId('S01') }))).toBe('404 kernel/not-found')
    expect(await refused(h.clerk.get('/webhooks'))).toBe('403 identity/not-allowed')
    expect(await refused(h.clerk.post('/webhooks', { url: h.receiver.url, events: REGISTERED, unitId: null }))).toBe('403 identity/not-allowed')
  })
})

interface Change { readonly id: string; readonly type: string; readonly data: { complaint: { number: string } | null } }
interface Changes { readonly items: Change[]; readonly next: string | null; readonly more: boolean }

const changesSince = (who: Client, since: string | null, limit = 100): Promise<Changes> => got(who.get(`/complaints/changes?limit=${limit}${since ? `&since=${since}` : '&from=now'}`))

/** Reads on until nothing more comes. */
const catchUp = async (who: Client, since: string | null, limit?: number): Promise<{ items: Change[]; next: string | null }> => {
  const answer = await changesSince(who, since, limit)
  if (!answer.more) return answer
  const rest = await catchUp(who, answer.next, limit)
  return { items: [...answer.items, ...rest.items], next: rest.next }
}

describe('who missed something', () => {
  test('reads on from the last event it knows, what its person may see, page by page', async () => {
    const other = await h.w.person('小赵', 'S02', 'clerk')
    await h.create()
    const first = await register(h.w, h.clerk)
    await h.carry()
    const { id } = JSON.parse(h.receiver.received[0]?.body ?? '') as Change
    const second = await register(h.w, h.clerk)
    await got(h.clerk.post(`/complaints/${second.id}/acknowledge`, { how: 'phone' }))
    await register(h.w, h.clerk, { confidential: true })
    const told = await vi.waitFor(async () => {
      const { items } = await catchUp(h.clerk, id, 2)
      expect(items.filter((c) => c.type === 'complaint.acknowledged')).toHaveLength(1)
      expect(items.filter((c) => c.type === 'complaint.registered')).toHaveLength(2)
      return items
    }, { timeout: 8_000 })
    expect(told.some((c) => c.data.complaint?.number === first.number)).toBe(false)
    expect(JSON.stringify(told)).not.toMatch(/王女士|13800138000|掉钻/)
    expect((await catchUp(other, id)).items).toEqual([])
    expect(await faulty(h.clerk.get(`/complaints/changes?since=${crypto.randomUUID()}`))).toBe('422 #/since')
    const { items, next } = await changesSince(h.clerk, null)
    expect(items).toEqual([])
    expect((await catchUp(h.clerk, next)).items).toEqual([])
  })

  test('gets everything once, in one order, while many write at once', async () => {
    let { next } = await changesSince(h.w.admin, null)
    const seen: string[] = []
    let writing = true
    const numbers: string[] = []
    const following = (async () => {
      for (let quiet = 0; quiet < 5;) {
        const answer = await changesSince(h.w.admin, next, 3)
        seen.push(...answer.items.filter((c) => c.type === 'complaint.registered').map((c) => c.data.complaint?.number ?? ''))
        next = answer.next
        if (!answer.more) await new Promise((go) => { setTimeout(go, 20) })
        quiet = writing || answer.items.length ? 0 : quiet + 1
      }
    })()
    await Promise.all([0, 1, 2, 3].map(async (writer) => {
      for (let i = 0; i < 8; i++) numbers.push((await register(h.w, writer % 2 ? h.clerk : h.w.admin, { customer: { name: `甲${writer}${i}`, phone: `135${writer}000${1000 + i}` } })).number)
    }))
    await new Promise((go) => { setTimeout(go, 500) })
    writing = false
    await following
    expect(seen).toHaveLength(numbers.length)
    expect([...seen].sort()).toEqual([...numbers].sort())
  })
})

describe('a token', () => {
  test('may make so many requests a minute, is told what is left, and refused in words beyond', async () => {
    const { token } = await got(h.w.admin.post('/tokens', { name: '官网', scopes: ['identity.read'], rateLimit: 3 }), 201)
    const program = new Client(h.w.app, { authorization: `Bearer ${token}` })
    const answers = []
    for (let i = 0; i < 4; i++) answers.push(await program.get('/units'))
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200, 429])
    expect(answers[0]?.headers).toMatchObject({ 'ratelimit-policy': '"token";q=3;w=60', ratelimit: expect.stringMatching(/^"token";r=2;t=\d+$/) })
    expect(answers[3]?.body).toMatchObject({ type: '/problems/identity/too-many-calls', title: expect.stringContaining('一分钟') })
    expect(Number(answers[3]?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await program.get('/units', { 'accept-language': 'en' })).body.title).toContain('within a minute')
    expect((await h.w.admin.get('/units')).headers['ratelimit']).toBeUndefined()
    h.w.travel(MINUTE)
    expect((await program.get('/units')).status).toBe(200)
    const usual = await got(h.w.admin.post('/tokens', { name: '报表', scopes: ['identity.read'] }), 201)
    expect((await got(h.w.admin.get('/tokens'))).items.find((t: { id: string }) => t.id === usual.id)).toMatchObject({ rateLimit: 600 })
    expect(await faulty(h.w.admin.post('/tokens', { name: 'x', scopes: ['*'], rateLimit: 600_001 }))).toBe('422 #/rateLimit')
  })
})
