import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { honestly } from '#test/puzzle.ts'
import { got, investigated, onDatabase, propose, refused } from '#test/steps.ts'
import { PNG, type Registered, aComplaint, register, upload } from '#test/story.ts'

type Person = Client & { id: string }
let w: World
let gm: Person
let officer: Person
let manager: Person
let clerk: Person
let organization: string
let phones = 0
const phone = () => `1371234${String(1000 + phones++)}`
const HOUR = 3_600_000

beforeAll(async () => {
  w = await openWorld({}, { puzzleBase: 20 })
  gm = await w.person('赵总', 'GMO', 'generalManager')
  officer = await w.person('投诉专员', 'HQ', 'complaintOfficer')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  clerk = await w.person('小李', 'S01', 'clerk')
  organization = (await got(gm.get('/session'))).organization.id
})
afterAll(() => w.close())

const name = (who: Client, c: { id: string }, ids: readonly string[]) => got(who.post(`/complaints/${c.id}/accused`, { personIds: ids, reason: '投诉的就是他本人' }))
const all = async (who: Client, path: string) => JSON.stringify((await got(who.get(path))).items)

/** Every row of every table that says one of these, read as the serving role for a person without sight of identities. */
const tablesSaying = (who: Person, above: readonly string[], said: readonly string[]) => onDatabase(w, async (db) => {
  const { rows: tables } = await db.query<{ name: string }>(`select format('%I.%I', nspname, relname) as name from pg_class k join pg_namespace n on n.oid = relnamespace
    where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and has_table_privilege('wenguo_app', k.oid, 'select') order by 1`)
  await db.query('set role wenguo_app')
  for (const [key, value] of Object.entries({ organization, units: '*', confidential: '1', person: who.id, above: above.join(',') })) await db.query('select set_config($1, $2, false)', [`app.${key}`, value])
  const found: string[] = []
  for (const { name: table } of tables) if ((await db.query(`select from ${table} t where exists (select from unnest($1::text[]) as one where strpos(t::text, one) > 0)`, [said])).rowCount) found.push(table)
  return found
})

const missedCall = async (from: string) => {
  const line = '01062213388'
  await w.admin.post('/call-back-lines', { number: line, unitId: await w.unitId('S01') })
  const { items: [told] } = await got(w.admin.post('/missed-calls', { items: [{ callId: crypto.randomUUID(), kind: 'missed', at: w.now().toISOString(), from, to: line }] }), 201)
  return told.taskId as string
}

describe('what a complaint about a manager came from', () => {
  test('a missed call, a meeting and a letter are kept from them like the case', async () => {
    const from = phone()
    const task = await missedCall(from)
    expect(await all(manager, '/call-backs')).toContain(task)
    const c = await got<Registered>(gm.post(`/call-backs/${task}/complaint`, { version: 1, complaint: await aComplaint(w, { customer: { name: '贺女士', phone: from }, accusedIds: [manager.id] }) }), 201)
    expect(await all(gm, '/call-backs')).toContain(c.id)
    for (const who of [manager, clerk]) {
      expect(await all(who, '/call-backs')).not.toContain(task)
      expect(await refused(who.get(`/call-backs/${task}`))).toBe('404 kernel/not-found')
    }
    expect(await tablesSaying(manager, [manager.id], [c.id, c.number, from, '贺女士'])).toEqual([])
  })

  test('so is the customer of whom there is nothing else, until they come with something else', async () => {
    const who = { name: '只投诉过店长氏', phone: phone() }
    const c = await register(w, gm, { customer: who, accusedIds: [manager.id] })
    const known = (await got(gm.get(`/complaints/${c.id}`))).customer.id
    for (const one of [manager, clerk]) {
      for (const path of ['/customers?limit=200', `/customers?q=${encodeURIComponent(who.name)}`, `/customers?q=${who.phone}`, `/search?q=${who.phone}`]) expect(JSON.stringify((await one.get(path)).body)).not.toContain(known)
      expect(await refused(one.get(`/customers/${known}`))).toBe('404 kernel/not-found')
      expect(JSON.stringify((await one.get(`/customers/recognise?phone=${who.phone}`)).body)).not.toContain(who.name)
    }
    expect(JSON.stringify((await gm.get(`/customers?q=${who.phone}`)).body)).toContain(known)
    const later = await register(w, clerk, { customer: who })
    expect((await got(clerk.get(`/complaints/${later.id}`))).customer.id).toBe(known)
    const record = JSON.stringify(await got(manager.get(`/customers/${known}`)))
    expect([record.includes(later.number), record.includes(c.number)]).toEqual([true, false])
  })

  test('a meeting is received by nobody it is about', async () => {
    const today = w.now().toISOString().slice(0, 10)
    for (const [hostId, weekday] of [[manager.id, 3], [officer.id, 4]] as const) await got(manager.post('/meeting-openings', { unitId: await w.unitId('S01'), hostId, place: '会客室', weekday, from: today, until: null, begins: '14:00', ends: '16:00', minutes: 30, capacity: 2 }), 201)
    const slots: { openingId: string; startsAt: string }[] = (await got(w.visitor.get('/portal/meetings?place=S01'))).items
    const openings: { id: string; host: { id: string } }[] = (await got(w.admin.get('/meeting-openings'))).items
    const slotOf = (host: Person, n: number) => { const one = slots.filter((s) => openings.find((o) => o.id === s.openingId)?.host.id === host.id)[n]; return { openingId: one?.openingId, startsAt: one?.startsAt } }
    const c = await register(w, gm, { customer: { name: '见面氏', phone: phone() } })
    const guest = { name: '见面氏', phone: phone(), topic: '当面谈谈店长' }
    const code = { 'x-case-code': c.portalCode }
    await got(w.visitor.post(`/portal/complaints/${c.number}/meetings`, { ...slotOf(manager, 0), ...guest }, code), 201)
    expect(await all(manager, '/meetings')).toContain('当面谈谈店长')
    await name(gm, c, [manager.id])
    expect(await all(manager, '/meetings')).not.toContain('当面谈谈店长')
    expect(JSON.stringify((await gm.get('/notifications')).body) + JSON.stringify((await got(gm.get(`/complaints/${c.id}`))).owner)).toMatch(/接待人正是要回避的人|赵总/)
    expect(await refused(w.visitor.post(`/portal/complaints/${c.number}/meetings`, { ...slotOf(manager, 1), ...guest, phone: phone() }, code))).toBe('409 meeting/slot-gone')
    expect(await refused(gm.post('/meetings', { ...slotOf(manager, 1), ...guest, phone: phone(), complaintId: c.id }))).toBe('422 complaint/not-independent')
    expect((await gm.post('/meetings', { ...slotOf(officer, 0), ...guest, phone: phone(), complaintId: c.id })).status).toBe(201)
  })

  test('no counter of a card moves with it', async () => {
    const card = await got(manager.post('/comment-cards', { unitId: await w.unitId('S01'), title: '门口', counter: null, product: null, lot: null, campaign: null, greeting: null }), 201)
    const count = async () => (await got(manager.get('/comment-cards'))).items.find((k: { id: string }) => k.id === card.id).complaints
    await got(w.visitor.post('/portal/complaints', { place: null, card: card.code, name: '刷卡氏', phone: phone(), text: '店长骂人', wants: null, locale: 'zh-CN' }), 201)
    const { items: [c] } = await got(officer.get('/complaints?limit=1'))
    expect(await count()).toBe(1)
    await name(officer, c, [clerk.id])
    await name(officer, c, [manager.id])
    expect(await count()).toBe(0)
    await got(officer.post(`/complaints/${c.id}/accused/${manager.id}/remove`, { reason: '不是他' }))
    expect(await count()).toBe(0)
    await got(officer.post(`/complaints/${c.id}/accused/${clerk.id}/remove`, { reason: '也不是他' }))
    expect(await count()).toBe(1)
  })

  test('no group tells of it whose every case it is, and nobody leads a group with a case about them', async () => {
    const c = await register(w, gm, { accusedIds: [manager.id], customer: { name: '同因氏', phone: phone() } })
    const made = (lead: string | null) => gm.post('/groups', { name: '陈店长骂人的几件', cause: 'store', causeWords: '态度', lot: null, leadId: lead, complaintIds: [c.id] })
    expect(await refused(made(clerk.id))).toBe('422 complaint/not-independent')
    const group = await got(made(officer.id), 201)
    expect(await refused(gm.put(`/groups/${group.id}`, { version: group.version, name: 'x', cause: 'store', causeWords: 'x', lot: null, leadId: manager.id }))).toBe('422 complaint/not-independent')
    expect(await all(officer, '/groups')).toContain('陈店长骂人的几件')
    expect(await tablesSaying(manager, [manager.id], ['陈店长骂人的几件'])).toEqual([])
  })

  test('feedback that was one is kept from them from its first moment as a case', async () => {
    await got(w.visitor.post('/portal/feedback', { place: 'S01', kind: 'suggestion', text: '店长应该学学礼貌', praised: null, name: null, phone: null, locale: 'zh-CN' }), 201)
    const { items: [told] } = await got(clerk.get('/feedback?limit=1'))
    const path = `/feedback/${told.id}/complaint`
    expect(await refused(clerk.post(path, { version: told.version, name: '学礼貌氏', accusedIds: [organization] }))).toBe('422 complaint/person-unknown')
    const done = await got(clerk.post(path, { version: told.version, name: '学礼貌氏', phone: phone(), accusedIds: [manager.id] }), 201)
    expect(done.kept).toMatchObject({ handedOn: true, seen: false })
    for (const who of [manager, clerk]) {
      expect((await who.get(`/complaints/${done.complaintId}`)).status).toBe(404)
      expect((await who.get(`/feedback/${told.id}`)).status).toBe(404)
      expect(JSON.stringify((await who.get('/notifications')).body)).not.toContain(done.number)
    }
  })
})

describe('what was held', () => {
  const same = '一样的话说很多遍，直到要有人看过才登记'
  let n = 0
  const send = (more: Record<string, unknown>) => honestly(w.visitor, '/portal/complaints', { place: 'S01', name: '匿着氏', phone: '13700137001', text: same, wants: null, locale: 'zh-CN', ...more }, `198.18.7.${n++}`)

  test('is looked at with its files, and kept from whom it turns out to be about', async () => {
    for (let i = 0; i < 30; i++) await send({})
    const file = JSON.parse((await upload(w.visitor, '店长撕的小票.png', PNG, '/portal/files?place=S01')).body).id
    const { number } = (await send({ fileIds: [file] })).body
    const waiting = (await got(manager.get('/held?state=waiting'))).items.find((h: { number: string }) => h.number === number)
    expect(waiting.files).toEqual([{ id: file, name: '店长撕的小票.png', mediaType: 'image/png', bytes: PNG.length }])
    const path = `/held/${waiting.id}/files/${file}`
    expect((await manager.get(path)).status).toBe(200)
    const elsewhere = [await w.person('别店', 'S02', 'shopManager'), await w.otherOrganization()]
    for (const who of elsewhere) expect(await refused(who.get(path))).toBe('404 kernel/not-found')
    expect(await refused(clerk.get(path))).toBe('403 identity/not-allowed')
    expect(await refused(manager.get(`/held/${waiting.id}/files/${waiting.id}`))).toBe('404 kernel/not-found')
    await got(manager.post('/held/release', { ids: [waiting.id] }))
    expect(await refused(manager.get(path))).toBe('404 kernel/not-found')
    const released = (await got(manager.get('/held?state=released'))).items.find((h: { id: string }) => h.id === waiting.id)
    expect(released.files).toHaveLength(1)
    await name(officer, released.complaint, [manager.id])
    expect(await all(manager, '/held?state=released')).not.toContain(number)
    expect(await all(officer, '/held?state=released')).toContain(number)
  }, 60_000)
})

describe('who complains and wants to be known to few', () => {
  test('may ring, and is registered from the call by who answers; the number is told to nobody who may not know', async () => {
    const from = phone()
    const task = await missedCall(from)
    const c = await got<Registered>(clerk.post(`/call-backs/${task}/complaint`, { version: 1, complaint: await aComplaint(w, { customer: { name: '来电守口氏', phone: from }, identity: 'protected' }) }), 201)
    expect((await tablesSaying(clerk, [clerk.id], [from, '来电守口氏'])).filter((table) => table !== 'kernel.event_text')).toEqual([])
    expect(await all(clerk, '/call-backs')).not.toContain(c.id)
    expect(await all(officer, '/call-backs')).toContain(c.id)
  })

  test('may come from another program, about one’s own superior as well', async () => {
    for (const more of [{ identity: 'protected' }, { accusedIds: [manager.id] }]) {
      const { items: [candidate] } = await got(manager.post('/candidates', { items: [{ source: 'otherSystem', unitId: await w.unitId('S01'), text: '店长骂人' }] }), 201)
      expect((await clerk.post(`/candidates/${candidate.id}/register`, { complaint: await aComplaint(w, { customer: { name: '点评氏', phone: phone() }, ...more }) })).status).toBe(201)
      expect(await refused(clerk.get(`/candidates/${candidate.id}`))).toBe('404 kernel/not-found')
    }
  })

  const WHO = { name: '守口氏', phone: '13755550001' }
  const FOR = { name: '守口氏的妻子', phone: '13755550002', email: 'wife@example.com', relation: '妻子' }
  const ORIGIN = '藏身县隐秘镇九号'
  const letter = async (identity: string) => {
    const [signature, paper] = [(await upload(clerk, '签名.png', PNG)).json().id, (await upload(clerk, '授权书.png', PNG)).json().id] as string[]
    const c = await register(w, clerk, {
      channel: 'letter', customer: WHO, identity, fileIds: [signature], representative: { ...FOR, authority: { fileId: paper, scope: '全权', untilOn: null } },
      reception: { writtenFrom: ORIGIN, readBack: { text: '1. 戒指戴了三天就掉钻\n→ 全额退款', at: w.now().toISOString(), signatureId: signature } },
    })
    return { c, signature, paper }
  }

  test('is told by no representative, signature or origin of a letter', async () => {
    const { c, signature, paper } = await letter('protected')
    const shown = await got(clerk.get(`/complaints/${c.id}`))
    expect(shown.representative).toMatchObject({ name: '代理人（身份保密）', phone: null, email: null, relation: '妻子', file: null })
    expect(shown.reception).toMatchObject({ writtenFrom: null, readBack: { signature: null, stillSo: true } })
    for (const file of [signature, paper]) expect((await clerk.get(`/files/${file}`)).status).toBe(404)
    expect((await tablesSaying(clerk, [clerk.id], [FOR.name, FOR.phone, FOR.email, ORIGIN])).filter((table) => table !== 'kernel.event_text')).toEqual([])
    // Those who may know are told no more before a look.
    const before = await got(officer.get(`/complaints/${c.id}`))
    expect([before.representative.name, before.representative.file, before.filesKept]).toEqual(['代理人（身份保密）', null, 2])
    for (const file of [signature, paper]) expect((await officer.get(`/files/${file}`)).status).toBe(404)
    const { name, phone: number, email } = FOR
    expect((await got(officer.post(`/complaints/${c.id}/complainant`, { reason: '核对授权' }))).representative).toEqual({ name, phone: number, email })
    const full = await got(officer.get(`/complaints/${c.id}`))
    expect(full.representative).toMatchObject({ ...FOR, file: { id: paper } })
    expect(full.reception.readBack.signature.id).toBe(signature)
    expect((await got(officer.post(`/complaints/${c.id}/complainant`, { reason: '寄回信' }))).address).toBe(ORIGIN)
    expect((await got(w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))).representative).toBe(FOR.name)
  })

  test('nor when it is asked for later', async () => {
    const { c, signature, paper } = await letter('open')
    expect((await got(clerk.get(`/complaints/${c.id}`))).representative.name).toBe(FOR.name)
    await got(clerk.post(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '怕被报复' }))
    const shown = await got(clerk.get(`/complaints/${c.id}`))
    expect([shown.representative.name, shown.reception.writtenFrom, shown.files]).toEqual(['代理人（身份保密）', null, []])
    for (const file of [signature, paper]) expect((await clerk.get(`/files/${file}`)).status).toBe(404)
    expect((await got(officer.post(`/complaints/${c.id}/complainant`, { reason: '寄回信' }))).address).toBe(ORIGIN)
  })

  test('is received at a meeting without a name', async () => {
    const { c } = await letter('protected')
    const slots: { openingId: string; startsAt: string }[] = (await got(w.visitor.get('/portal/meetings?place=S01'))).items
    const at = { openingId: slots[0]?.openingId, startsAt: slots[0]?.startsAt }
    await got(w.visitor.post(`/portal/complaints/${c.number}/meetings`, { ...at, name: WHO.name, phone: WHO.phone, topic: '谈戒指' }, { 'x-case-code': c.portalCode }), 201)
    const seen = (await got(clerk.get(`/meetings?complaintId=${c.id}`))).items[0]
    expect(seen).toMatchObject({ name: '顾客（身份保密）', phone: '', topic: '谈戒指' })
    expect((await got(officer.get(`/meetings?complaintId=${c.id}`))).items[0]).toMatchObject({ name: '顾客（身份保密）', phone: '' })
    await got(officer.post(`/complaints/${c.id}/complainant`, { reason: '接待前核对' }))
    expect((await got(officer.get(`/meetings?complaintId=${c.id}`))).items[0]).toMatchObject({ name: WHO.name, phone: WHO.phone })
  })

  test('nobody answers an offer for who is anonymous but they themselves', async () => {
    const c = await investigated(w, clerk, { identity: 'anonymous', customer: null })
    const made = await got(propose(clerk, c, 10_000), 201)
    await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
    const answer = { answer: 'accept', counterFen: null, proof: { kind: 'call' } }
    expect(await refused(clerk.post(`/remedies/${made.id}/answer`, answer))).toBe('409 complaint/is-anonymous')
    expect((await got(clerk.get(`/complaints/${c.id}`))).remedies[0].may.answer).toContain('匿名')
    await got(w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: made.id, answer: 'accept', counterFen: null, text: null }, { 'x-case-code': c.portalCode }))
    expect((await got(clerk.get(`/complaints/${c.id}`))).remedies[0].state).toBe('agreed')
  })
})

test('hours of a device that is wrong by a day name the field and lose nothing', async () => {
  const tomorrow = new Date(w.now().getTime() + 24 * HOUR).toISOString()
  const { status, body } = await clerk.post<any>('/complaints', await aComplaint(w, { customer: { name: '快钟氏', phone: phone() }, reception: { notes: [{ at: tomorrow, text: '说了一句' }] } }))
  expect([status, body.errors[0].pointer]).toEqual([422, '#/reception/notes/0/at'])
})
