import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import { setUp } from '#modules/packs/commands.ts'
import { sweepClocks } from '#modules/clock/sweep.ts'
import { DAY, HOUR } from '#kernel/time.ts'
import type { Client } from '#test/app.ts'
import { type Industry, openIndustry } from '#test/industry.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'

let it: Industry
const client = (unit: string, position: string): Client & { id: string } => {
  const found = it.people.find((p) => p.unit === unit && p.position === position)
  if (!found) throw new Error(`nobody is ${position} of ${unit}`)
  return Object.assign(found.client, { id: found.id })
}
let sales: Client
let quality: Client
let plant: Client
let logistics: Client
let engineering: Client
let office: Client
const unit = new Map<string, string>()
const idOf = (code: string) => unit.get(code) ?? ''

beforeAll(async () => {
  it = await openIndustry('manufacturing')
  sales = client('S01', 'clerk')
  quality = client('QA', 'qualityEngineer')
  plant = client('P01', 'plantManager')
  logistics = client('LOG', 'countermeasureLead')
  engineering = client('ENG', 'countermeasureLead')
  office = client('GMO', 'generalManager')
  for (const u of (await got(it.admin.get('/units'))).items) unit.set(u.code, u.id)
}, 120_000)
afterAll(() => it.w.close())

const PHONE = '13812345678'
const register = async (category = 'mixedParts', change: Record<string, unknown> = {}) => got(sales.post('/complaints', {
  channel: 'phone', unitId: idOf('S01'), receivedAt: it.w.now().toISOString(), customer: { name: '华星电子', phone: PHONE }, points: [{ text: '来料混了两种端子，产线停了半小时', wants: '换货并说明原因', categoryCode: category }],
  product: { name: '端子', code: 'T-204', lot: 'L1107' }, order: { number: 'SO-88' }, receiver: { name: '小周', position: '客服' }, signedOff: true, fields: { quantityShipped: 5000, quantityDefective: 120 }, ...change,
}), 201)

const INSPECTION = { inspection: '抽检200只，混入T-205计8只', verdict: 'deviates' }
const ANSWER = { cause: '换线时余料未清', containment: '厂内挂牌隔离3200只', countermeasure: '换线清点表加双签', rootCause: 'x' }
const answerOf = async (): Promise<Record<string, string>> => ({ ...ANSWER, rootCause: (await got(sales.get('/pack'))).rootCauses[0].code, liability: 'ours' })

const issued = async (category?: string, change: Record<string, unknown> = {}) => {
  const c = await register(category)
  const proposal = await got(sales.get(`/complaints/${c.id}/liaison-forms/proposal`))
  const form = await got(sales.post(`/complaints/${c.id}/liaison-forms`, { text: proposal.text, demand: proposal.demand, product: proposal.product, lot: proposal.lot, order: proposal.order, fields: proposal.fields, ...change }), 201)
  return { c, proposal, form }
}
const sent = async (category?: string, change?: Record<string, unknown>) => {
  const made = await issued(category, change)
  return { ...made, form: await got(sales.post(`/liaison-forms/${made.form.id}/send`, { version: made.form.version })) }
}
const openAt = (form: any, kind: string, code?: string) => form.stops.find((s: any) => s.kind === kind && s.state === 'open' && (!code || s.unit.id === idOf(code)))
/** Through quality, to units that answer. */
const withUnits = async (units: readonly string[] = ['P01', 'LOG'], category?: string) => {
  const made = await sent(category)
  const stop = openAt(made.form, 'quality')
  return { ...made, form: await got(quality.post(`/liaison-stops/${stop.id}/forward`, { fields: INSPECTION, unitIds: units.map(idOf), message: '请三天内给出对策' })) }
}
/** The administrator of another organisation in the same installation. */
const neighbour = async (): Promise<Client> => {
  await it.w.composed.doors.perform(setUp, { actor: systemActor(newId()), requestId: 'test' }, { locale: 'zh-CN', pack: 'manufacturing', organization: '隔壁厂', name: '隔壁管理员', email: 'next@example.com', password: 'next-door-12', timeZone: 'Asia/Shanghai', another: true })
  return it.w.signIn('next@example.com', 'next-door-12')
}
const look = (who: Client, id: string) => got(who.get(`/liaison-forms/${id}`))

describe('the way of a form', () => {
  test('begins with what the registration knows, goes where the table says, and says why', async () => {
    const { proposal, form } = await issued()
    expect(proposal.fields).toMatchObject({ quantityShipped: 5000, quantityDefective: 120 })
    expect(form).toMatchObject({ state: 'draft', number: expect.stringMatching(/-L1$/), customerName: '华星电子', product: '端子 T-204', lot: 'L1107', route: { rule: 'packing', why: { 'zh-CN': expect.stringContaining('混料') } } })
    expect(form.route.units.map((u: any) => u.id)).toEqual([idOf('P01'), idOf('LOG')])
    expect(form.route.quality.id).toBe(idOf('QA'))
  })

  test('whoever sends it elsewhere says why', async () => {
    const { c } = await issued()
    const body = { text: '混料', unitIds: [idOf('ENG')] }
    expect(await refused(sales.post(`/complaints/${c.id}/liaison-forms`, body))).toBe('422 liaison/otherwise-unexplained')
    const form = await got(sales.post(`/complaints/${c.id}/liaison-forms`, { ...body, otherwise: '图纸刚改过，先问工程' }), 201)
    expect(form).toMatchObject({ number: expect.stringMatching(/-L2$/), route: { otherwise: '图纸刚改过，先问工程', units: [{ id: idOf('ENG') }] } })
  })

  test('three units answer side by side, one answer is refused and asked again, the office decides a dispute, and it settles with every signature sealed', async () => {
    const { c, form } = await withUnits(['P01', 'LOG', 'ENG'])
    expect(form.state).toBe('units')
    const drawing = (await upload(plant, '签名.png', PNG)).json().id
    const fields = await answerOf()
    const at = (now: any, code: string) => openAt(now, 'unit', code)
    // At once: each has their own stop.
    const [a, b] = await Promise.all([
      plant.post(`/liaison-stops/${at(form, 'P01').id}/answer`, { fields, signatureId: drawing, measures: [{ kind: 'correct', text: '换线清点表双签', responsible: '王班长', dueOn: '2027-01-15' }] }),
      logistics.post(`/liaison-stops/${at(form, 'LOG').id}/answer`, { fields }),
    ])
    expect([a.status, b.status]).toEqual([200, 200])
    let now = await got(engineering.post(`/liaison-stops/${at(form, 'ENG').id}/answer`, { fields }))
    expect(now).toMatchObject({ state: 'collected', complaint: null })
    const stops = (await look(sales, form.id)).stops
    const stop = (code: string) => stops.find((s: any) => s.kind === 'unit' && s.unit.id === idOf(code))
    expect(stop('P01')).toMatchObject({ state: 'signed', signed: { intact: true, seal: expect.stringMatching(/^[0-9a-f]{64}$/), drawing: { mediaType: 'image/png' } }, measures: [{ text: '换线清点表双签', dueOn: '2027-01-15' }] })
    now = await got(sales.post(`/liaison-stops/${stop('LOG').id}/reject`, { reason: '没有说明为什么没拦住' }))
    expect(now).toMatchObject({ state: 'units', round: 2 })
    // The unit does not take it: the office decides.
    const again = openAt(now, 'unit', 'LOG')
    expect(again).toMatchObject({ round: 2, message: '没有说明为什么没拦住', aboutNo: stop('LOG').no })
    now = await got(logistics.post(`/liaison-stops/${again.id}/dispute`, { reason: '出货前没有检验岗，不归仓库' }))
    expect(now.state).toBe('disputed')
    const deciding = openAt(now, 'office')
    expect(await refused(sales.post(`/liaison-stops/${deciding.id}/decide`, { outcome: 'stands', text: '维持' }))).toMatch(/^403 (liaison\/not-your-unit)$/)
    expect(await refused(office.post(`/liaison-stops/${deciding.id}/decide`, { outcome: 'stands', text: '维持' }))).toBe('409 liaison/nothing-answered')
    now = await got(office.post(`/liaison-stops/${deciding.id}/decide`, { outcome: 'again', text: '仓库是最后一关，须答复', unitIds: [idOf('LOG')] }))
    expect(now.state).toBe('units')
    expect(await refused(logistics.post(`/liaison-stops/${again.id}/send-back`, { reason: '不是我们' }))).toBe('409 liaison/binding')
    expect(await refused(logistics.post(`/liaison-stops/${again.id}/dispute`, { reason: '还是不服' }))).toBe('409 liaison/binding')
    await got(logistics.post(`/liaison-stops/${again.id}/answer`, { fields }))
    now = await got(sales.post(`/liaison-forms/${form.id}/settle`, { reply: '已查明换线余料未清，全批换货' }))
    expect(now).toMatchObject({ state: 'settled', ended: { at: expect.any(String) } })
    expect(now.stops.filter((s: any) => s.kind === 'unit' && s.state === 'accepted')).toHaveLength(3)
    const story = (await got(sales.get(`/complaints/${c.id}`))).timeline.map((e: any) => e.name)
    for (const name of ['liaison.sent', 'liaison.forwarded', 'liaison.answered', 'liaison.rejected', 'liaison.disputed', 'liaison.decided', 'liaison.settled']) expect(story).toContain(name)
  })

  test('a unit sends it back to quality, which asks another; the earlier answer stays', async () => {
    const { form } = await withUnits(['P01', 'LOG'])
    let now = await got(logistics.post(`/liaison-stops/${openAt(form, 'unit', 'LOG').id}/send-back`, { reason: '当天仓库没有动这批货' }))
    const back = openAt(now, 'quality')
    expect(back).toMatchObject({ message: '当天仓库没有动这批货', aboutNo: expect.any(Number) })
    now = await got(quality.post(`/liaison-stops/${back.id}/forward`, { fields: INSPECTION, unitIds: [idOf('ENG')] }))
    expect(openAt(now, 'unit', 'ENG')).toBeTruthy()
    expect(openAt(now, 'unit', 'P01')).toBeTruthy()
  })

  test('quality sends it back, the issuer mends it and sends it again', async () => {
    const { form } = await sent()
    const now = await got(quality.post(`/liaison-stops/${openAt(form, 'quality').id}/send-back`, { reason: '没有写批号' }))
    expect(now.state).toBe('draft')
    const mine = await look(sales, form.id)
    const mended = await got(sales.put(`/liaison-forms/${form.id}`, { version: mine.version, text: mine.text, lot: 'L1107、L1108', fields: mine.fields }))
    expect(await got(sales.post(`/liaison-forms/${form.id}/send`, { version: mended.version }))).toMatchObject({ state: 'quality', lot: 'L1107、L1108' })
  })

  test('what is sent can be called back until somebody has signed after it', async () => {
    const { form } = await sent()
    const issue = form.stops.find((s: any) => s.kind === 'issue')
    const now = await got(sales.post(`/liaison-stops/${issue.id}/recall`, { reason: '数量写错了' }))
    expect(now).toMatchObject({ state: 'draft' })
    const other = await withUnits(['P01'])
    expect(await refused(sales.post(`/liaison-stops/${other.form.stops.find((s: any) => s.kind === 'issue').id}/recall`, { reason: '晚了' }))).toBe('409 liaison/signed-after')
  })

  test('a matter of contract waits for the manager\'s signature', async () => {
    const { c, form } = await issued('brokenPromise')
    expect(form.route).toMatchObject({ rule: 'contract', quality: null, units: [{ id: idOf('HQ') }] })
    expect(await refused(sales.post(`/liaison-forms/${form.id}/send`, { version: form.version }))).toBe('409 complaint/contract-unsigned')
    await got(client('S01', 'shopManager').post(`/complaints/${c.id}/sign-off`, { pointId: c.points[0].id }))
    expect(await got(sales.post(`/liaison-forms/${form.id}/send`, { version: form.version }))).toMatchObject({ state: 'units' })
  })

  test('what must stand on a part is asked for before it is signed', async () => {
    const { form } = await withUnits(['P01'])
    const answer = await plant.post(`/liaison-stops/${openAt(form, 'unit').id}/answer`, { fields: { cause: '余料' } })
    expect(answer).toMatchObject({ status: 422, body: { type: '/problems/liaison/field-missing', errors: [{ pointer: '#/fields/containment' }] } })
    expect(await refused(plant.post(`/liaison-stops/${openAt(form, 'unit').id}/answer`, { fields: { ...ANSWER, rootCause: 'nowhere' } }))).toBe('422 liaison/field-wrong')
  })
})

describe('who may', () => {
  test('a unit sees the form and neither the case nor the phone', async () => {
    const { c, form } = await withUnits(['P01', 'LOG'])
    const shown = await look(logistics, form.id)
    expect(shown).toMatchObject({ complaint: null, customerName: '华星电子' })
    expect(JSON.stringify(shown)).not.toContain(PHONE)
    expect(await refused(logistics.get(`/complaints/${c.id}`))).toBe('404 kernel/not-found')
    expect((await got(logistics.get(`/complaints/${c.id}/liaison-forms`))).items).toHaveLength(1)
    expect(await refused(engineering.get(`/liaison-forms/${form.id}`))).toBe('404 kernel/not-found')
    expect((await got(engineering.get('/liaison-forms'))).items.map((f: any) => f.id)).not.toContain(form.id)
    expect(await refused((await neighbour()).get(`/liaison-forms/${form.id}`))).toBe('404 kernel/not-found')
  })

  test('nobody signs for a unit that is not theirs, whatever they see', async () => {
    const { form } = await withUnits(['P01'])
    const stop = openAt(form, 'unit')
    const fields = await answerOf()
    for (const who of [it.admin, quality, sales]) expect(await refused(who.post(`/liaison-stops/${stop.id}/answer`, { fields }))).toBe('403 liaison/not-your-unit')
    expect(await refused(logistics.post(`/liaison-stops/${stop.id}/answer`, { fields }))).toBe('404 kernel/not-found')
    expect(await refused(plant.post(`/liaison-forms/${form.id}/settle`, { reply: '好了' }))).toBe('403 liaison/not-issuer')
  })

  test('a protected name is not on the form, and one that becomes protected disappears from it', async () => {
    const { c, form } = await withUnits(['LOG'])
    await got(client('HQ', 'complaintOfficer').post(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '客户要求' }))
    expect(await look(logistics, form.id)).toMatchObject({ customerName: null, stops: expect.arrayContaining([expect.objectContaining({ kind: 'issue', signed: expect.objectContaining({ intact: true }) })]) })
  })

  test('a case about somebody is kept from them, form and all', async () => {
    const { c, form } = await withUnits(['P01'])
    const lead = it.people.find((p) => p.unit === 'P01' && p.position === 'countermeasureLead')
    await got(client('HQ', 'complaintOfficer').post(`/complaints/${c.id}/accused`, { personIds: [lead?.id], reason: '投诉的就是他' }))
    expect(await refused((lead?.client as Client).get(`/liaison-forms/${form.id}`))).toBe('404 kernel/not-found')
    expect(await look(plant, form.id)).toMatchObject({ id: form.id })
  })

  test('files of a part are seen with the form', async () => {
    const { form } = await withUnits(['LOG', 'P01'])
    const file = (await upload(logistics, '盘点.png', PNG)).json().id
    await got(logistics.post(`/liaison-stops/${openAt(form, 'unit', 'LOG').id}/answer`, { fields: await answerOf(), fileIds: [file] }))
    expect((await plant.get(`/liaison-forms/${form.id}/files/${file}`)).status).toBe(200)
    expect((await engineering.get(`/liaison-forms/${form.id}/files/${file}`)).status).toBe(404)
    const foreign = (await upload(sales, '别人的.png', PNG)).json().id
    expect(await refused(plant.post(`/liaison-stops/${openAt(form, 'unit', 'P01').id}/answer`, { fields: await answerOf(), fileIds: [foreign] }))).toBe('422 communication/file-unknown')
  })
})

describe('at once', () => {
  test('called back while it is signed: one of the two happens', async () => {
    for (let round = 0; round < 4; round++) {
      const { form } = await sent()
      const [signed, recalled] = await Promise.all([
        quality.post(`/liaison-stops/${openAt(form, 'quality').id}/forward`, { fields: INSPECTION, unitIds: [idOf('P01')] }),
        sales.post(`/liaison-stops/${form.stops.find((s: any) => s.kind === 'issue').id}/recall`, { reason: '等一下' }),
      ])
      expect([signed.status, recalled.status].toSorted()).toEqual([200, 409])
      expect((await look(sales, form.id)).state).toBe(signed.status === 200 ? 'units' : 'draft')
    }
  })

  test('two of one unit sign at once: one signature', async () => {
    const { form } = await withUnits(['P01'])
    const other = client('P01', 'countermeasureLead')
    const fields = await answerOf()
    const answers = await Promise.all([plant, other, plant, other].map((who) => who.post(`/liaison-stops/${openAt(form, 'unit').id}/answer`, { fields })))
    expect(answers.map((a) => a.status).toSorted()).toEqual([200, 409, 409, 409])
  })

  test('all units at once: every answer counts, and the form is collected', async () => {
    const { form } = await withUnits(['P01', 'LOG', 'ENG', 'PUR'])
    const fields = await answerOf()
    const people: Readonly<Record<string, Client>> = { P01: plant, LOG: logistics, ENG: engineering, PUR: client('PUR', 'countermeasureLead') }
    const answers = await Promise.all(Object.entries(people).map(([code, who]) => who.post(`/liaison-stops/${openAt(form, 'unit', code).id}/answer`, { fields })))
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200, 200])
    expect((await look(sales, form.id)).state).toBe('collected')
  })
})

describe('deadlines, closing, and what becomes of it', () => {
  test('each stop has a clock by the calendar of its unit; it warns and rings for the unit, the handler and quality', async () => {
    const { c, form } = await withUnits(['LOG'])
    const stop = openAt(await look(sales, form.id), 'unit')
    expect(stop).toMatchObject({ dueAt: expect.any(String), clockId: expect.any(String) })
    const why = await got(sales.get(`/clocks/${stop.clockId}`))
    // The line stopped: critical, by the hours of the unit itself.
    expect(why).toMatchObject({ rule: { id: 'liaison-stop-critical', amount: 8, unit: 'openHours' } })
    it.w.travel(Date.parse(stop.dueAt) - it.w.now().getTime() + HOUR)
    await sweepClocks(it.w.db, it.w.composed.doors.perform, () => it.w.now())
    const told = async (who: Client) => (await got(who.get('/notifications'))).items.map((n: any) => n.name)
    expect(await told(logistics)).toContain('liaisonLate')
    expect(await told(client('QA', 'qualityManager'))).toContain('clockBreached')
    expect((await got(quality.get('/liaison-forms?late=1'))).items.map((f: any) => f.id)).toContain(form.id)
    const items = (await got(logistics.get('/desk'))).items.filter((i: any) => i.kind === 'liaison')
    expect(items.find((i: any) => i.id === form.id)).toMatchObject({ state: 'late', number: form.number })
    // Late or not, it can be signed; the clock says that it was late.
    await got(logistics.post(`/liaison-stops/${stop.id}/answer`, { fields: await answerOf() }))
    expect((await got(sales.get(`/complaints/${c.id}`))).clocks.find((k: any) => k.id === stop.clockId)).toMatchObject({ state: 'breached' })
    it.w.travel(-DAY)
  })

  test('a case does not close while a form of it is under way', async () => {
    const { c, form } = await sent()
    await got(sales.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
    const gates = (await got(sales.get(`/complaints/${c.id}`))).endings[0].gates.map((g: any) => g.gate)
    expect(gates).toContain('liaison')
    await got(sales.post(`/liaison-forms/${form.id}/withdraw`, { reason: '客户撤回' }))
    expect((await got(sales.get(`/complaints/${c.id}`))).endings[0].gates.map((g: any) => g.gate)).not.toContain('liaison')
    expect(await refused(quality.post(`/liaison-stops/${form.stops.find((s: any) => s.kind === 'quality').id}/forward`, { fields: INSPECTION, unitIds: [idOf('P01')] }))).toBe('409 liaison/ended')
  })

  test('what a unit found becomes a finding with one step, once', async () => {
    const { c, form } = await withUnits(['P01'])
    const stop = openAt(form, 'unit')
    const file = (await upload(plant, '清点表.png', PNG)).json().id
    await got(plant.post(`/liaison-stops/${stop.id}/answer`, { fields: await answerOf(), fileIds: [file] }))
    await got(sales.post(`/liaison-stops/${stop.id}/adopt`, { pointId: c.points[0].id }))
    const [finding] = (await got(sales.get(`/complaints/${c.id}`))).findings
    expect(finding).toMatchObject({ liability: 'ours', text: expect.stringContaining('换线时余料未清'), evidence: [{ id: file }], rootCause: expect.any(String) })
    expect(await refused(sales.post(`/liaison-stops/${stop.id}/adopt`, { pointId: c.points[0].id }))).toBe('409 liaison/adopted-already')
  })

  test('it prints on A4 with every round, in all languages', async () => {
    const { form } = await withUnits(['P01'])
    const drawing = (await upload(plant, '签名.png', PNG)).json().id
    await got(plant.post(`/liaison-stops/${openAt(form, 'unit').id}/answer`, { fields: { ...await answerOf(), cause: '<b>余料</b> #set page(width: 1cm) 𠮷🙂' }, signatureId: drawing }))
    for (const locale of ['zh-CN', 'zh-Hant', 'en']) {
      const { status, body, headers } = await plant.get<Buffer>(`/liaison-forms/${form.id}/paper`, { 'accept-language': locale })
      expect({ status, type: headers['content-type'], begins: Buffer.from(body).subarray(0, 5).toString() }).toEqual({ status: 200, type: 'application/pdf', begins: '%PDF-' })
    }
  }, 60_000)

  test('the board counts what lies where and who is behind', async () => {
    const board = await got(quality.get('/liaison-forms/board'))
    const { items } = await got(quality.get('/liaison-forms?at=units&limit=200'))
    expect(board.at.units).toBe(items.length)
    expect(board.units.find((u: any) => u.id === idOf('P01')).open).toBeGreaterThan(0)
    const pages: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: any = await got(quality.get(`/liaison-forms?limit=3${cursor && `&cursor=${cursor}`}`))
      pages.push(...page.items.map((f: any) => f.id))
      cursor = page.next
    }
    expect(new Set(pages).size).toBe(pages.length)
    expect(pages).toHaveLength((await got(quality.get('/liaison-forms?limit=200'))).items.length)
    expect(await refused(logistics.get('/liaison-forms/board'))).toBe('403 identity/not-allowed')
  })
})
