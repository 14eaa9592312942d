import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { faulty, got, onDatabase, refused } from '#test/steps.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let other: Client & { id: string }
let smith: Client & { id: string }
let unitId: string

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  other = await w.person('王店长', 'S02', 'shopManager')
  smith = await w.person('周师傅', 'FIN', 'financeOfficer')
  unitId = await w.unitId('S01')
})
afterAll(() => w.close())

const praise = (change: Record<string, unknown> = {}) => ({ place: 'S01', kind: 'praise', text: '小李很耐心，等了我半小时', praised: '小李', name: null, phone: null, locale: 'zh-CN', ...change })
const tell = (change: Record<string, unknown> = {}) => got(w.visitor.post('/portal/feedback', praise(change)), 201)
const all = async (who: Client, query = '') => (await got(who.get(`/feedback${query}`))).items as { id: string; version: number; text: string; kind: string; state: string; complaintId: string | null }[]
const newest = async (who: Client = manager) => {
  const [first] = await all(who, '?limit=1')
  if (!first) throw new Error('nothing there')
  return first
}
const complaints = async () => (await got(w.admin.get('/complaints/count'))).count as number

describe('praise and suggestions', () => {
  test('are taken from customers without a name, told to who leads the place, and never counted as complaints', async () => {
    const before = await complaints()
    await tell()
    await tell({ kind: 'suggestion', text: '柜台放把椅子吧', praised: null })
    expect(await complaints()).toBe(before)
    expect(await all(manager)).toMatchObject([{ kind: 'suggestion', text: '柜台放把椅子吧', state: 'new', name: null }, { kind: 'praise', praised: '小李', channel: 'web', state: 'new' }])
    expect((await got(manager.get('/notifications'))).items.map((n: { words: string }) => n.words)).toEqual(['收到一条顾客的建议，去看看。', '收到一条顾客的表扬，去看看。'])
    expect((await got(w.admin.get('/audit?limit=20'))).items.map((e: { words: string }) => e.words)).toEqual(expect.arrayContaining(['收到一条表扬', '收到一条建议']))
  })

  test('come with the card that was scanned', async () => {
    const card = await got(manager.post('/comment-cards', { unitId, title: '3号柜台', counter: '3号柜台', product: null, lot: null, campaign: null, greeting: null }), 201)
    await tell({ place: null, card: card.code })
    expect(await newest()).toMatchObject({ card: '3号柜台', place: '3号柜台', channel: 'card', unitId })
    expect((await got(manager.get('/comment-cards'))).items.find((c: { id: string }) => c.id === card.id)).toMatchObject({ feedback: 1, complaints: 0 })
  })

  test('are seen by the unit and those above, by no other unit and no other organisation', async () => {
    await tell()
    const { id, version } = await newest()
    expect((await all(clerk)).map((f) => f.id)).toContain(id)
    for (const who of [other, await w.otherOrganization()]) {
      expect((await all(who)).map((f) => f.id)).not.toContain(id)
      expect(await refused(who.get(`/feedback/${id}`))).toBe('404 kernel/not-found')
      expect(await refused(who.post(`/feedback/${id}/pass`, { version, toId: null, note: 'x' }))).toBe('404 kernel/not-found')
      expect(await refused(who.post(`/feedback/${id}/complaint`, { version, name: 'x' }))).toBe('404 kernel/not-found')
    }
    expect(await refused(w.visitor.get('/feedback'))).toBe('401 identity/not-signed-in')
  })

  test('are entered by staff, for the units they see', async () => {
    const made = await got(clerk.post('/feedback', { kind: 'praise', unitId, text: '修得真好', praised: '周师傅', place: '2楼', name: '林女士', phone: '13700137001', channel: 'walkIn' }), 201)
    expect(made).toMatchObject({ enteredBy: { id: clerk.id }, name: '林女士', state: 'new', place: '2楼' })
    expect(await refused(clerk.post('/feedback', { kind: 'praise', unitId: await w.unitId('S02'), text: 'x', channel: 'walkIn' }))).toBe('403 complaint/unit-not-yours')
    expect(await refused(clerk.post('/feedback', { kind: 'praise', unitId, text: 'x', channel: 'walkIn', receivedAt: '2099-01-01T00:00:00Z' }))).toBe('422 complaint/received-in-future')
    expect(await refused(clerk.post('/feedback', { kind: 'praise', unitId, text: 'x', channel: 'walkIn', phone: 'abc' }))).toBe('422 customer/not-a-phone')
    expect(await faulty(clerk.post('/feedback', { kind: 'complaint', unitId, text: '', channel: 'walkIn' }))).toBe('422 #/kind #/text')
  })

  test('are passed on to the person, who then sees it, by one at a time', async () => {
    await tell()
    const { id, version } = await newest()
    expect(await refused(smith.get(`/feedback/${id}`))).toBe('404 kernel/not-found')
    const answers = await Promise.all([clerk, manager].map((who) => who.post(`/feedback/${id}/pass`, { version, toId: smith.id, note: '顾客夸您' })))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
    expect(await got(smith.get(`/feedback/${id}`))).toMatchObject({ state: 'passed', passed: { to: { id: smith.id }, note: '顾客夸您' } })
    expect((await got(smith.get('/notifications'))).items[0].words).toBe('有同事转给您一条顾客的表扬。')
    expect(await refused(clerk.post(`/feedback/${id}/pass`, { version: version + 1, toId: crypto.randomUUID(), note: 'x' }))).toBe('422 feedback/person-unknown')
  })

  test('become a complaint with everything that was told, once', async () => {
    const card = await got(manager.post('/comment-cards', { unitId, title: '戒指', counter: '5号柜台', product: '六爪钻戒', lot: 'L1', campaign: null, greeting: null }), 201)
    const before = await complaints()
    const said = await tell({ place: null, card: card.code, kind: 'suggestion', text: '戒指松了，能不能教店员检查？', name: '林女士', phone: '13700137002' })
    const { id, version } = await newest()
    w.travel(3_600_000)
    const answers = await Promise.all(Array.from({ length: 5 }, () => clerk.post(`/feedback/${id}/complaint`, { version, name: '林女士', phone: '13700137002', wants: '答复我' })))
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409, 409])
    const made = answers.find((a) => a.status === 201)?.body
    const complaint = await got(clerk.get(`/complaints/${made.complaintId}`))
    const told = await got(clerk.get(`/feedback/${id}`))
    expect(complaint).toMatchObject({ number: made.number, channel: 'card', receivedAt: told.receivedAt, place: '5号柜台', product: { name: '六爪钻戒', lot: 'L1' }, customer: { name: '林女士' }, points: [{ text: '戒指松了，能不能教店员检查？', wants: '答复我' }] })
    expect(JSON.stringify(complaint.timeline)).toContain('由一条建议转成投诉')
    expect(told).toMatchObject({ state: 'complaint', complaintId: made.complaintId })
    expect(await complaints()).toBe(before + 1)
    expect((await got(w.visitor.get(`/portal/complaints/${made.number}`, { 'x-case-code': said.code }))).number).toBe(made.number)
    expect(await refused(clerk.post(`/feedback/${id}/pass`, { version: told.version, toId: null, note: 'x' }))).toBe('409 feedback/turned-already')
  })

  test('are found by kind, state and words', async () => {
    await tell({ text: '独一无二的话100%_' })
    expect(await all(manager, `?q=${encodeURIComponent('100%_')}`)).toHaveLength(1)
    expect(await all(manager, `?q=${encodeURIComponent('1000_')}`)).toHaveLength(0)
    expect((await all(manager, '?kind=suggestion&limit=200')).every((f) => f.kind === 'suggestion')).toBe(true)
    for (const state of ['new', 'passed', 'complaint']) expect((await all(manager, `?state=${state}&limit=200`)).every((f) => f.state === state)).toBe(true)
  })

  test.each(['💍‍🔥', '‮txt.exe', "'; drop table feedback.feedback; --", '<script>alert(1)</script>', '𠮷野家', ' \n '])('keep %j byte for byte', async (text) => {
    await tell({ text, praised: text, name: text })
    expect(await newest()).toMatchObject({ text, praised: text, name: text })
  })

  test('cannot be sent by the hundred from one address', async () => {
    const answers = []
    for (let i = 0; i < 61; i++) answers.push((await w.visitor.post('/portal/feedback', praise(), { 'x-forwarded-for': '203.0.113.40' })).status)
    expect(answers.filter((status) => status === 201)).toHaveLength(60)
  })

  test('ten thousand are listed and searched quickly', async () => {
    await onDatabase(w, async (client) => {
      await client.query('set role wenguo_system')
      await client.query(`insert into feedback.feedback (organization_id, id, unit_id, kind, words, channel, received_at, entered_at) select organization_id, gen_random_uuid(), id, 'praise', '很好' || n, 'web', now(), now() from identity.unit, generate_series(1, 10000) n where id = $1`, [unitId])
    })
    const begun = performance.now()
    expect(await all(manager, '?limit=200')).toHaveLength(200)
    expect(await all(manager, `?q=${encodeURIComponent('很好9999')}`)).toHaveLength(1)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})
