import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ANSWER, type Factory, INSPECTION, PHONE, openAt, openFactory } from '#test/liaison.ts'
import type { Client } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

let f: Factory
beforeAll(async () => { f = await openFactory() }, 120_000)
afterAll(() => f.w.close())

describe('the way of a form', () => {
  test('begins with what the registration knows, goes where the table says, and says why', async () => {
    const { proposal, form } = await f.issued()
    expect(proposal.fields).toMatchObject({ quantityShipped: 5000, quantityDefective: 120 })
    expect(form).toMatchObject({ state: 'draft', number: expect.stringMatching(/-L1$/), customerName: '华星电子', product: '端子 T-204', lot: 'L1107', route: { rule: 'packing', why: { 'zh-CN': expect.stringContaining('混料') } } })
    expect(form.route.units.map((u: any) => u.id)).toEqual([f.idOf('P01'), f.idOf('LOG')])
    expect(form.route.quality.id).toBe(f.idOf('QA'))
  })

  test('whoever sends it elsewhere says why', async () => {
    const { c } = await f.issued()
    const body = { text: '混料', unitIds: [f.idOf('ENG')] }
    expect(await refused(f.sales.post(`/complaints/${c.id}/liaison-forms`, body))).toBe('422 liaison/otherwise-unexplained')
    const form = await got(f.sales.post(`/complaints/${c.id}/liaison-forms`, { ...body, otherwise: '图纸刚改过，先问工程' }), 201)
    expect(form).toMatchObject({ number: expect.stringMatching(/-L2$/), route: { otherwise: '图纸刚改过，先问工程', units: [{ id: f.idOf('ENG') }] } })
  })

  test('three units answer side by side, one answer is refused and asked again, the office decides a dispute, and it settles with every signature sealed', async () => {
    const { c, form } = await f.withUnits(['P01', 'LOG', 'ENG'])
    expect(form.state).toBe('units')
    const drawing = (await upload(f.plant, '签名.png', PNG)).json().id
    const fields = f.answer()
    const at = (now: any, code: string) => openAt(now, 'unit', f.idOf(code))
    // At once: each has their own stop.
    const [a, b] = await Promise.all([
      f.plant.post(`/liaison-stops/${at(form, 'P01').id}/answer`, { fields, signatureId: drawing, measures: [{ kind: 'correct', text: '换线清点表双签', responsible: '王班长', dueOn: '2027-01-15' }] }),
      f.logistics.post(`/liaison-stops/${at(form, 'LOG').id}/answer`, { fields }),
    ])
    expect([a.status, b.status]).toEqual([200, 200])
    let now = await got(f.engineering.post(`/liaison-stops/${at(form, 'ENG').id}/answer`, { fields }))
    expect(now).toMatchObject({ state: 'collected', complaint: null })
    const stops = (await f.look(f.sales, form.id)).stops
    const stop = (code: string) => stops.find((s: any) => s.kind === 'unit' && s.unit.id === f.idOf(code))
    expect(stop('P01')).toMatchObject({ state: 'signed', signed: { intact: true, seal: expect.stringMatching(/^[0-9a-f]{64}$/), drawing: { mediaType: 'image/png' } }, measures: [{ text: '换线清点表双签', dueOn: '2027-01-15' }] })
    now = await got(f.sales.post(`/liaison-stops/${stop('LOG').id}/reject`, { reason: '没有说明为什么没拦住' }))
    expect(now).toMatchObject({ state: 'units', round: 2 })
    // The unit does not take it: the f.office decides.
    const again = openAt(now, 'unit', f.idOf('LOG'))
    expect(again).toMatchObject({ round: 2, message: '没有说明为什么没拦住', aboutNo: stop('LOG').no })
    now = await got(f.logistics.post(`/liaison-stops/${again.id}/dispute`, { reason: '出货前没有检验岗，不归仓库' }))
    expect(now.state).toBe('disputed')
    const deciding = openAt(now, 'office')
    expect(await refused(f.sales.post(`/liaison-stops/${deciding.id}/decide`, { outcome: 'stands', text: '维持' }))).toMatch(/^403 (liaison\/not-your-unit)$/)
    expect(await refused(f.office.post(`/liaison-stops/${deciding.id}/decide`, { outcome: 'stands', text: '维持' }))).toBe('409 liaison/nothing-answered')
    now = await got(f.office.post(`/liaison-stops/${deciding.id}/decide`, { outcome: 'again', text: '仓库是最后一关，须答复', unitIds: [f.idOf('LOG')] }))
    expect(now.state).toBe('units')
    expect(await refused(f.logistics.post(`/liaison-stops/${again.id}/send-back`, { reason: '不是我们' }))).toBe('409 liaison/binding')
    expect(await refused(f.logistics.post(`/liaison-stops/${again.id}/dispute`, { reason: '还是不服' }))).toBe('409 liaison/binding')
    await got(f.logistics.post(`/liaison-stops/${again.id}/answer`, { fields }))
    now = await got(f.sales.post(`/liaison-forms/${form.id}/settle`, { reply: '已查明换线余料未清，全批换货' }))
    expect(now).toMatchObject({ state: 'settled', ended: { at: expect.any(String) } })
    expect(now.stops.filter((s: any) => s.kind === 'unit' && s.state === 'accepted')).toHaveLength(3)
    const story = (await got(f.sales.get(`/complaints/${c.id}`))).timeline.map((e: any) => e.name)
    for (const name of ['liaison.sent', 'liaison.forwarded', 'liaison.answered', 'liaison.rejected', 'liaison.disputed', 'liaison.decided', 'liaison.settled']) expect(story).toContain(name)
  })

  test('a unit sends it back to quality, which asks another; the earlier answer stays', async () => {
    const { form } = await f.withUnits(['P01', 'LOG'])
    let now = await got(f.logistics.post(`/liaison-stops/${openAt(form, 'unit', f.idOf('LOG')).id}/send-back`, { reason: '当天仓库没有动这批货' }))
    const back = openAt(now, 'quality')
    expect(back).toMatchObject({ message: '当天仓库没有动这批货', aboutNo: expect.any(Number) })
    now = await got(f.quality.post(`/liaison-stops/${back.id}/forward`, { fields: INSPECTION, unitIds: [f.idOf('ENG')] }))
    expect(openAt(now, 'unit', f.idOf('ENG'))).toBeTruthy()
    expect(openAt(now, 'unit', f.idOf('P01'))).toBeTruthy()
  })

  test('quality sends it back, the issuer mends it and sends it again', async () => {
    const { form } = await f.sent()
    const now = await got(f.quality.post(`/liaison-stops/${openAt(form, 'quality').id}/send-back`, { reason: '没有写批号' }))
    expect(now.state).toBe('draft')
    const mine = await f.look(f.sales, form.id)
    const mended = await got(f.sales.put(`/liaison-forms/${form.id}`, { version: mine.version, text: mine.text, lot: 'L1107、L1108', fields: mine.fields }))
    expect(await got(f.sales.post(`/liaison-forms/${form.id}/send`, { version: mended.version }))).toMatchObject({
      state: 'quality', lot: 'L1107、L1108', stops: [{ kind: 'issue', state: 'voided', signed: { intact: true } }, { kind: 'quality', state: 'returned' }, { kind: 'issue', state: 'signed', signed: { intact: true } }, { kind: 'quality', state: 'open' }],
    })
  })

  test('what is sent can be called back until somebody has signed after it', async () => {
    const { form } = await f.sent()
    const issue = form.stops.find((s: any) => s.kind === 'issue')
    const now = await got(f.sales.post(`/liaison-stops/${issue.id}/recall`, { reason: '数量写错了' }))
    expect(now).toMatchObject({ state: 'draft' })
    const other = await f.withUnits(['P01'])
    expect(await refused(f.sales.post(`/liaison-stops/${other.form.stops.find((s: any) => s.kind === 'issue').id}/recall`, { reason: '晚了' }))).toBe('409 liaison/signed-after')
  })

  test('a matter of contract waits for the manager\'s signature', async () => {
    const { c, form } = await f.issued('brokenPromise')
    expect(form.route).toMatchObject({ rule: 'contract', quality: null, units: [{ id: f.idOf('HQ') }] })
    expect(await refused(f.sales.post(`/liaison-forms/${form.id}/send`, { version: form.version }))).toBe('409 complaint/contract-unsigned')
    await got(f.client('S01', 'shopManager').post(`/complaints/${c.id}/sign-off`, { pointId: c.points[0].id }))
    expect(await got(f.sales.post(`/liaison-forms/${form.id}/send`, { version: form.version }))).toMatchObject({ state: 'units' })
  })

  test('what must stand on a part is asked for before it is signed', async () => {
    const { form } = await f.withUnits(['P01'])
    const answer = await f.plant.post(`/liaison-stops/${openAt(form, 'unit').id}/answer`, { fields: { cause: '余料' } })
    expect(answer).toMatchObject({ status: 422, body: { type: '/problems/liaison/field-missing', errors: [{ pointer: '#/fields/containment' }] } })
    expect(await refused(f.plant.post(`/liaison-stops/${openAt(form, 'unit').id}/answer`, { fields: { ...ANSWER, rootCause: 'nowhere' } }))).toBe('422 liaison/field-wrong')
  })
})

describe('who may', () => {
  test('a unit sees the form and neither the case nor the phone', async () => {
    const { c, form } = await f.withUnits(['P01', 'LOG'])
    const shown = await f.look(f.logistics, form.id)
    expect(shown).toMatchObject({ complaint: null, customerName: '华星电子' })
    expect(JSON.stringify(shown)).not.toContain(PHONE)
    expect(await refused(f.logistics.get(`/complaints/${c.id}`))).toBe('404 kernel/not-found')
    expect((await got(f.logistics.get(`/complaints/${c.id}/liaison-forms`))).items).toHaveLength(1)
    expect(await refused(f.engineering.get(`/liaison-forms/${form.id}`))).toBe('404 kernel/not-found')
    expect((await got(f.engineering.get('/liaison-forms'))).items.map((f: any) => f.id)).not.toContain(form.id)
    expect(await refused((await f.neighbour()).get(`/liaison-forms/${form.id}`))).toBe('404 kernel/not-found')
  })

  test('nobody signs for a unit that is not theirs, whatever they see', async () => {
    const { form } = await f.withUnits(['P01'])
    const stop = openAt(form, 'unit')
    const fields = f.answer()
    for (const who of [f.it.admin, f.quality, f.sales]) expect(await refused(who.post(`/liaison-stops/${stop.id}/answer`, { fields }))).toBe('403 liaison/not-your-unit')
    expect(await refused(f.logistics.post(`/liaison-stops/${stop.id}/answer`, { fields }))).toBe('404 kernel/not-found')
    expect(await refused(f.plant.post(`/liaison-forms/${form.id}/settle`, { reply: '好了' }))).toBe('403 liaison/not-issuer')
  })

  test('a protected name is not on the form, and one that becomes protected disappears from it', async () => {
    const { c, form } = await f.withUnits(['LOG'])
    await got(f.client('HQ', 'complaintOfficer').post(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '客户要求' }))
    expect(await f.look(f.logistics, form.id)).toMatchObject({ customerName: null, stops: expect.arrayContaining([expect.objectContaining({ kind: 'issue', signed: expect.objectContaining({ intact: true }) })]) })
  })

  test('a case about somebody is kept from them, form and all', async () => {
    const { c, form } = await f.withUnits(['P01'])
    const lead = f.it.people.find((p) => p.unit === 'P01' && p.position === 'countermeasureLead')
    await got(f.client('HQ', 'complaintOfficer').post(`/complaints/${c.id}/accused`, { personIds: [lead?.id], reason: '投诉的就是他' }))
    expect(await refused((lead?.client as Client).get(`/liaison-forms/${form.id}`))).toBe('404 kernel/not-found')
    expect(await f.look(f.plant, form.id)).toMatchObject({ id: form.id })
  })

  test('files of a part are seen with the form', async () => {
    const { form } = await f.withUnits(['LOG', 'P01'])
    const file = (await upload(f.logistics, '盘点.png', PNG)).json().id
    await got(f.logistics.post(`/liaison-stops/${openAt(form, 'unit', f.idOf('LOG')).id}/answer`, { fields: f.answer(), fileIds: [file] }))
    expect((await f.plant.get(`/liaison-forms/${form.id}/files/${file}`)).status).toBe(200)
    expect((await f.engineering.get(`/liaison-forms/${form.id}/files/${file}`)).status).toBe(404)
    const foreign = (await upload(f.sales, '别人的.png', PNG)).json().id
    expect(await refused(f.plant.post(`/liaison-stops/${openAt(form, 'unit', f.idOf('P01')).id}/answer`, { fields: f.answer(), fileIds: [foreign] }))).toBe('422 communication/file-unknown')
  })
})


test('every signature is as its event says it', async () => {
  expect((await verdictOn(f.w)).rows.altered).toEqual([])
})
