import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { faulty, got, onDatabase, refused } from '#test/steps.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let other: Client & { id: string }
let unitId: string

beforeAll(async () => {
  w = await openWorld({ BASE_URL: 'https://care.example.com' })
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  other = await w.person('王店长', 'S02', 'shopManager')
  unitId = await w.unitId('S01')
})
afterAll(() => w.close())

const fields = (change: Record<string, unknown> = {}) => ({ unitId, title: '3号柜台', counter: '3号柜台', product: null, lot: null, campaign: null, greeting: null, ...change })
const make = async (change: Record<string, unknown> = {}): Promise<{ id: string; code: string }> => got(manager.post('/comment-cards', fields(change)), 201)
const listed = async (who: Client, query = '') => (await got(who.get(`/comment-cards${query}`))).items as { id: string; code: string; version: number; opened: number; complaints: number; feedback: number; address: string }[]
const shown = async (id: string) => (await listed(manager, '?retired=1&limit=200')).find((c) => c.id === id)
const submission = { place: null, name: '顾客', phone: '13700137000', text: '项链断了', wants: '换新', locale: 'zh-CN' }

describe('a comment card', () => {
  test('is made by who leads the unit, read by who works there, and no business of others', async () => {
    const { id, code } = await make()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await shown(id)).toMatchObject({ code, address: `https://care.example.com/k/${code}`, unitName: expect.any(String), counter: '3号柜台', opened: 0, complaints: 0, feedback: 0, retired: false })
    expect((await listed(clerk)).map((c) => c.id)).toContain(id)
    expect(await refused(clerk.post('/comment-cards', fields()))).toBe('403 identity/not-allowed')
    expect((await listed(other)).map((c) => c.id)).not.toContain(id)
    expect(await refused(other.post('/comment-cards', fields()))).toBe('403 comment-card/elsewhere')
    for (const act of ['retire', 'restore']) expect(await refused(other.post(`/comment-cards/${id}/${act}`))).toBe('403 comment-card/elsewhere')
    const stranger = await w.otherOrganization()
    expect(await listed(stranger, '?retired=1')).toEqual([])
    expect(await refused(stranger.post(`/comment-cards/${id}/retire`))).toBe('404 kernel/not-found')
    expect(await refused(stranger.get(`/comment-cards/sheet?ids=${id}&layout=four`))).toBe('404 kernel/not-found')
    expect(await refused(stranger.post('/comment-cards', fields()))).toBe('404 kernel/not-found')
    expect(await faulty(manager.post('/comment-cards', fields({ title: '' })))).toBe('422 #/title')
  })

  test('is changed by one at a time, retired and restored', async () => {
    const { id } = await make()
    const version = (await shown(id))?.version ?? 0
    await got(manager.put(`/comment-cards/${id}`, { ...fields({ title: '收银台', greeting: { 'zh-CN': '欢迎说两句', 'zh-Hant': '', en: '' } }), version }))
    expect(await refused(manager.put(`/comment-cards/${id}`, { ...fields(), version }))).toBe('409 kernel/stale-version')
    expect(await shown(id)).toMatchObject({ title: '收银台', greeting: { 'zh-CN': '欢迎说两句' } })
    await got(manager.post(`/comment-cards/${id}/retire`))
    expect((await listed(manager)).map((c) => c.id)).not.toContain(id)
    expect(await refused(manager.put(`/comment-cards/${id}`, { ...fields(), version: (await shown(id))?.version }))).toBe('409 comment-card/retired')
    expect(await refused(manager.get(`/comment-cards/sheet?ids=${id}&layout=one`))).toBe('409 comment-card/retired')
    await got(manager.post(`/comment-cards/${id}/restore`))
    expect((await listed(manager)).map((c) => c.id)).toContain(id)
    const trail = JSON.stringify((await got(w.admin.get('/audit?limit=50'))).items)
    for (const words of ['新做了意见卡', '修改了意见卡', '停用了意见卡', '恢复了意见卡']) expect(trail).toContain(words)
  })

  test('is found by its words among many, page by page', async () => {
    const { id, code } = await make({ title: '七夕活动', campaign: '七夕', counter: null })
    expect((await listed(manager, `?q=${encodeURIComponent('七夕')}`)).map((c) => c.id)).toEqual([id])
    expect((await listed(manager, `?q=${code.slice(0, 4).toLowerCase()}`)).map((c) => c.id)).toContain(id)
    const [first] = await listed(manager, '?limit=1')
    const page = await got(manager.get('/comment-cards?limit=1'))
    expect((await got(manager.get(`/comment-cards?limit=1&cursor=${page.next}`))).items[0].id < (first?.id ?? '')).toBe(true)
  })

  test.each(['one', 'four', 'eight', 'tent'])('is printed as %s in every language, whatever its words', async (layout) => {
    const { id } = await make({ title: '💍<script>', counter: '#panic("no") 𠮷野家 ‮txt', product: 'W'.repeat(200), greeting: { 'zh-CN': '说'.repeat(200), 'zh-Hant': '', en: 'x '.repeat(100) } })
    const more = await make({ title: '第二张' })
    for (const locale of ['zh-CN', 'zh-Hant', 'en']) {
      const { status, body, headers } = await manager.get<Buffer>(`/comment-cards/sheet?ids=${id},${more.id}&layout=${layout}&locale=${locale}`)
      expect([status, headers['content-type'], body.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-'])
      expect(/\/Type \/Pages[^>]*?\/Count (\d+)/.exec(body.toString('latin1'))?.[1]).toBe(['four', 'eight'].includes(layout) ? '1' : '2')
    }
  }, 60_000)
})

describe('who scans a card', () => {
  test('is known to stand where it hangs, and the complaint carries it', async () => {
    const { id, code } = await make({ counter: '3号柜台', product: '六爪钻戒', lot: 'L2026-11', campaign: '七夕', greeting: { 'zh-CN': '请讲', 'zh-Hant': '', en: '' } })
    const info = await got(w.visitor.get(`/portal?card=${code.toLowerCase().replace('-', ' ')}`))
    expect(info).toMatchObject({ place: { id: unitId }, card: { code, active: true, counter: '3号柜台', product: '六爪钻戒', lot: 'L2026-11', campaign: '七夕', greeting: { 'zh-CN': '请讲' } } })
    await got(w.visitor.post(`/portal/cards/${code}/opened`))
    const made = await got(w.visitor.post('/portal/complaints', { ...submission, card: code }), 201)
    const [found] = (await got(clerk.get(`/complaints?q=${made.number}`))).items
    const complaint = await got(clerk.get(`/complaints/${found.id}`))
    expect(complaint).toMatchObject({ unitId, channel: 'card', place: '3号柜台 · 七夕', product: { name: '六爪钻戒', lot: 'L2026-11' } })
    expect(JSON.stringify(complaint.timeline)).toContain(`顾客扫意见卡 ${code} 提交`)
    expect(await shown(id)).toMatchObject({ opened: 1, complaints: 1, feedback: 0 })
  })

  test('may name another place: then the card says nothing about it', async () => {
    const { id, code } = await make()
    const made = await got(w.visitor.post('/portal/complaints', { ...submission, card: code, place: await w.unitId('S02') }), 201)
    expect(made.number).toMatch(/^S02-/)
    expect(await shown(id)).toMatchObject({ complaints: 0 })
  })

  test('is heard although the card is out of use, or nobody knows it', async () => {
    const { id, code } = await make()
    await got(manager.post(`/comment-cards/${id}/retire`))
    expect(await got(w.visitor.get(`/portal?card=${code}`))).toMatchObject({ place: { id: unitId }, card: { active: false } })
    await got(w.visitor.post('/portal/complaints', { ...submission, card: code }), 201)
    for (const unknown of ['0000-0000', 'x', '%', "' or 1=1 --", '💍', '-'.repeat(60)]) {
      expect(await got(w.visitor.get(`/portal?card=${encodeURIComponent(unknown)}`))).toMatchObject({ place: null, card: null })
      await got(w.visitor.post(`/portal/cards/${encodeURIComponent(unknown)}/opened`))
    }
    await got(w.visitor.post('/portal/complaints', { ...submission, card: '0000-0000' }), 201)
    expect((await got(w.visitor.get('/portal?place=S01'))).place.id).toBe(unitId)
  })

  test('comes by the short address that is printed', async () => {
    const answer = await w.app.inject('/k/K7Q2-M9X3')
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/portal?card=K7Q2-M9X3'])
    expect((await w.app.inject('/k/%2F%2Fevil.example')).headers.location).toBe('/portal?card=%2F%2Fevil.example')
  })

  test('with many others at once is counted with all of them', async () => {
    const { id, code } = await make()
    await Promise.all(Array.from({ length: 20 }, (_, i) => got(w.visitor.post('/portal/complaints', { ...submission, phone: `1370013${String(7100 + i)}`, card: code }, { 'x-forwarded-for': `203.0.113.${i}` }), 201)))
    expect(await shown(id)).toMatchObject({ complaints: 20 })
  })
})

test('ten thousand cards are listed and searched quickly', async () => {
  await onDatabase(w, async (client) => {
    await client.query('set role wenguo_system')
    await client.query(`insert into comment_card.card (organization_id, id, code, unit_id, title, made_at) select organization_id, gen_random_uuid(), 'Z' || lpad(n::text, 7, '0'), id, '柜台' || n, now() from identity.unit, generate_series(1, 10000) n where code = 'S01' and organization_id = (select organization_id from identity.unit where id = $1)`, [unitId])
  })
  const begun = performance.now()
  expect(await listed(manager, '?limit=200')).toHaveLength(200)
  expect(await listed(manager, `?q=${encodeURIComponent('柜台9999')}`)).toHaveLength(1)
  expect(performance.now() - begun).toBeLessThan(2_000)
})
