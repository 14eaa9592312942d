import { createDecipheriv, createECDH, createHmac, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sweepDigests } from '#modules/channel/sweep.ts'
import { sweepPromises } from '#modules/promise/sweep.ts'
import type { Client } from '#test/app.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { answering } from '#test/receiver.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let h: Messages
let smtp: Awaited<ReturnType<typeof openSmtp>>
let clerk: Client & { id: string }
let manager: Client & { id: string }
const made: string[] = []
beforeAll(async () => {
  smtp = await openSmtp()
  h = await openMessages({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  clerk = await h.w.person('小李', 'S01', 'clerk')
  manager = await h.w.person('陈店长', 'S01', 'shopManager')
})
afterAll(async () => {
  await h.close()
  await smtp.close()
})
beforeEach(async () => {
  h.at('10:00')
  for (const id of made.splice(0)) await h.w.admin.post(`/channels/${id}/remove`)
  await h.carry()
  h.receiver.clear()
  smtp.sent.length = 0
})

const create = async (kind: string, change: Record<string, unknown> = {}) => {
  const id = await h.create(kind, change)
  made.push(id)
  return id
}

interface Chosen { readonly choices?: Record<string, string[]>; readonly quiet?: { from: string; until: string } | null; readonly digest?: string; readonly digestAt?: string; readonly timeZone?: string | null }
const choose = (who: Client, chosen: Chosen = {}) => who.put('/me/notices', { choices: {}, quiet: { from: '22:00', until: '08:00' }, digest: 'off', digestAt: '08:30', timeZone: null, ...chosen })

const promised = (id: string, ms: number) => got(manager.post(`/complaints/${id}/promises`, { text: '回电', dueAt: new Date(h.w.now().getTime() + ms).toISOString(), ownerId: clerk.id }), 201)

/** The manager has the clerk keep a promise: news that does not press. */
const asked = async (change: Record<string, unknown> = {}) => {
  const c = await register(h.w, manager, change)
  await promised(c.id, 30 * 24 * HOUR)
  return c
}
const mine = async () => (await h.list()).filter((m) => m.person?.id === clerk.id)

describe('a person', () => {
  test('is told by the ways they chose, in their language; defaults hold for what they did not choose', async () => {
    await create('wecomApp', { settings: { corpId: 'ww1', agentId: '1' }, secrets: { corpSecret: 's' } })
    await got(clerk.put('/me/notices/address', { medium: 'wecom', address: 'xiaoli' }))
    const shown = await got(clerk.get('/me/notices'))
    expect(shown).toMatchObject({ quiet: { from: '22:00', until: '08:00' }, digest: 'off', timeZone: 'Asia/Shanghai', choices: { escalation: ['mail', 'wecom', 'dingtalk', 'feishu', 'push'] } })
    expect((await got(manager.get('/me/notices'))).choices.escalation).toContain('sms')
    expect(shown.media).toEqual(expect.arrayContaining([{ medium: 'wecom', whyNot: null, address: 'xiaoli' }, { medium: 'dingtalk', whyNot: 'noChannel', address: null }, { medium: 'push', whyNot: 'noAddress', address: null }]))
    await got(clerk.put('/me', { locale: 'en' }))
    h.receiver.next(answering(200, '{"errcode":0,"access_token":"t","expires_in":7200}'))
    const c = await asked()
    await h.carry()
    const { textcard } = JSON.parse(h.receiver.received.at(-1)?.body ?? '{}')
    expect(textcard).toMatchObject({ title: 'Complaint to do', url: expect.stringContaining(`https://care.example.com/complaints/${c.id}#`) })
    expect(textcard.description).toContain(c.number)
    expect(smtp.sent.map((m) => m.subject)).toContainEqual(expect.stringContaining(c.number))
    await got(choose(clerk, { choices: { work: ['wecom'] } }))
    smtp.sent.length = 0
    await asked({ customer: { name: '甲', phone: '13500135011' } })
    await h.carry()
    expect(smtp.sent).toEqual([])
    expect(h.receiver.received).toHaveLength(3)
    await got(choose(clerk, { choices: { work: [] } }))
    await asked({ customer: { name: '乙', phone: '13500135012' } })
    await h.carry()
    expect(h.receiver.received).toHaveLength(3)
    await got(clerk.put('/me/notices/address', { medium: 'wecom', address: '' }))
    await got(clerk.put('/me', { locale: 'zh-CN' }))
  })

  test('is left in peace at night: what does not press comes in the morning, unless it was read; what presses comes at once', async () => {
    await got(choose(clerk))
    h.at('23:30')
    const c = await asked({ customer: { name: '丙', phone: '13500135013' } })
    const read = await asked({ customer: { name: '丁', phone: '13500135014' } })
    await h.carry()
    expect(smtp.sent).toEqual([])
    const burning = await asked({ customer: { name: '戊', phone: '13500135015' }, points: [{ text: '戒指划伤手，流血不止，去了医院', wants: null }], urgency: 'critical', urgencyReason: '受伤' })
    await h.carry()
    expect(smtp.sent.map((m) => m.subject)).toEqual([expect.stringContaining(burning.number)])
    const notices = (await got(clerk.get('/notifications'))).items as { id: string; complaintId: string }[]
    await got(clerk.post('/notifications/read', { ids: notices.filter((n) => n.complaintId === read.id).map((n) => n.id) }))
    h.at('07:59')
    await h.carry()
    expect(smtp.sent).toHaveLength(1)
    h.at('08:00')
    await h.carry()
    expect(smtp.sent.map((m) => m.subject)).toContainEqual(expect.stringContaining(c.number))
    expect(smtp.sent.map((m) => m.subject)).not.toContainEqual(expect.stringContaining(read.number))
    expect((await mine()).find((m) => m.text.includes(read.number))).toMatchObject({ state: 'dropped' })
  })

  test('has the night where they are', async () => {
    expect(await refused(choose(clerk, { timeZone: 'Asia/Nowhere' }))).toBe('422 channel/zone-unknown')
    await got(choose(clerk, { timeZone: 'Europe/London' }))
    h.at('23:30')
    const c = await asked({ customer: { name: '己', phone: '13500135016' } })
    await h.carry()
    expect(smtp.sent.map((m) => m.subject)).toContainEqual(expect.stringContaining(c.number))
    await got(choose(clerk))
  })

  test('gets a digest once a day, from two nodes at once; an escalation breaks through it', async () => {
    await got(choose(clerk, { digest: 'daily', digestAt: '18:00' }))
    const [one, two] = [await asked({ customer: { name: '庚', phone: '13500135017' } }), await asked({ customer: { name: '辛', phone: '13500135018' } })]
    await h.carry()
    expect(smtp.sent).toEqual([])
    await promised(one.id, MINUTE)
    await h.carry()
    h.w.travel(HOUR)
    await sweepPromises(h.database.db, h.w.composed.doors.perform, h.w.now)
    await h.carry()
    expect(smtp.sent.map((m) => m.subject)).toContainEqual(expect.stringMatching(`${one.number}.*承诺到时间没有兑现`))
    expect((await mine()).filter((m) => m.state === 'gathered')).toHaveLength(3)
    h.at('18:00')
    smtp.sent.length = 0
    const sweep = () => sweepDigests(h.database.db, h.w.composed.doors.perform, h.w.now, 'https://care.example.com')
    // Another node is at the first of them already: what is left is not sent as a digest of its own.
    await onDatabase(h.w, async (other) => {
      await other.query('begin')
      await other.query('set local role wenguo_system')
      await other.query("select from channel.message where person_id = $1 and state = 'gathered' order by id limit 1 for update", [clerk.id])
      const sweeps = [sweep(), sweep(), sweep()]
      await sleep(300)
      await other.query('commit')
      await Promise.all(sweeps)
    })
    await h.carry()
    const digests = smtp.sent.filter((m) => m.subject === '3 条通知')
    expect(digests).toHaveLength(1)
    expect(digests[0]?.text).toContain(one.number)
    expect(digests[0]?.text).toContain(two.number)
    await sweep()
    await h.carry()
    expect((await mine()).filter((m) => m.kind === 'digest')).toHaveLength(1)
    await asked({ customer: { name: '壬', phone: '13500135019' } })
    await h.carry()
    await got(choose(clerk))
    await sweep()
    await h.carry()
    expect(smtp.sent.map((m) => m.subject)).toContain('1 条通知')
  })

  test('hears outside of a confidential case only that there is one, and only who may see it', async () => {
    await got(choose(clerk))
    const c = await register(h.w, manager, { customer: { name: '癸', phone: '13500135020' } })
    await promised(c.id, HOUR)
    await h.query('update complaint.complaint set confidential = true where id = $1', [c.id])
    await h.carry()
    expect((await mine()).filter((m) => m.complaintId === c.id)).toEqual([])
    const officer = await h.w.person('专员', 'HQ', 'complaintOfficer')
    await got(officer.post(`/complaints/${c.id}/promises`, { text: '再回电', dueAt: new Date(h.w.now().getTime() + HOUR).toISOString(), ownerId: (await got(h.w.admin.get('/session'))).person.id }), 201)
    await h.carry()
    const [told] = (await h.list()).filter((m) => m.complaintId === c.id)
    expect(told).toMatchObject({ person: { name: '管理员' }, text: '有一件保密投诉需要您看一下，请登录后查看。' })
    expect(JSON.stringify(smtp.sent)).not.toContain(c.number)
  })

  test('is set up by who looks after people, and by nobody else', async () => {
    expect(await refused(manager.put(`/people/${clerk.id}/addresses`, { medium: 'dingtalk', address: 'x' }))).toBe('403 identity/not-allowed')
    await got(h.w.admin.put(`/people/${clerk.id}/addresses`, { medium: 'dingtalk', address: '李😀' }))
    expect((await got(h.w.admin.get(`/people/${clerk.id}/addresses`))).items).toEqual([{ medium: 'dingtalk', address: '李😀' }])
    const stranger = await h.w.otherOrganization()
    expect(await refused(stranger.put(`/people/${clerk.id}/addresses`, { medium: 'dingtalk', address: 'x' }))).toBe('404 kernel/not-found')
    expect((await got(stranger.get(`/people/${clerk.id}/addresses`))).items).toEqual([])
    await got(h.w.admin.put(`/people/${clerk.id}/addresses`, { medium: 'dingtalk', address: '' }))
  })
})

/** What a browser does with a message, by the text of RFC 8291 and RFC 8188 alone. */
const opened = (body: Buffer, browser: ReturnType<typeof createECDH>, auth: Buffer) => {
  const [salt, idLength] = [body.subarray(0, 16), body.readUInt8(20)]
  const server = body.subarray(21, 21 + idLength)
  const hmac = (key: Buffer, data: Buffer) => createHmac('sha256', key).update(data).digest()
  const secret = hmac(hmac(auth, browser.computeSecret(server)), Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), server, Buffer.from([1])]))
  const derive = (info: string, length: number) => Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(info), length))
  const sealed = body.subarray(21 + idLength)
  const decipher = createDecipheriv('aes-128-gcm', derive('Content-Encoding: aes128gcm\0', 16), derive('Content-Encoding: nonce\0', 12)).setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString())
}

/** Whose key signed it, and for whom (RFC 8292). */
const signedBy = (authorization: string) => {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } })
  return { good: verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')), key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; sub: string; exp: number } }
}

describe('a browser', () => {
  const browserOf = (path: string) => {
    const browser = createECDH('prime256v1')
    const p256dh = browser.generateKeys().toString('base64url')
    const auth = randomBytes(16)
    return { browser, auth, device: { endpoint: `http://127.0.0.1:${h.receiver.port}/${path}`, p256dh, auth: auth.toString('base64url'), name: '手机' } }
  }

  test('is woken with a message that it alone can read, signed by this installation; one that is gone is forgotten', async () => {
    const { browser, auth, device } = browserOf('push-1')
    await got(choose(clerk, { choices: { work: ['push'] } }))
    expect(await refused(clerk.post('/me/notices/devices', { ...device, auth: 'short' }))).toBe('422 channel/device-unusable')
    const mineNow = await got(clerk.post('/me/notices/devices', device), 201)
    expect(mineNow.devices).toMatchObject([{ name: '手机', reachedAt: null }])
    h.receiver.next(answering(201))
    const c = await asked({ customer: { name: '子', phone: '13500135021' } })
    await h.carry()
    const [push] = h.receiver.received
    expect(push).toMatchObject({ method: 'POST', path: '/push-1', headers: { 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'normal' } })
    expect(opened(push?.bytes ?? Buffer.alloc(0), browser, auth)).toMatchObject({ title: '投诉待办', text: expect.stringContaining(c.number), url: `https://care.example.com/complaints/${c.id}` })
    const signed = signedBy(String(push?.headers.authorization))
    expect(signed).toMatchObject({ good: true, key: mineNow.pushKey, claims: { aud: `http://127.0.0.1:${h.receiver.port}` } })
    expect((await got(clerk.get('/me/notices'))).devices).toMatchObject([{ reachedAt: expect.any(String) }])
    h.receiver.next(answering(410))
    await asked({ customer: { name: '丑', phone: '13500135022' } })
    await h.carry()
    expect((await got(clerk.get('/me/notices'))).devices).toEqual([])
    expect((await mine()).find((m) => m.state === 'dead' && m.medium === 'push')).toMatchObject({ problem: 'gone', attempts: 1 })
  })

  test('with a key that is none is forgotten with the first message', async () => {
    const { device } = browserOf('push-3')
    await got(choose(clerk, { choices: { work: ['push'] } }))
    await got(clerk.post('/me/notices/devices', { ...device, p256dh: Buffer.alloc(65, 4).toString('base64url') }), 201)
    await asked({ customer: { name: '寅', phone: '13500135023' } })
    await h.carry()
    expect(h.receiver.received).toEqual([])
    expect((await got(clerk.get('/me/notices'))).devices).toEqual([])
  })

  test('belongs to who signed in there last, also of another house; removed, it hears nothing', async () => {
    const { device } = browserOf('push-2')
    await got(clerk.post('/me/notices/devices', device), 201)
    const stranger = await h.w.otherOrganization()
    const again = browserOf('push-4').device
    const theirs = await got(stranger.post('/me/notices/devices', device), 201)
    expect((await got(clerk.get('/me/notices'))).devices).toEqual([])
    expect((await Promise.all([again, again, again].map((one) => stranger.post('/me/notices/devices', one)))).map((a) => a.status)).toEqual([201, 201, 201])
    expect(await refused(clerk.post(`/me/notices/devices/${theirs.devices[0].id}/remove`))).toBe('404 kernel/not-found')
    expect((await got(stranger.post(`/me/notices/devices/${theirs.devices[0].id}/remove`))).devices).toHaveLength(1)
    await got(choose(clerk))
  })
})

