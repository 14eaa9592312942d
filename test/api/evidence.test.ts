import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { sweepEvidence } from '#modules/evidence/sweep.ts'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { faulty, got, onDatabase, refused } from '#test/steps.ts'
import { PNG, register, upload } from '#test/story.ts'

const DAY = 24 * 3_600_000
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person
let phones = 0

beforeAll(async () => { ({ w, clerk, mate, manager, away } = await openCounter()) })
afterAll(() => w.close())

const later = (ms: number) => new Date(w.now().getTime() + ms).toISOString()
const newCase = () => register(w, clerk, { customer: { name: '何女士', phone: `1371115${String(1000 + phones++)}` } })
const told = async (who: Client, name: string) => ((await got(who.get('/notifications'))).items as { name: string }[]).filter((n) => n.name === name).length
const sample = (change: Record<string, unknown> = {}) => ({ kind: 'sample', what: '同批次戒指一枚', origin: '柜台抽取', collectedAt: later(-3_600_000), collectedPlace: '一店柜台', place: '检测室样品柜', seal: 'F-0101', clock: { until: later(20 * DAY) }, ...change })
const taken = async (change: Record<string, unknown> = {}) => { const c = await newCase(); return { c, item: await got(clerk.post(`/complaints/${c.id}/evidence`, sample(change)), 201) } }
const step = (item: { version: number }, change: Record<string, unknown>) => ({ version: item.version, why: '送检', ...change })

describe('evidence', () => {
  test('begins its chain when it is taken and is only ever added to', async () => {
    const { c, item } = await taken()
    expect(item).toMatchObject({ number: `${c.number}-Z1`, state: 'held', keeping: 'running', seal: 'F-0101', holder: { id: clerk.id }, collectedBy: { id: clerk.id }, steps: [{ kind: 'taken', seal: 'F-0101', by: { id: clerk.id } }] })
    const handed = await got(clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'handed', toId: mate.id, place: '小王处' })))
    const outside = await got(mate.post(`/evidence/${item.id}/steps`, step(handed, { kind: 'handed', toName: '国检中心', place: '国检中心收样室' })))
    expect(outside).toMatchObject({ holder: null, holderName: '国检中心', place: '国检中心收样室' })
    const sealed = await got(mate.post(`/evidence/${item.id}/steps`, step(outside, { kind: 'sealed', seal: 'F-0102' })))
    expect(sealed.steps.map((s: { kind: string }) => s.kind)).toEqual(['taken', 'handed', 'handed', 'sealed'])
    expect(sealed.steps[2]).toMatchObject({ from: { id: mate.id }, to: null, toName: '国检中心' })
    expect(await told(mate, 'evidenceHanded')).toBe(1)
    await onDatabase(w, async (client) => {
      await client.query('set role wenguo_system')
      for (const change of ['update evidence.step set why = \'x\' where item_id = $1', 'delete from evidence.step where item_id = $1']) await expect(client.query(change, [item.id])).rejects.toThrow(/only added to/)
    })
  })

  test('is handed on by one of two who do so at once', async () => {
    const { c, item } = await taken()
    const at = await Promise.all([mate.id, manager.id, clerk.id].map((toId) => clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'handed', toId }))))
    expect(at.map((a) => a.status).sort()).toEqual([200, 409, 409])
    const numbers = await Promise.all(Array.from({ length: 4 }, () => clerk.post(`/complaints/${c.id}/evidence`, sample())))
    expect(numbers.map((a) => a.body.number.split('-').at(-1)).sort()).toEqual(['Z2', 'Z3', 'Z4', 'Z5'])
  })

  test('is let go only before a second person, and stays as it is then', async () => {
    const { item } = await taken()
    expect(await refused(clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'destroyed' })))).toBe('422 evidence/witness-missing')
    expect(await refused(clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'destroyed', witnessId: clerk.id })))).toBe('422 evidence/witness-self')
    expect(await refused(clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'sealed' })))).toBe('422 evidence/seal-missing')
    expect(await refused(clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'handed' })))).toBe('422 evidence/receiver-missing')
    expect(await refused(clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'handed', toId: '01900000-0000-7000-8000-000000000000' })))).toBe('404 kernel/not-found')
    const gone = await got(clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'destroyed', witnessId: mate.id })))
    expect(gone).toMatchObject({ state: 'destroyed', keeping: 'ended', holder: null })
    expect(gone.steps.at(-1)).toMatchObject({ kind: 'destroyed', witness: { id: mate.id }, by: { id: clerk.id } })
    expect(await refused(clerk.post(`/evidence/${item.id}/steps`, step(gone, { kind: 'stored' })))).toBe('409 evidence/gone')
    expect(await refused(clerk.post(`/evidence/${item.id}/extension`, { version: gone.version, until: later(90 * DAY), why: 'x' }))).toBe('409 evidence/gone')
  })

  test('is seen with its case, and by nobody else', async () => {
    const { c, item } = await taken()
    for (const call of [away.get(`/evidence/${item.id}`), away.get(`/evidence/${item.id}/check`), away.post(`/evidence/${item.id}/steps`, step(item, { kind: 'stored' })), away.post(`/complaints/${c.id}/evidence`, sample()), away.get(`/complaints/${c.id}/evidence-clocks?kind=footage`)]) expect(await refused(call)).toBe('404 kernel/not-found')
    expect((await got(away.get('/evidence'))).items).toEqual([])
    expect((await got((await w.otherOrganization()).get('/evidence'))).items).toEqual([])
    await got(manager.post(`/complaints/${c.id}/accused`, { personIds: [mate.id], reason: '是小王' }))
    expect(await refused(manager.post(`/evidence/${item.id}/steps`, step(item, { kind: 'handed', toId: mate.id })))).toBe('422 complaint/not-independent')
  })

  test('of customers\' goods goes by their receipt', async () => {
    const c = await newCase()
    expect(await refused(clerk.post(`/complaints/${c.id}/evidence`, sample({ kind: 'goods' })))).toBe('422 evidence/goods-unknown')
    const goods = await got(clerk.post(`/complaints/${c.id}/goods`, { kind: 'jewellery', what: '钻戒', condition: '划痕', returnBy: later(7 * DAY), place: '柜', unsignedWhy: '快递' }), 201)
    const item = await got(clerk.post(`/complaints/${c.id}/evidence`, sample({ kind: 'goods', goodsId: goods.id, clock: { rule: 'appraisal' } })), 201)
    expect(item).toMatchObject({ goods: { id: goods.id, number: goods.number }, clock: { rule: 'appraisal' } })
    expect(await refused(clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'handed', toId: mate.id })))).toBe('409 evidence/in-custody')
    expect((await got(clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'examined' })))).steps).toHaveLength(2)
  })

  test('keeps its files by their digest, and tells when the store holds other bytes', async () => {
    const { item } = await taken({ kind: 'files', fileIds: [(await upload(clerk, '截图.png', PNG)).json().id] })
    const [file] = item.files
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await got(clerk.get(`/evidence/${item.id}/check`))).items).toEqual([{ id: file.id, name: '截图.png', sha256: file.sha256, intact: true }])
    const open = vi.spyOn(w.composed.store, 'open')
    open.mockResolvedValueOnce(Readable.from(['other bytes']))
    expect((await got(clerk.get(`/evidence/${item.id}/check`))).items[0].intact).toBe(false)
    open.mockRejectedValueOnce(new Error('ENOENT'))
    expect((await got(clerk.get(`/evidence/${item.id}/check`))).items[0].intact).toBe(false)
    open.mockRestore()
  })
})

describe('evidence that expires', () => {
  const sweep = () => sweepEvidence(w.db, w.composed.doors.perform, w.now)
  const entries = async (id: string, name: string) => ((await got(manager.get(`/complaints/${id}`))).timeline as { name: string; detail: Record<string, unknown> }[]).filter((e) => e.name === name)

  test('counts by the table, or until somebody says', async () => {
    const c = await newCase()
    const { items } = await got(clerk.get(`/complaints/${c.id}/evidence-clocks?kind=footage`))
    expect(items).toMatchObject([{ rule: 'footage', days: 30 }])
    const item = await got(clerk.post(`/complaints/${c.id}/evidence`, sample({ kind: 'footage', clock: { rule: 'footage', from: later(-2 * DAY) } })), 201)
    const days = (Date.parse(item.clock.until) - Date.parse(item.clock.from)) / DAY
    expect(days).toBeGreaterThan(30)
    expect(days).toBeLessThanOrEqual(31)
    expect(await faulty(clerk.post(`/complaints/${c.id}/evidence`, sample({ kind: 'footage', clock: { rule: 'none' } })))).toBe('422 #/clock/rule')
    expect(await refused(clerk.post(`/complaints/${c.id}/evidence`, sample({ clock: { until: later(-DAY) } })))).toBe('422 evidence/kept-until-past')
    expect(await refused(clerk.post(`/complaints/${c.id}/evidence`, sample({ kind: 'footage', clock: { rule: 'footage', from: later(-40 * DAY) } })))).toBe('422 evidence/kept-until-past')
    expect(await refused(clerk.post(`/complaints/${c.id}/evidence`, sample({ collectedAt: later(DAY) })))).toBe('422 evidence/collected-later')
    expect((await got(clerk.post(`/complaints/${c.id}/evidence`, sample({ clock: null })), 201))).toMatchObject({ keeping: 'none', clock: null })
  })

  test('is warned of on the seventh, third and last day before, once each, and told to who leads when it is over', async () => {
    // Noon at the shop: warnings ring in the morning.
    w.travel((1.5 * DAY - (w.now().getTime() + DAY / 3) % DAY) % DAY)
    const { c, item } = await taken({ clock: { until: later(10 * DAY) } })
    for (let day = 1; day <= 9; day++) {
      w.travel(DAY)
      await Promise.all([sweep(), sweep(), sweep()])
      await sweep()
    }
    expect((await entries(c.id, 'evidence.expiring')).map((e) => e.detail['days'])).toEqual([7, 3, 1])
    expect((await got(clerk.get('/desk'))).items.some((i: { kind: string; id: string }) => i.kind === 'evidence' && i.id === item.id)).toBe(true)
    expect(await entries(c.id, 'evidence.expired')).toHaveLength(0)
    w.travel(DAY + 60_000)
    await Promise.all([sweep(), sweep(), sweep()])
    await sweep()
    expect(await entries(c.id, 'evidence.expired')).toHaveLength(1)
    expect(await told(manager, 'evidenceExpired')).toBeGreaterThan(0)
    expect((await got(clerk.get('/evidence?keeping=expired'))).items.map((i: { id: string }) => i.id)).toContain(item.id)
    expect(await refused(clerk.post(`/evidence/${item.id}/extension`, { version: item.version, until: later(-DAY), why: '还在' }))).toBe('422 evidence/not-longer')
    const longer = await got(clerk.post(`/evidence/${item.id}/extension`, { version: item.version, until: later(5 * DAY), why: '物业同意多留五天' }))
    expect(longer).toMatchObject({ keeping: 'running' })
    expect(longer.steps.at(-1)).toMatchObject({ kind: 'extended', why: '物业同意多留五天' })
  })

  test('is let be once it is secured', async () => {
    const { c, item } = await taken({ kind: 'footage', clock: { until: later(2 * DAY) } })
    const secured = await got(clerk.post(`/evidence/${item.id}/steps`, step(item, { kind: 'secured', why: '已拷贝', fileIds: [(await upload(clerk, '录像.png', PNG)).json().id] })))
    expect(secured).toMatchObject({ keeping: 'secured', files: [{ name: '录像.png' }] })
    w.travel(3 * DAY)
    await sweep()
    expect([...await entries(c.id, 'evidence.expiring'), ...await entries(c.id, 'evidence.expired')]).toEqual([])
    expect(await refused(clerk.post(`/evidence/${item.id}/extension`, { version: secured.version, until: later(9 * DAY), why: 'x' }))).toBe('409 evidence/not-expiring')
  })

  test('is listed page by page, what ends first first', async () => {
    const seen: { id: string; clock: { until: string } }[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { id: string; clock: { until: string } }[]; next: string | null } = await got(manager.get(`/evidence?limit=3${cursor && `&cursor=${cursor}`}`))
      seen.push(...page.items)
      cursor = page.next
    }
    expect(seen.map((i) => i.clock.until)).toEqual(seen.map((i) => i.clock.until).toSorted())
    expect(new Set(seen.map((i) => i.id)).size).toBe(seen.length)
    const counts = await got(manager.get('/evidence?limit=200'))
    expect(counts.running + counts.expired).toBe(counts.items.length)
  })
})
