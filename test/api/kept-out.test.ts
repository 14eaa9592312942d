import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asSystem, sql } from '#kernel/db.ts'
import { collectOnce } from '#modules/integration/collect.ts'
import type { Client } from '#test/app.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { got } from '#test/steps.ts'
import { register } from '#test/story.ts'

type Person = Client & { id: string }
let h: Messages
let smtp: Awaited<ReturnType<typeof openSmtp>>
let officer: Person
let manager: Person
let clerk: Person

beforeAll(async () => {
  smtp = await openSmtp()
  h = await openMessages({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  officer = await h.w.person('投诉专员', 'HQ', 'complaintOfficer')
  manager = await h.w.person('陈店长', 'S01', 'shopManager')
  clerk = await h.w.person('小李', 'S01', 'clerk')
  h.at('10:00')
})
afterAll(async () => {
  await h.close()
  await smtp.close()
})

const name = (who: Client, c: { id: string }) => got(who.post(`/complaints/${c.id}/accused`, { personIds: [manager.id], reason: '就是他' }))
const outside = () => JSON.stringify([smtp.sent, h.receiver.received])
/** What went to the manager by mail; whoever has the case instead is told. */
const toManager = async () => {
  const { rows } = await asSystem(h.database.db, (open) => sql<{ email: string }>`select email from identity.person where id = ${manager.id}`.execute(open))
  return JSON.stringify(smtp.sent.filter((mail) => mail.raw.includes(`To: ${rows[0]?.email}`)))
}
const everywhere = { work: ['mail'], deadline: ['mail'], escalation: ['mail'], customer: ['mail'], progress: ['mail'] }

describe('of a case about the manager of a shop', () => {
  beforeAll(() => got(manager.put('/me/notices', { choices: everywhere, quiet: null, digest: 'off', digestAt: '08:30', timeZone: null })))

  test('a letter laid before them is no news to them when they are named in the same step, also by who answers to them', async () => {
    const plain = await register(h.w, clerk, { channel: 'letter' })
    const c = await register(h.w, clerk, { channel: 'letter', accusedIds: [manager.id], customer: { name: '信里氏', phone: '13711110011' } })
    await h.carry()
    expect(await toManager()).toContain(plain.number)
    expect(await toManager()).not.toContain(c.number)
  })

  test('what waits for the end of their quiet does not go out any more', async () => {
    await got(manager.put('/me/notices', { choices: everywhere, quiet: { from: '22:00', until: '08:00' }, digest: 'off', digestAt: '08:30', timeZone: null }))
    h.at('23:00')
    const c = await register(h.w, clerk, { channel: 'letter', customer: { name: '夜里氏', phone: '13711110012' } })
    await h.settle()
    const waiting = () => h.query('select 1 from channel.message where complaint_id = $1 and person_id = $2', [c.id, manager.id])
    expect(await waiting()).toHaveLength(1)
    await name(clerk, c)
    expect(await waiting()).toEqual([])
    h.at('09:00')
    await h.carry()
    expect(await toManager()).not.toContain(c.number)
  })

  test('the room of their shop hears nothing, in news or sums', async () => {
    const robot = await h.create('wecomRobot', { secrets: { address: '693a91f6-7xxx-4bc4' }, news: ['registered', 'overdue', 'summary'], summaryAt: '09:00', unitId: await h.w.unitId('S01') })
    h.receiver.clear()
    const c = await register(h.w, officer, { accusedIds: [manager.id], urgency: 'critical', urgencyReason: '有人受伤', customer: { name: '群里氏', phone: '13711110013' } })
    await h.carry()
    expect(outside()).not.toContain(c.number)
    // One that went into the queue before is taken out of it.
    await got(h.w.admin.post(`/channels/${robot}/pause`))
    const later = await register(h.w, officer, { customer: { name: '群里氏', phone: '13711110013' } })
    await h.settle()
    const queued = () => h.query(`select 1 from channel.message where complaint_id = $1 and medium = 'robot'`, [later.id])
    const before = await queued()
    await name(officer, later)
    expect([before.length <= 1, await queued()]).toEqual([true, []])
    await h.w.admin.post(`/channels/${robot}/remove`)
  })

  test('nothing leaves the house that had not arrived there', async () => {
    const hook = await got(h.w.admin.post('/webhooks', { url: h.receiver.url, events: ['complaint.registered'], unitId: null }), 201)
    const c = await register(h.w, officer, { customer: { name: '外传氏', phone: '13711110014' } })
    const deliveries = () => h.query('select 1 from integration.delivery where webhook_id = $1', [hook.id])
    await expect.poll(async () => { await collectOnce(h.database.db, h.w.now); return (await deliveries()).length }, { timeout: 20_000 }).toBe(1)
    await name(clerk, c)
    expect(await deliveries()).toEqual([])
    await h.w.admin.post(`/webhooks/${hook.id}/remove`)
  })
})
