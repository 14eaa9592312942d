import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshCase } from '#test/approvals.ts'
import type { Client } from '#test/app.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { answering } from '#test/receiver.ts'
import { got, propose, refused } from '#test/steps.ts'
import type { Registered } from '#test/story.ts'

type Person = Client & { id: string }
const HOUR = 3_600_000
let h: Messages
let smtp: Awaited<ReturnType<typeof openSmtp>>
let clerk: Person
let manager: Person
let second: Person
let director: Person
let general: Person
const emailOf = new Map<string, string>()
beforeAll(async () => {
  smtp = await openSmtp()
  h = await openMessages({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  clerk = await h.w.person('小李', 'S01', 'clerk')
  manager = await h.w.person('陈店长', 'S01', 'shopManager')
  second = await h.w.person('副店长', 'S01', 'shopManager')
  director = await h.w.person('客服经理', 'HQ', 'serviceManager')
  general = await h.w.person('总经理', 'GMO', 'generalManager')
  for (const one of (await got<any>(h.w.admin.get('/people'))).items) emailOf.set(one.id, one.email)
  for (const who of [manager, second, general]) await got(who.put('/me/notices', { choices: { work: ['mail'] }, quiet: null, digest: 'off', digestAt: '08:30', timeZone: null }))
})
afterAll(async () => {
  await h.close()
  await smtp.close()
})
beforeEach(async () => {
  await h.carry()
  smtp.sent.length = 0
})

const linkTo = (who: Person): string => {
  const mails = smtp.sent.filter((mail) => mail.raw.includes(`To: ${emailOf.get(who.id)}`)).map((mail) => /https:\/\/care\.example\.com\/portal\?approve=([\w-]+)&lang=zh-CN/.exec(mail.text)?.[1] ?? '')
  return mails.findLast((code) => code !== '') ?? ''
}
const waiting = async (fen = 50_000): Promise<{ c: Registered; p: any; code: string; other: string }> => {
  const c = await freshCase(h.w, clerk)
  const p = await got<any>(propose(clerk, c, fen), 201)
  await h.carry()
  return { c, p, code: linkTo(manager), other: linkTo(second) }
}
const look = (code: string) => h.w.visitor.get<any>('/portal/approval', { 'x-approval-code': code })
const decide = (code: string, verdict = 'approve', comment = '', key = '') => h.w.visitor.post<any>('/portal/approval', { verdict, comment, locale: 'zh-CN' }, { 'x-approval-code': code, ...(key && { 'idempotency-key': key }) })
const remedyOf = async (c: Registered) => (await got<any>(h.w.admin.get(`/complaints/${c.id}`))).remedies.at(-1)

test('says what is approved, to the person it was sent to, and names no customer; looking decides nothing', async () => {
  const { c, p, code } = await waiting()
  expect(code).toMatch(/^[\w-]{20,}$/)
  for (let i = 0; i < 3; i++) await got(look(code))
  const shown = await got(look(code))
  expect(shown).toMatchObject({ state: 'open', person: '陈店长', number: c.number, proposedBy: '小李', totalFen: 50_000, items: [{ kind: 'refund', label: '退款', amountFen: 50_000 }], reason: '合理', about: ['戒指戴了三天就掉钻'], whyNot: null })
  expect(JSON.stringify(shown)).not.toMatch(/新顾客|1370001/)
  expect((await remedyOf(c)).state).toBe('awaitingApproval')
  expect(p.state).toBe('awaitingApproval')
})

test('approves once, as that person, signed in or not', async () => {
  const { c, code, other } = await waiting()
  expect(other).not.toBe(code)
  expect(await got(decide(code, 'approve', '照办'))).toMatchObject({ state: 'used', usedFor: 'approved' })
  expect((await remedyOf(c)).approvals).toMatchObject([{ by: { id: manager.id }, verdict: 'approved', comment: '照办', via: 'link', asDeputyOf: null }])
  expect(await refused(decide(code))).toBe('409 authority/link-used')
  expect(await got(look(code))).toMatchObject({ state: 'used' })
  // What the other was sent is over with it.
  expect(await refused(look(other))).toBe('404 authority/link-over')
  expect(await refused(decide(other))).toBe('404 authority/link-over')
})

test('sends back with a comment, and not without', async () => {
  const { c, code } = await waiting()
  expect(await refused(decide(code, 'return'))).toMatch(/^422 /)
  expect(await got(decide(code, 'return', '金额再想想'))).toMatchObject({ state: 'used', usedFor: 'returned' })
  expect(await remedyOf(c)).toMatchObject({ state: 'returned', approvals: [{ verdict: 'returned', comment: '金额再想想', via: 'link' }] })
})

test('used twice at once it decides once; the same request sent again is answered again', async () => {
  for (let round = 0; round < 3; round++) {
    const { c, code } = await waiting()
    const answers = await Promise.all([refused(decide(code)), refused(decide(code, 'return', '不行'))])
    expect(answers.filter((line) => line.startsWith('200'))).toHaveLength(1)
    expect(answers.filter((line) => /^(409 authority\/link-used|404 authority\/link-over|409 remedy\/not-awaiting-approval)$/.test(line))).toHaveLength(1)
    expect((await remedyOf(c)).approvals).toHaveLength(1)
  }
  const { code } = await waiting()
  const first = await got(decide(code, 'approve', '', 'the-same'))
  const again = await decide(code, 'approve', '', 'the-same')
  expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([200, 'true', first])
})

test('two people by two links at once, of whom one is enough: one yes', async () => {
  const { c, code, other } = await waiting()
  const answers = await Promise.all([refused(decide(code)), refused(decide(other))])
  expect(answers.filter((line) => line.startsWith('200'))).toHaveLength(1)
  expect((await remedyOf(c)).approvals).toHaveLength(1)
})

test('is over when the proposal changes, past its time, and for who may not decide any more', async () => {
  const { c, p, code } = await waiting()
  await got(clerk.post(`/remedies/${p.id}/withdraw`, { version: p.version, reason: '改金额' }))
  expect(await refused(decide(code))).toBe('404 authority/link-over')
  await got(propose(clerk, c, 60_000), 201)
  await h.carry()
  expect(linkTo(manager)).not.toBe(code)
  expect(await got(look(linkTo(manager)))).toMatchObject({ totalFen: 60_000 })
  const old = await waiting()
  h.w.travel(73 * HOUR)
  expect(await refused(decide(old.code))).toBe('404 authority/link-over')
  expect((await remedyOf(old.c)).state).toBe('awaitingApproval')
})

test('the secret lies in the message alone, and there only until it is out; of a confidential case there is none', async () => {
  const { code } = await waiting()
  const rows = await h.query<{ said: unknown }>('select said from channel.message')
  expect(JSON.stringify(rows)).not.toContain(code)
  expect(JSON.stringify(await h.query('select * from authority.link'))).not.toContain(code)
  const c = await freshCase(h.w, director, { confidential: true })
  await got(propose(director, c, 1_100_000), 201)
  await h.carry()
  const mails = smtp.sent.filter((mail) => mail.raw.includes(`To: ${emailOf.get(general.id)}`))
  expect(mails).toHaveLength(1)
  expect(mails[0]?.text).not.toContain('approve=')
  expect(mails[0]?.text).toContain(`https://care.example.com/complaints/${c.id}`)
})

test('an application of the workplace gets a card with the same link', async () => {
  const id = await h.create('wecomApp', { settings: { corpId: 'ww1', agentId: '1' }, secrets: { corpSecret: 's' } })
  await got(manager.put('/me/notices/address', { medium: 'wecom', address: 'chen' }))
  await got(manager.put('/me/notices', { choices: { work: ['wecom'] }, quiet: null, digest: 'off', digestAt: '08:30', timeZone: null }))
  h.receiver.next(answering(200, '{"errcode":0,"access_token":"t","expires_in":7200}'))
  const c = await freshCase(h.w, clerk)
  await got(propose(clerk, c, 50_000), 201)
  await h.carry()
  const card = h.receiver.received.map((one) => { try { return JSON.parse(one.body) } catch { return {} } }).find((body) => body.textcard)
  const token = /approve=([\w-]+)/.exec(card?.textcard.url ?? '')?.[1] ?? ''
  expect(await got(decide(token))).toMatchObject({ state: 'used' })
  expect((await remedyOf(c)).state).toBe('approved')
  await got(h.w.admin.post(`/channels/${id}/remove`))
})

test('a guess is refused slowly with the same words, and many are refused altogether', async () => {
  expect(await refused(look('x'.repeat(43)))).toBe('404 authority/link-over')
  expect(await refused(look(''))).toBe('404 authority/link-over')
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => refused(decide(`guess-${i}-${'y'.repeat(40)}`))))
  expect(answers.some((line) => line.startsWith('429'))).toBe(true)
}, 30_000)
