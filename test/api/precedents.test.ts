import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Precedents } from '#contract/precedent.ts'
import type { z } from 'zod'
import { type Counted, askedOf, averageOf, pairsOf, shareOf } from '#modules/precedent/text-likeness.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { type Past, closedCases, countPrecedents } from '#test/precedents.ts'
import { got, investigated, onDatabase, propose, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

type Person = Client & { id: string }
type Found = z.output<typeof Precedents>
let w: World
let clerk: Person
let other: Person
let manager: Person
let officer: Person
let director: Person
let general: Person
let model: Registered

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  other = await w.person('小何', 'S02', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
  director = await w.person('客服经理', 'HQ', 'serviceManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
  model = await register(w, clerk)
})
afterAll(() => w.close())

const precedentsOf = async (who: Client, c: { id: string }): Promise<Found> => (await got(who.get(`/complaints/${c.id}/remedy-advice`))).precedents
const preview = (who: Client, c: Registered, amountFen: number) => got(who.post(`/complaints/${c.id}/remedies/preview`, { items: [{ kind: 'refund', amountFen, pointId: c.points[0]?.id }] }))
const STONE = { above: ['stone', 'product'] }
const about = (text: string, categoryCode: string, more: Record<string, unknown> = {}) => ({ points: [{ text, categoryCode, ...more }] })
const SUMMARY = { cause: '一', effect: '二', improvement: '三' }

/** From the registration to the end, all by the API. */
const closed = async (words: string, categoryCode: string, fen: number, more: Record<string, unknown> = {}): Promise<Registered> => {
  const c = await investigated(w, clerk, { ...about(words, categoryCode), ...more })
  const p = await got(propose(clerk, c, fen, fen > 0 ? 'coupon' : 'explanation'), 201)
  await got(clerk.post(`/remedies/${p.id}/offer`, { version: p.version }))
  await got(clerk.post(`/remedies/${p.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  for (const task of (await got(clerk.get(`/complaints/${c.id}`))).tasks) await got(w.admin.post(`/tasks/${task.id}/complete`, { result: '办好了', reference: 'R-1', evidence: [] }))
  await got(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: c.points.map(({ id }) => ({ pointId: id, answer: '已说明' })), contact: '一店' }), 201)
  const [{ id }] = (await got(clerk.get(`/complaints/${c.id}`))).followUps
  await got(officer.post(`/follow-ups/${id}/record`, { satisfied: true, score: 5, via: 'phone', early: true }))
  const { version } = await got(clerk.get(`/complaints/${c.id}`))
  await got(clerk.post(`/complaints/${c.id}/close`, { version, outcome: 'withdrawn', reason: '不追究了', summary: SUMMARY }))
  return c
}

describe('closed cases like the one at hand', () => {
  test('are ranked by category, what was said, judgement and goods; each says by what and how much', async () => {
    const past: Past[] = [
      { ...STONE, words: '吊坠上的主石晃动，戴着戴着石头不见了', category: 'stoneLoose', givenFen: 30_000, liability: 'ours', severity: 'major', satisfied: true, reopened: 1 },
      { ...STONE, words: '镶口松了，钻石掉在餐厅里找不到，要求补一颗同样的', category: 'stoneLoose', givenFen: 80_000, liability: 'customer', severity: 'minor', satisfied: false },
      { ...STONE, words: '旗舰款六爪戒的钻石颜色比证书低两级', category: 'stoneGrade', givenFen: 200_000, liability: 'ours', severity: 'major' },
      { above: ['price'], words: '金价比门口牌子上贵了十块', category: 'goldPrice', givenFen: 2_000, liability: 'ours' },
    ]
    const [pendant, setting] = await closedCases(w, model.id, past)
    const c = await investigated(w, clerk, { customer: { name: '孙女士', phone: '13800138111' }, ...about('镶口松了，钻石掉在路上找不到，想补一颗', 'stoneLoose', { severity: 'minor' }) })
    const { items, basis, count } = await precedentsOf(clerk, c)
    expect({ basis, count }).toEqual({ basis: 'tooFew', count: 2 })
    expect(items.map((i) => i.complaintId).slice(0, 2)).toEqual([setting, pendant])
    const [first, second, third] = items
    const percent = (item: typeof first, trait: string) => item?.why.find((y) => y.trait === trait)?.percent ?? 0
    expect(percent(first, 'category')).toBe(100)
    expect(percent(first, 'text')).toBeGreaterThan(40)
    expect(percent(second, 'text')).toBeLessThan(percent(first, 'text'))
    expect([percent(first, 'liability'), percent(second, 'liability'), percent(first, 'severity'), percent(second, 'severity')]).toEqual([0, 100, 100, 50])
    expect(first).toMatchObject({ near: false, satisfied: false, kinds: ['refund'], givenFen: 80_000, reopened: 0, cameBack: false, leading: null })
    expect(second).toMatchObject({ satisfied: true, reopened: 1 })
    // Of a near category, since those of the same are too few; what has nothing in common is not there.
    expect(third).toMatchObject({ near: true, givenFen: 200_000 })
    expect(items).toHaveLength(3)
  })

  test('of the same goods come before others, and several points are each compared with the likest', async () => {
    const [same] = await closedCases(w, model.id, [
      { words: '戒圈变形', category: 'deformation', above: ['craft', 'product'], givenFen: 5_000, product: { code: 'R-1000', name: '素圈戒' }, daysAgo: 300 },
      { words: '戒圈变形', category: 'deformation', above: ['craft', 'product'], givenFen: 6_000, product: { code: 'R-2000', name: '流星项链' } },
    ])
    const c = await investigated(w, clerk, { product: { code: 'R-1000', name: '素圈戒' }, points: [{ text: '戒圈变形', categoryCode: 'deformation' }, { text: '态度也不好', categoryCode: 'clasp' }] })
    const [first] = (await precedentsOf(clerk, c)).items
    expect(first).toMatchObject({ complaintId: same })
    expect(first?.why).toEqual(expect.arrayContaining([{ trait: 'product', percent: 100 }, { trait: 'category', percent: 68 }]))
  })

  test('a case closed by the API is found at once by what was said in it; opened again it is none', async () => {
    const words = '耳针过敏红肿流脓去医院看了皮肤科'
    const c = await closed(words, 'skinReaction', 0)
    await countPrecedents(w)
    const fresh = await investigated(w, clerk, about(`${words}，要说法`, 'skinReaction'))
    const [first] = (await precedentsOf(clerk, fresh)).items
    expect(first).toMatchObject({ complaintId: c.id, number: c.number, kinds: ['explanation'], satisfied: true, near: false })
    expect(first?.why.find((y) => y.trait === 'text')?.percent).toBeGreaterThan(60)
    await got(manager.post(`/complaints/${c.id}/reopen`, { reason: '又肿了' }))
    expect((await precedentsOf(clerk, fresh)).items.map((i) => i.complaintId)).not.toContain(c.id)
    // Its pairs are not counted any more either.
    await countPrecedents(w)
    expect((await onDatabase(w, (db) => db.query('set role wenguo_system').then(() => db.query('select min(cases) as least from precedent.gram')))).rows[0].least).toBe(0)
  })

  test('of the same matter again say that the customer came back', async () => {
    const [id] = await closedCases(w, model.id, [{ words: '以旧换新算少了两克', category: 'tradeIn', above: ['price'], givenFen: 9_000 }])
    const c = await investigated(w, clerk, { customer: { name: '孙女士', phone: '13800138111' }, ...about('以旧换新少算了克数', 'tradeIn') })
    expect((await precedentsOf(clerk, c)).items.find((i) => i.complaintId === id)).toMatchObject({ cameBack: false })
    // The customer of the closed case once more.
    await register(w, clerk, about('以旧换新又算少了', 'tradeIn'))
    expect((await precedentsOf(clerk, c)).items.find((i) => i.complaintId === id)).toMatchObject({ cameBack: true })
  })
})

test('the database works out the same likeness of words as is measured', async () => {
  const past = ['字印模糊看不出成色', '戒指内圈没有字印', '厂家代号与证书不一致，字印像是后打的']
  const ids = await closedCases(w, model.id, past.map((words): Past => ({ words, category: 'hallmark', above: ['material'], givenFen: 1_000 })))
  const asked = '内圈字印模糊，看不出成色和厂家代号'
  const c = await investigated(w, clerk, about(asked, 'hallmark'))
  const { items } = await precedentsOf(clerk, c)
  const organization = (await got(clerk.get('/session'))).organization.id
  const counted = await onDatabase(w, async (db): Promise<Counted> => {
    await db.query('set role wenguo_system')
    const { rows: [tally] } = await db.query('select cases, grams from precedent.tally where organization_id = $1', [organization])
    const { rows } = await db.query('select gram, cases from precedent.gram where organization_id = $1', [organization])
    return { cases: tally.cases, average: averageOf(tally.cases, Number(tally.grams)), held: new Map(rows.map((r) => [r.gram, r.cases])) }
  })
  for (const [n, words] of past.entries()) {
    const said = items.find((i) => i.complaintId === ids[n])?.why.find((y) => y.trait === 'text')?.percent ?? 0
    expect(said).toBeGreaterThan(0)
    expect(Math.abs(said - 100 * shareOf(askedOf(pairsOf(organization, asked), counted), new Set(pairsOf(organization, words)), counted.average))).toBeLessThan(1)
  }
})

describe('who may see what', () => {
  const past: readonly Past[] = [
    ...[10_000, 11_000, 12_000].map((givenFen): Past => ({ words: '刻字刻错了名字', category: 'engraving', above: ['craft'], givenFen, liability: 'ours' })),
    ...[13_000, 14_000].map((givenFen): Past => ({ words: '刻字刻错了名字', category: 'engraving', above: ['craft'], givenFen, liability: 'ours', unitCode: 'S02' })),
    { words: '刻字刻错了名字，不想让人知道', category: 'engraving', above: ['craft'], givenFen: 900_000, liability: 'ours', confidential: true },
  ]

  test('cases of other units count for the range and are not listed; what is confidential counts for nobody', async () => {
    const ids = await closedCases(w, model.id, past)
    const c = await investigated(w, clerk, about('名字刻错了', 'engraving'))
    const band = await precedentsOf(clerk, c)
    expect(band).toMatchObject({ basis: 'sameCategory', count: 5, compared: 5, comparedBy: ['liability'], elsewhere: 2, lowFen: 11_000, medianFen: 12_000, highFen: 13_000 })
    expect(band.items.filter((i) => !i.near).map((i) => i.complaintId).sort()).toEqual(ids.slice(0, 3).sort())
    const whole = await precedentsOf(officer, c)
    expect(whole).toMatchObject({ lowFen: 11_000, medianFen: 12_000, highFen: 13_000, elsewhere: 0 })
    // Who sees what is confidential finds it in the list; the range is the same for everybody.
    expect(whole.items.map((i) => i.complaintId).filter((id) => ids.includes(id)).length).toBe((await officer.get(`/complaints/${ids[5]}`)).status === 200 ? 6 : 5)
    expect((await precedentsOf(general, c))).toMatchObject({ count: 5, highFen: 13_000 })
  })

  test('a case about somebody is in no range, and not listed to them', async () => {
    const ids = await closedCases(w, model.id, [10, 20, 30, 40, 50].map((yuan): Past => ({ words: '表面划痕', category: 'surface', above: ['craft'], givenFen: yuan * 100 })))
    const c = await investigated(w, clerk, about('表面有划痕', 'surface'))
    expect(await precedentsOf(manager, c)).toMatchObject({ basis: 'sameCategory', count: 5 })
    await onDatabase(w, async (db) => {
      await db.query('set role wenguo_system')
      await db.query(`insert into complaint.accused (organization_id, id, complaint_id, person_id, reason, at) select organization_id, gen_random_uuid(), id, $2, '就是他', now() from complaint.complaint where id = $1`, [ids[0], manager.id])
      await db.query('update complaint.complaint set accused = array[$2::uuid] where id = $1', [ids[0], manager.id])
    })
    const seen = await precedentsOf(manager, c)
    expect(seen).toMatchObject({ basis: 'tooFew', count: 4 })
    expect(seen.items.map((i) => i.complaintId)).not.toContain(ids[0])
  })

  test('another organisation finds nothing of ours', async () => {
    const stranger = await w.otherOrganization()
    const units = (await got(stranger.get('/units'))).items as { id: string; code: string }[]
    const made = await got(stranger.post('/complaints', { channel: 'phone', unitId: units.find((u) => u.code === 'S01')?.id, receivedAt: w.now().toISOString(), customer: { name: '外人' }, points: [{ text: '刻字刻错了名字', categoryCode: 'engraving' }], product: null, order: null, receiver: { name: '甲', position: '乙' }, signedOff: true }), 201)
    expect(await precedentsOf(stranger, made)).toMatchObject({ count: 0, items: [] })
  })
})

test('what was ours is not measured by what was not: judged alike where there are enough, else the whole category', async () => {
  await closedCases(w, model.id, [
    ...[100, 110, 120, 130, 140].map((yuan): Past => ({ words: '断裂', category: 'breakage', above: ['craft'], givenFen: yuan * 100, liability: 'ours' })),
    ...[0, 0, 0, 0, 0, 0].map((givenFen): Past => ({ words: '断裂', category: 'breakage', above: ['craft'], givenFen, liability: 'customer' })),
  ])
  const c = await investigated(w, clerk, about('断了', 'breakage'))
  expect(await precedentsOf(clerk, c)).toMatchObject({ count: 11, compared: 5, comparedBy: ['liability'], lowFen: 11_000, medianFen: 12_000, highFen: 13_000 })
  expect([(await preview(clerk, c, 12_000)).outsidePrecedent, (await preview(clerk, c, 0)).outsidePrecedent]).toEqual([false, true])
  expect(await refused(propose(clerk, c, 20_000))).toBe('422 remedy/deviation-reason-missing')
})

describe('a leading case', () => {
  const reason = '责任清楚，金额经总经理确认'
  const mark = (who: Client, id: string | undefined, why = reason) => who.post<any>(`/complaints/${id}/leading`, { reason: why })

  test('is chosen with a reason by who may, comes first among the alike, and is taken back with one; both stay on record', async () => {
    const [older, newer] = await closedCases(w, model.id, [
      { words: '手寸不合', category: 'sizing', above: ['craft'], givenFen: 4_000, daysAgo: 400 },
      { words: '手寸不合，戴不进去', category: 'sizing', above: ['craft'], givenFen: 5_000 },
    ])
    const c = await investigated(w, clerk, about('手寸不合，戴不进去', 'sizing'))
    const first = async () => (await precedentsOf(clerk, c)).items[0]
    expect(await first()).toMatchObject({ complaintId: newer })
    expect(await refused(mark(clerk, older))).toBe('403 identity/not-allowed')
    expect(await refused(mark(officer, older, ''))).toBe('422 kernel/invalid-input')
    const made = await got(mark(officer, older), 201)
    expect(made).toMatchObject({ current: { reason, by: { name: '专员赵' } }, earlier: [], may: { 'precedent.withdraw': null } })
    expect(await first()).toMatchObject({ complaintId: older, leading: { reason } })
    expect(await refused(mark(director, older))).toBe('409 precedent/leading-already')
    expect((await got(clerk.get(`/complaints/${older}/leading`))).may).toEqual({ 'precedent.mark': expect.any(String), 'precedent.withdraw': expect.any(String) })
    expect(await refused(clerk.post(`/leading-cases/${made.current.id}/withdraw`, { reason: '不' }))).toBe('403 identity/not-allowed')
    expect(await got(director.post(`/leading-cases/${made.current.id}/withdraw`, { reason: '规定改了' }))).toMatchObject({ current: null, earlier: [{ reason, ended: { reason: '规定改了', by: { name: '客服经理' } } }] })
    expect(await refused(director.post(`/leading-cases/${made.current.id}/withdraw`, { reason: '再来' }))).toBe('409 precedent/not-leading')
    expect(await first()).toMatchObject({ complaintId: newer, leading: null })
    const { timeline } = await got(officer.get(`/complaints/${older}`))
    expect(timeline.filter((e: any) => e.name.startsWith('precedent.')).map((e: any) => [e.name, e.reason])).toEqual(expect.arrayContaining([['precedent.marked', reason], ['precedent.markWithdrawn', '规定改了']]))
    expect((await got(mark(director, older), 201)).earlier).toHaveLength(1)
    const marks = async () => (await verdictOn({ url: w.url })).rows.altered.filter((line) => line.startsWith('mark of a leading case'))
    expect(await marks()).toEqual([])
    await onDatabase(w, async (client) => { await client.query('set role wenguo_system'); await client.query('update precedent.leading set ended_at = now() where complaint_id = $1 and ended_at is null', [older]) })
    expect(await marks()).toEqual([expect.stringContaining('was altered (leads)')])
  })

  test('is one and the same however many choose it at once, and however often one asks', async () => {
    const [id] = await closedCases(w, model.id, [{ words: '回购价低', category: 'buyback', above: ['price'], givenFen: 1_000 }])
    const answers = await Promise.all([officer, director, officer, director].map((who) => mark(who, id)))
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409])
    const [again] = await closedCases(w, model.id, [{ words: '回购价低', category: 'buyback', above: ['price'], givenFen: 1_000 }])
    const key = { 'idempotency-key': `lead-${again}` }
    const twice = await Promise.all([1, 2].map(() => officer.post<any>(`/complaints/${again}/leading`, { reason }, key)))
    expect(twice.map((a) => a.status)).toEqual([201, 201])
    expect((await got(officer.get(`/complaints/${again}/leading`))).earlier).toEqual([])
    const { current } = twice[0]?.body ?? {}
    const ended = await Promise.all([officer, director].map((who) => who.post(`/leading-cases/${current.id}/withdraw`, { reason: '撤' })))
    expect(ended.map((a) => a.status).sort()).toEqual([200, 409])
  })

  test('is closed, in sight of all, and seen only with its case', async () => {
    expect(await refused(mark(officer, model.id))).toBe('409 precedent/no-precedent')
    const [hidden, elsewhere] = await closedCases(w, model.id, [
      { words: '工费收多了', category: 'labourFee', above: ['price'], givenFen: 1_000, confidential: true }, { words: '工费收多了', category: 'labourFee', above: ['price'], givenFen: 1_000, unitCode: 'S01' },
    ])
    expect(await refused(mark(general, hidden))).toBe('409 precedent/kept-case')
    await got(mark(officer, elsewhere), 201)
    expect(await refused(other.get(`/complaints/${elsewhere}/leading`))).toBe('404 kernel/not-found')
    const c = await investigated(w, other, { unitId: await w.unitId('S02'), ...about('工费收多了', 'labourFee') })
    expect((await precedentsOf(other, c)).items).toEqual([])
    const stranger = await w.otherOrganization()
    expect(await refused(stranger.get(`/complaints/${elsewhere}/leading`))).toBe('404 kernel/not-found')
    expect(await refused(mark(stranger, elsewhere))).toBe('404 kernel/not-found')
  })
})
