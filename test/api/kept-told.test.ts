import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectOnce } from '#modules/integration/collect.ts'
import type { Client } from '#test/app.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { got, investigated, onDatabase, propose, refused } from '#test/steps.ts'
import { PNG, type Registered, register, upload } from '#test/story.ts'

type Person = Client & { id: string }
let h: Messages
let smtp: Awaited<ReturnType<typeof openSmtp>>
let officer: Person
let manager: Person
let clerk: Person
let phones = 0
const HOUR = 3_600_000
const somebody = (name: string) => ({ name, phone: `1372345${String(1000 + phones++)}` })

beforeAll(async () => {
  smtp = await openSmtp()
  h = await openMessages({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}` })
  officer = await h.w.person('投诉专员', 'HQ', 'complaintOfficer')
  manager = await h.w.person('陈店长', 'S01', 'shopManager')
  clerk = await h.w.person('小李', 'S01', 'clerk')
}, 120_000)
afterAll(async () => {
  await h.close()
  await smtp.close()
})

const look = (who: Client, c: { id: string }, reason = '核对来信') => who.post(`/complaints/${c.id}/complainant`, { reason })
const protect = (c: { id: string }, who: Client = clerk) => got(who.post(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '怕被报复' }))
const caseOf = (who: Client, c: { id: string }) => got<any>(who.get(`/complaints/${c.id}`))
const asMachinery = (statement: string, values: unknown[]) => onDatabase(h.w, async (db) => {
  await db.query('set role wenguo_system')
  return (await db.query(statement, values)).rows
})

describe('the scans of a letter', () => {
  const letter = async (identity: string) => {
    const scan = (await upload(clerk, '来信第一页.png', PNG)).json().id as string
    return { scan, c: await register(h.w, clerk, { channel: 'letter', customer: somebody('写信氏'), identity, fileIds: [scan], points: [{ text: '戒指开裂，来信要求退款' }] }) }
  }
  const opened = async (who: Client, file: string) => (await who.get(`/files/${file}`)).status

  test('of who is protected are seen after a look by who may know, while it lasts; others see that there are some, and what was read', async () => {
    const { scan, c } = await letter('protected')
    for (const who of [clerk, manager, officer]) {
      expect([await opened(who, scan), (await caseOf(who, c)).files, (await caseOf(who, c)).filesKept]).toEqual([404, [], 1])
      expect((await caseOf(who, c)).points[0].text).toBe('戒指开裂，来信要求退款')
    }
    for (const who of [clerk, manager]) expect(await refused(look(who, c))).toBe('403 complaint/identity-kept')
    await got(look(officer, c))
    const seen = await caseOf(officer, c)
    expect([await opened(officer, scan), seen.files.map((f: any) => f.id), seen.filesKept]).toEqual([200, [scan], 0])
    expect(seen.timeline.filter((e: any) => e.name === 'complaint.complainantShown').map((e: any) => e.reason)).toEqual(['核对来信'])
    // A look opens nothing to anybody else, and ends.
    expect([await opened(clerk, scan), await opened(h.w.admin, scan)]).toEqual([404, 404])
    await asMachinery(`update complaint.look set until = now() - interval '1 second' where complaint_id = $1`, [c.id])
    expect([await opened(officer, scan), (await caseOf(officer, c)).filesKept]).toEqual([404, 1])
  })

  test('of who is anonymous are seen at once by who may know, since there is nobody to look up, and by nobody else', async () => {
    const scan = (await upload(clerk, '匿名信.png', PNG)).json().id as string
    const c = await register(h.w, clerk, { channel: 'letter', customer: null, identity: 'anonymous', fileIds: [scan], points: [{ text: '匿名来信反映店员态度' }] })
    expect(await refused(look(officer, c))).toBe('409 complaint/is-anonymous')
    expect([await opened(officer, scan), (await caseOf(officer, c)).filesKept]).toEqual([200, 0])
    for (const who of [clerk, manager]) expect([await opened(who, scan), (await caseOf(who, c)).filesKept]).toEqual([404, 1])
  })

  test('of one case are not opened by a look at another', async () => {
    const [one, other] = [await letter('protected'), await letter('protected')]
    await got(look(officer, one.c))
    expect([await opened(officer, one.scan), await opened(officer, other.scan)]).toEqual([200, 404])
  })

  test('go out of sight when protection is asked for later, and come back when it is lifted', async () => {
    const { scan, c } = await letter('open')
    expect(await opened(clerk, scan)).toBe(200)
    await protect(c)
    expect([await opened(clerk, scan), (await caseOf(clerk, c)).filesKept]).toEqual([404, 1])
    await got(h.w.visitor.post(`/portal/complaints/${c.number}/identity`, { identity: 'open' }, { 'x-case-code': c.portalCode }))
    expect([await opened(clerk, scan), (await caseOf(clerk, c)).filesKept]).toEqual([200, 0])
  })

  test('by a rule are for the owner too, after a look, and only while the rule says so', async () => {
    const { scan, c } = await letter('protected')
    await got(h.w.admin.put('/identity-rule', { ownerSees: true }))
    expect(await opened(clerk, scan)).toBe(404)
    await got(look(clerk, c))
    expect(await opened(clerk, scan)).toBe(200)
    await got(h.w.admin.put('/identity-rule', { ownerSees: false }))
    expect(await opened(clerk, scan)).toBe(404)
  })
})

describe('other programs', () => {
  test('are told no record of a customer who is protected, at once or later, by webhook or list of changes', async () => {
    const hook = await got(h.w.admin.post('/webhooks', { url: h.receiver.url, events: ['complaint.registered'], unitId: null }), 201)
    const known = async (c: Registered) => (await caseOf(officer, c)).customer.id as string
    const [open, later] = [await register(h.w, clerk, { customer: somebody('公开氏') }), await register(h.w, clerk, { customer: somebody('后改氏') })]
    const [openId, laterId] = [await known(open), await known(later)]
    const bodies = async () => (await asMachinery('select body from integration.delivery where webhook_id = $1', [hook.id])).map((r: any) => JSON.parse(r.body))
    const collected = (n: number) => expect.poll(async () => { await collectOnce(h.database.db, h.w.now); return (await bodies()).length }, { timeout: 20_000 }).toBe(n)
    await collected(2)
    const factsOf = async (c: Registered) => (await bodies()).find((b) => b.data.complaint.id === c.id).data.facts
    expect(await factsOf(later)).toMatchObject({ customerId: laterId })
    await protect(later)
    expect(await factsOf(later)).not.toHaveProperty('customerId')
    expect(await factsOf(later)).toMatchObject({ number: later.number })
    expect(await factsOf(open)).toMatchObject({ customerId: openId })
    // What has arrived there already says it no more when it is told again.
    const [gone] = await asMachinery(`update integration.delivery set state = 'sent' where webhook_id = $1 and strpos(body, $2) > 0 returning id`, [hook.id, open.id]) as any[]
    await protect(open)
    expect(await factsOf(open)).not.toHaveProperty('customerId')
    await got(h.w.admin.post(`/webhooks/${hook.id}/deliveries/${gone.id}/replay`))
    expect(JSON.stringify(await bodies())).not.toContain(openId)
    const hidden = await register(h.w, clerk, { customer: somebody('隐名氏'), identity: 'protected' })
    await collected(3)
    expect(await factsOf(hidden)).not.toHaveProperty('customerId')
    for (const who of [clerk, officer]) {
      await expect.poll(async () => JSON.stringify(await got(who.get('/complaints/changes?limit=500'))).includes(hidden.id), { timeout: 20_000 }).toBe(true)
      const { items } = await got<any>(who.get('/complaints/changes?limit=500'))
      expect(JSON.stringify(items.filter((i: any) => [later.id, hidden.id].includes(i.data.complaint?.id)))).not.toContain('customerId')
      expect(JSON.stringify(items)).not.toContain(laterId)
    }
    await h.w.admin.post(`/webhooks/${hook.id}/remove`)
  })
})

describe('a delivery that is made while protection is asked for', () => {
  test('names no record either', async () => {
    const hook = await got(h.w.admin.post('/webhooks', { url: h.receiver.url, events: ['complaint.registered'], unitId: null }), 201)
    const c = await register(h.w, clerk, { customer: somebody('同时氏') })
    const customer = (await caseOf(officer, c)).customer.id as string
    let asked: Promise<unknown> = Promise.resolve()
    let done = false
    await onDatabase(h.w, async (db) => {
      await db.query('begin')
      await db.query('set local role wenguo_system')
      await db.query('select pg_advisory_xact_lock(716290014)')
      await db.query(`insert into integration.delivery (organization_id, id, webhook_id, event_id, event_name, body, state, attempts, next_at, made_at) select organization_id, gen_random_uuid(), id, gen_random_uuid(), 'complaint.registered', $2, 'waiting', 0, now() + interval '1 day', now() from integration.webhook where id = $1`,
        [hook.id, JSON.stringify({ data: { complaint: { id: c.id }, facts: { complaintId: c.id, customerId: customer } } })])
      asked = protect(c).then(() => { done = true })
      await new Promise((later) => { setTimeout(later, 500) })
      expect(done).toBe(false)
      await db.query('commit')
    })
    await asked
    expect(JSON.stringify(await asMachinery('select body from integration.delivery where webhook_id = $1', [hook.id]))).not.toContain(customer)
    await h.w.admin.post(`/webhooks/${hook.id}/remove`)
  })
})

describe('whoever else has a lot that is held', () => {
  const held = async (lot: string) => got<any>(officer.post('/hold-orders', { kind: 'lot', lot, reason: '爪位砂眼', unitIds: [await h.w.unitId('S01')], confirmBy: new Date(h.w.now().getTime() + 4 * HOUR).toISOString() }), 201)
  const added = (hold: { id: string }, c: { id: string }) => got<any>(officer.post(`/hold-orders/${hold.id}/recipients`, { complaintIds: [c.id] }), 201)
  const listed = async (who: Client, hold: { id: string }) => (await got<any>(who.get(`/hold-orders/${hold.id}/recipients`))).items

  test('stands there without name and number from when they ask for it, also by who sees no order, and is not added again', async () => {
    const who = somebody('批次氏')
    const c = await register(h.w, clerk, { customer: who, product: { name: '六爪钻戒', lot: 'K-1' } })
    const hold = await held('K-1')
    await added(hold, c)
    expect((await listed(clerk, hold))[0]).toMatchObject(who)
    await got(h.w.visitor.post(`/portal/complaints/${c.number}/identity`, { identity: 'protected' }, { 'x-case-code': c.portalCode }))
    for (const one of [clerk, manager, officer]) {
      const [row] = await listed(one, hold)
      expect(row).toMatchObject({ name: '顾客（身份保密）', phone: null, complaint: { id: c.id } })
      expect((await got<any>(one.get(`/hold-orders/${hold.id}/recipients?q=${who.phone}`))).items).toEqual([])
    }
    expect(JSON.stringify(await asMachinery('select * from containment.recipient where hold_id = $1', [hold.id]))).not.toMatch(new RegExp(`${who.phone}|${who.name}`))
    expect(await added(hold, c)).toMatchObject({ added: 0 })
    await got(h.w.visitor.post(`/portal/complaints/${c.number}/identity`, { identity: 'open' }, { 'x-case-code': c.portalCode }))
    expect((await listed(clerk, hold))[0]).toMatchObject(who)
    expect(await added(hold, c)).toMatchObject({ added: 0 })
    // Known by their number again, as from a table of deliveries.
    expect(await got<any>(officer.post(`/hold-orders/${hold.id}/recipients`, { people: [{ name: who.name, phone: who.phone, order: null }] }), 201)).toMatchObject({ added: 0 })
  })

  test('of a confidential case is named to nobody who does not see the case', async () => {
    const c = await register(h.w, officer, { customer: somebody('机密氏'), confidential: true, product: { name: '六爪钻戒', lot: 'K-2' } })
    const hold = await held('K-2')
    await added(hold, c)
    const seen = async (who: Client) => (await listed(who, hold)).length
    expect([await seen(officer), await seen(manager), (await manager.get(`/complaints/${c.id}`)).status]).toEqual([1, 0, 404])
  })
})

describe('a letter of claim', () => {
  const share = (supplierId: string, grounds: string) => [{ party: 'ours', outsiderId: null, share: 5_000, grounds: '是' }, { party: 'supplier', outsiderId: supplierId, share: 5_000, grounds }]
  const agreed = async (who: ReturnType<typeof somebody>) => {
    const c = await investigated(h.w, clerk, { customer: who })
    const made = await got(propose(clerk, c, 10_000), 201)
    await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
    await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    return c
  }

  test('names nobody who is protected: not in the grounds, not in the reason, not when it was written before', async () => {
    const supplier = await got<any>(manager.post('/outsiders', { kind: 'supplier', name: '远大铸造' }), 201)
    const who = somebody('追偿氏')
    const c = await agreed(who)
    const divide = (shares: unknown, basedOn: string | null = null) => clerk.post<any>(`/complaints/${c.id}/liability`, { basedOn, shares, reason: null })
    // Known to everybody who sees the case: it may be said.
    const first = await got(divide(share(supplier.id, `${who.name}的戒指爪位砂眼`)))
    const claimOf = (shareId: string, more: Record<string, unknown> = {}) => manager.post<any>(`/complaints/${c.id}/charge-backs`, { shareId, amountFen: 1_000, reason: '先追一部分', ...more })
    const theirs = (it: any) => it.current.shares.find((s: any) => s.outsider).id as string
    const sent = await got(claimOf(theirs(first)), 201)
    await protect(c)
    const letter = await manager.get<any>(`/charge-backs/${sent.id}/letter`)
    expect([letter.status, letter.body.type]).toEqual([422, expect.stringContaining('liability/grounds-tell-who')])
    expect(await refused(claimOf(theirs(first)))).toBe('422 liability/grounds-tell-who')
    for (const grounds of [`经查${who.name}的戒指`, `电话 ${who.phone.slice(0, 3)}-${who.phone.slice(3, 7)} ${who.phone.slice(7)} 的顾客`]) {
      const { status, body } = await divide(share(supplier.id, grounds), first.current.id)
      expect([status, body.type, body.errors[0].pointer]).toEqual([422, expect.stringContaining('liability/grounds-tell-who'), '#/shares/1/grounds'])
    }
    const anew = await got(divide(share(supplier.id, '爪位砂眼，检验报告二'), first.current.id))
    expect((await claimOf(theirs(anew), { reason: `${who.name}等着用` })).body.errors[0].pointer).toBe('#/reason')
    const clean = await got(claimOf(theirs(anew)), 201)
    expect((await manager.get(`/charge-backs/${clean.id}/letter`)).status).toBe(200)
  })
})

describe('a questionnaire', () => {
  test('to who is protected goes to the address that was typed, which nobody is shown who may not know', async () => {
    const c = await register(h.w, clerk, { customer: somebody('问卷氏'), identity: 'protected' })
    const template = (await got(clerk.get('/questionnaires'))).items.find((one: any) => one.title['zh-CN'] === '处理结果满意度').id
    const { sent } = await got<any>(officer.post(`/complaints/${c.id}/questionnaires`, { templateId: template, to: 'customer', email: 'secret-wish@example.com', locale: 'zh-CN', way: 'mail', days: 7 }), 201)
    for (const who of [clerk, manager, officer]) {
      expect(await got<any>(who.get(`/sent-questionnaires/${sent.id}`))).toMatchObject({ email: null, emailKept: true })
      for (const path of [`/complaints/${c.id}/questionnaires`, `/complaints/${c.id}/questionnaires/reach`, `/complaints/${c.id}`, `/complaints/${c.id}/told`]) expect(JSON.stringify((await who.get(path)).body)).not.toContain('secret-wish')
    }
    await h.carry()
    expect(smtp.sent.some((mail) => mail.raw.includes('secret-wish@example.com'))).toBe(true)
    await got(look(officer, c))
    expect(await got<any>(officer.get(`/sent-questionnaires/${sent.id}`))).toMatchObject({ email: 'secret-wish@example.com', emailKept: false })
    expect(await got<any>(clerk.get(`/sent-questionnaires/${sent.id}`))).toMatchObject({ email: null })
  })
})
