import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, World } from '#test/app.ts'
import { openWorld } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

type Person = Client & { id: string }
const DAY = 86_400_000
let w: World
let clerk: Person
let there: Person
let officer: Person

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  there = await w.person('小王', 'S02', 'clerk')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

const show = (who: Client, id: string) => got<any>(who.get(`/complaints/${id}`))
let phone = 13_900_000_000
/** A customer nobody knows yet. */
const somebody = (name: string) => ({ name, phone: String(phone++) })
const words = (text: string) => [{ text, wants: '退款' }]

describe('while a complaint is typed', () => {
  const find = (who: Client, typed: Record<string, unknown>) => got<any>(who.post('/complaints/likely-duplicates', typed))

  test('one of the same customer and order is found, with the reasons', async () => {
    const customer = somebody('钱女士')
    const first = await register(w, clerk, { customer, order: { number: 'XS-9001' }, points: words('项链扣头断了，戴了一个星期') })
    const { items } = await find(clerk, { phone: customer.phone, name: '钱女士', order: 'XS-9001', text: '上星期买的项链，扣头断了' })
    expect(items[0]).toMatchObject({ id: first.id, number: first.number, addable: true, why: { customer: true, name: true, order: true, lot: false, days: 0 } })
    expect((await find(clerk, { text: '项链' })).items).toEqual([])
  })

  test('like words are found in the same shop though nobody gave a name, unlike ones are not', async () => {
    const first = await register(w, clerk, { customer: { name: '匿名' }, points: words('二楼柜台的店员把我的旧金戒指称少了两克，还说是秤的问题') })
    const typed = { unitId: await w.unitId('S01'), text: '你们二楼柜台店员把旧金戒指称少了两克，说是秤的问题，要给说法' }
    const { items } = await find(clerk, typed)
    expect(items[0]).toMatchObject({ id: first.id, addable: false, why: { customer: false } })
    expect(items[0].why.textPercent).toBeGreaterThanOrEqual(60)
    expect((await find(clerk, { ...typed, text: '包装盒上的丝带颜色和照片里不一样，想换一个红色的' })).items).toEqual([])
  })

  test('of one at another shop only the place is told, of a confidential one nothing', async () => {
    const customer = somebody('苏女士')
    const far = await register(w, there, { unitId: await w.unitId('S02'), customer, points: words('耳环掉了一颗珍珠') })
    const found = await find(clerk, { phone: customer.phone })
    expect(found.items).toEqual([])
    expect(found.elsewhere).toMatchObject([{ ownerName: '小王' }])
    expect(JSON.stringify(found)).not.toContain('珍珠')
    expect(JSON.stringify(found)).not.toContain(far.number)
    const secret = somebody('罗先生')
    await register(w, there, { unitId: await w.unitId('S02'), customer: secret, confidential: true, points: words('店员小李骂人') })
    expect(await find(clerk, { phone: secret.phone })).toEqual({ items: [], elsewhere: [] })
    expect((await find(officer, { phone: secret.phone })).items).toHaveLength(1)
  })

  test('after the window of the pack nothing is suggested', async () => {
    const customer = somebody('何女士')
    await register(w, clerk, { customer, receivedAt: new Date(w.now().getTime() - 31 * DAY).toISOString() })
    expect((await find(clerk, { phone: customer.phone })).items).toEqual([])
  })

  test('what they say now goes to the case that is there, as part of the conversation or as a point of its own', async () => {
    const customer = somebody('孟女士')
    const c = await register(w, clerk, { customer, points: words('手镯刮花了') })
    const added = await got<any>(clerk.post(`/complaints/${c.id}/words`, { channel: 'phone', points: words('又想起来，盒子也是旧的'), circumstances: '地点：一楼', asPoints: false }))
    expect(added.points).toHaveLength(1)
    expect(added.messages).toMatchObject([{ kind: 'fromCustomer', via: 'phone', text: '又想起来，盒子也是旧的\n退款\n\n地点：一楼' }])
    const more = await got<any>(clerk.post(`/complaints/${c.id}/words`, { channel: 'walkIn', points: [{ text: '发票抬头开错了', categoryCode: null }], asPoints: true }))
    expect(more.points.map((p: any) => [p.no, p.text])).toEqual([[1, '手镯刮花了'], [2, '发票抬头开错了']])
    expect((await got<any>(clerk.get(`/complaints?q=${encodeURIComponent('发票抬头')}`))).items.map((i: any) => i.id)).toEqual([c.id])
  })
})

describe('a case that is there', () => {
  test('shows its possible duplicates until somebody says that they are two things', async () => {
    const customer = somebody('尤女士')
    const [a, b] = [await register(w, clerk, { customer }), await register(w, clerk, { customer })]
    const twins = async (id: string) => (await got<any>(clerk.get(`/complaints/${id}/likely-duplicates`))).items.map((i: any) => i.id)
    expect([await twins(a.id), await twins(b.id)]).toEqual([[b.id], [a.id]])
    await got(clerk.post(`/complaints/${a.id}/likely-duplicates/dismiss`, { otherId: b.id, reason: '两枚不同的戒指' }))
    expect([await twins(a.id), await twins(b.id)]).toEqual([[], []])
    expect((await show(clerk, b.id)).timeline.at(-1)).toMatchObject({ name: 'complaint.duplicateDismissed', reason: '两枚不同的戒指' })
    // Seen otherwise later, they can be linked all the same.
    await got(clerk.post(`/complaints/${a.id}/links`, { otherId: b.id, kind: 'related', reason: '同一天买的' }))
    expect((await show(clerk, b.id)).links).toMatchObject([{ kind: 'related', way: 'to', other: { id: a.id } }])
  })

  test('is linked from either end, once, and the link can be taken away', async () => {
    const [a, b] = [await register(w, clerk, { customer: somebody('甲') }), await register(w, clerk, { customer: somebody('乙') })]
    const link = (from: string, to: string) => clerk.post(`/complaints/${from}/links`, { otherId: to, kind: 'duplicateOf', reason: '一对夫妻都来说' })
    expect((await Promise.all([link(a.id, b.id), link(b.id, a.id)])).map((r) => r.status).sort()).toEqual([200, 409])
    expect(await refused(link(a.id, a.id))).toBe('422 complaint/same-case')
    const [held] = (await show(clerk, a.id)).links
    await got(clerk.post(`/complaints/${b.id}/links/${held.id}/remove`, { reason: '看错了' }))
    expect(await refused(clerk.post(`/complaints/${b.id}/links/${held.id}/remove`, { reason: '看错了' }))).toBe('409 complaint/not-linked')
    const shown = await show(clerk, a.id)
    expect(shown.links).toEqual([])
    expect(shown.timeline.map((e: any) => e.name)).toEqual(expect.arrayContaining(['complaint.linked', 'complaint.unlinked']))
    expect(await refused(there.post(`/complaints/${a.id}/links`, { otherId: b.id, kind: 'related', reason: 'x' }))).toBe('404 kernel/not-found')
  })
})

describe('the same matter again', () => {
  const order = { number: 'XS-7100' }
  test('is marked and more urgent from the registration on; the earlier case is one click away', async () => {
    const customer = somebody('韦女士')
    const first = await register(w, clerk, { customer, order })
    const again = await show(clerk, (await register(w, clerk, { customer, order, points: words('还是没修好') })).id)
    expect(again).toMatchObject({ sameMatter: true, recurring: true, urgency: 'urgent', links: [{ kind: 'sameMatter', way: 'from', by: null, other: { id: first.id } }] })
    expect((await got<any>(clerk.get(`/complaints?customerId=${again.customer.id}`))).items.map((i: any) => i.sameMatter)).toEqual([true, false])
    const asked = await got<any>(clerk.post('/complaints/suggest', { text: '又坏了', customerId: again.customer.id, about: { order: 'XS-7100' } }))
    expect(asked).toMatchObject({ urgency: 'urgent', urgencyRule: 'same-matter' })
  })

  test('is found when the case is put into its category later; what a person decided stays', async () => {
    const customer = somebody('蓝女士')
    const put = async (id: string) => {
      const c = await show(clerk, id)
      return got<any>(clerk.post(`/complaints/${id}/classify`, { version: c.version, pointId: c.points[0].id, categoryCode: 'stoneLoose' }))
    }
    await put((await register(w, clerk, { customer })).id)
    const second = await register(w, clerk, { customer })
    expect((await show(clerk, second.id)).sameMatter).toBe(false)
    expect(await put(second.id)).toMatchObject({ sameMatter: true, urgency: 'urgent' })
    const third = await register(w, clerk, { customer, urgency: 'general', urgencyReason: '已经约好明天' })
    await got(clerk.post(`/complaints/${third.id}/urgency`, { urgency: 'general', reason: '已经约好明天' }))
    expect(await put(third.id)).toMatchObject({ sameMatter: true, urgency: 'general' })
  })

  test('at another shop is told by the place only; of another matter or long ago it is not the same', async () => {
    const customer = somebody('聂女士')
    const far = await register(w, there, { unitId: await w.unitId('S02'), customer, order: { number: 'XS-7200' } })
    const here = await show(clerk, (await register(w, clerk, { customer, order: { number: 'XS-7200' } })).id)
    expect(here).toMatchObject({ sameMatter: true, links: [{ other: null, elsewhere: { ownerName: '小王' } }] })
    expect(JSON.stringify(here)).not.toContain(far.number)
    const other = somebody('鲍女士')
    await register(w, clerk, { customer: other, order, receivedAt: new Date(w.now().getTime() - 181 * DAY).toISOString() })
    expect((await show(clerk, (await register(w, clerk, { customer: other, order })).id))).toMatchObject({ recurring: true, sameMatter: false, urgency: 'general' })
    expect((await show(clerk, (await register(w, clerk, { customer: other, order: { number: 'XS-7300' } })).id)).sameMatter).toBe(false)
  })

  test('is what a person says it is, until they take it back', async () => {
    const customer = somebody('柯女士')
    const [a, b] = [await register(w, clerk, { customer }), await register(w, clerk, { customer })]
    // Said at the earlier one: the later is the one in which it comes again.
    await got(clerk.post(`/complaints/${a.id}/links`, { otherId: b.id, kind: 'sameMatter', reason: '还是那枚戒指' }))
    const later = await show(clerk, b.id)
    expect([later.sameMatter, later.urgency, (await show(clerk, a.id)).sameMatter]).toEqual([true, 'urgent', false])
    await got(clerk.post(`/complaints/${b.id}/links/${later.links[0].id}/remove`, { reason: '不是' }))
    expect((await show(clerk, b.id)).sameMatter).toBe(false)
  })
})
