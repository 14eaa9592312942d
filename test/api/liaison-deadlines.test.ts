import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY, HOUR } from '#kernel/time.ts'
import { sweepClocks } from '#modules/clock/sweep.ts'
import type { Client } from '#test/app.ts'
import { type Factory, INSPECTION, openAt, openFactory } from '#test/liaison.ts'
import { got, refused } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'

let f: Factory
beforeAll(async () => { f = await openFactory() }, 120_000)
afterAll(() => f.w.close())

describe('at once', () => {
  test('called back while it is signed: one of the two happens', async () => {
    for (let round = 0; round < 4; round++) {
      const { form } = await f.sent()
      const [signed, recalled] = await Promise.all([
        f.quality.post(`/liaison-stops/${openAt(form, 'quality').id}/forward`, { fields: INSPECTION, unitIds: [f.idOf('P01')] }),
        f.sales.post(`/liaison-stops/${form.stops.find((s: any) => s.kind === 'issue').id}/recall`, { reason: '等一下' }),
      ])
      expect([signed.status, recalled.status].toSorted()).toEqual([200, 409])
      expect((await f.look(f.sales, form.id)).state).toBe(signed.status === 200 ? 'units' : 'draft')
    }
  })

  test('two of one unit sign at once: one signature', async () => {
    const { form } = await f.withUnits(['P01'])
    const other = f.client('P01', 'countermeasureLead')
    const fields = f.answer()
    const answers = await Promise.all([f.plant, other, f.plant, other].map((who) => who.post(`/liaison-stops/${openAt(form, 'unit').id}/answer`, { fields })))
    expect(answers.map((a) => a.status).toSorted()).toEqual([200, 409, 409, 409])
  })

  test('all units at once: every answer counts, and the form is collected', async () => {
    const { form } = await f.withUnits(['P01', 'LOG', 'ENG', 'PUR'])
    const fields = f.answer()
    const people: Readonly<Record<string, Client>> = { P01: f.plant, LOG: f.logistics, ENG: f.engineering, PUR: f.client('PUR', 'countermeasureLead') }
    const answers = await Promise.all(Object.entries(people).map(([code, who]) => who.post(`/liaison-stops/${openAt(form, 'unit', f.idOf(code)).id}/answer`, { fields })))
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200, 200])
    expect((await f.look(f.sales, form.id)).state).toBe('collected')
  })
})

describe('deadlines, closing, and what becomes of it', () => {
  test('each stop has a clock by the calendar of its unit; it warns and rings for the unit, the handler and quality', async () => {
    const { c, form } = await f.withUnits(['LOG'])
    const stop = openAt(await f.look(f.sales, form.id), 'unit')
    expect(stop).toMatchObject({ dueAt: expect.any(String), clockId: expect.any(String) })
    const why = await got(f.sales.get(`/clocks/${stop.clockId}`))
    // The line stopped: critical, by the hours of the unit itself.
    expect(why).toMatchObject({ rule: { id: 'liaison-stop-critical', amount: 8, unit: 'openHours' } })
    f.w.travel(Date.parse(stop.dueAt) - f.w.now().getTime() + HOUR)
    await sweepClocks(f.w.db, f.w.composed.doors.perform, () => f.w.now())
    const told = async (who: Client) => (await got(who.get('/notifications'))).items.map((n: any) => n.name)
    expect(await told(f.logistics)).toContain('liaisonLate')
    expect(await told(f.client('QA', 'qualityManager'))).toContain('clockBreached')
    expect((await got(f.quality.get('/liaison-forms?late=1'))).items.map((f: any) => f.id)).toContain(form.id)
    const items = (await got(f.logistics.get('/desk'))).items.filter((i: any) => i.kind === 'liaison')
    expect(items.find((i: any) => i.id === form.id)).toMatchObject({ state: 'late', number: form.number })
    // Late or not, it can be signed; the clock says that it was late.
    await got(f.logistics.post(`/liaison-stops/${stop.id}/answer`, { fields: f.answer() }))
    expect((await got(f.sales.get(`/complaints/${c.id}`))).clocks.find((k: any) => k.id === stop.clockId)).toMatchObject({ state: 'breached' })
    f.w.travel(-DAY)
  })

  test('a case does not close while a form of it is under way', async () => {
    const { c, form } = await f.sent()
    await got(f.sales.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
    const gates = (await got(f.sales.get(`/complaints/${c.id}`))).endings[0].gates.map((g: any) => g.gate)
    expect(gates).toContain('liaison')
    await got(f.sales.post(`/liaison-forms/${form.id}/withdraw`, { reason: '客户撤回' }))
    expect((await got(f.sales.get(`/complaints/${c.id}`))).endings[0].gates.map((g: any) => g.gate)).not.toContain('liaison')
    expect(await refused(f.quality.post(`/liaison-stops/${form.stops.find((s: any) => s.kind === 'quality').id}/forward`, { fields: INSPECTION, unitIds: [f.idOf('P01')] }))).toBe('409 liaison/ended')
  })

  test('what a unit found becomes a finding with one step, once', async () => {
    const { c, form } = await f.withUnits(['P01'])
    const stop = openAt(form, 'unit')
    const file = (await upload(f.plant, '清点表.png', PNG)).json().id
    await got(f.plant.post(`/liaison-stops/${stop.id}/answer`, { fields: f.answer(), fileIds: [file] }))
    await got(f.sales.post(`/liaison-stops/${stop.id}/adopt`, { pointId: c.points[0].id }))
    const [finding] = (await got(f.sales.get(`/complaints/${c.id}`))).findings
    expect(finding).toMatchObject({ liability: 'ours', text: expect.stringContaining('换线时余料未清'), evidence: [{ id: file }], rootCause: expect.any(String) })
    expect(await refused(f.sales.post(`/liaison-stops/${stop.id}/adopt`, { pointId: c.points[0].id }))).toBe('409 liaison/adopted-already')
  })

  test('it prints on A4 with every round, in all languages', async () => {
    const { form } = await f.withUnits(['P01'])
    const drawing = (await upload(f.plant, '签名.png', PNG)).json().id
    await got(f.plant.post(`/liaison-stops/${openAt(form, 'unit').id}/answer`, { fields: { ...f.answer(), cause: '<b>余料</b> #set page(width: 1cm) 𠮷🙂' }, signatureId: drawing }))
    for (const locale of ['zh-CN', 'zh-Hant', 'en']) {
      const { status, body, headers } = await f.plant.get<Buffer>(`/liaison-forms/${form.id}/paper`, { 'accept-language': locale })
      expect({ status, type: headers['content-type'], begins: Buffer.from(body).subarray(0, 5).toString() }).toEqual({ status: 200, type: 'application/pdf', begins: '%PDF-' })
    }
  }, 60_000)

  test('the board counts what lies where and who is behind', async () => {
    const board = await got(f.quality.get('/liaison-forms/board'))
    const { items } = await got(f.quality.get('/liaison-forms?at=units&limit=200'))
    expect(board.at.units).toBe(items.length)
    expect(board.units.find((u: any) => u.id === f.idOf('P01')).open).toBeGreaterThan(0)
    const pages: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: any = await got(f.quality.get(`/liaison-forms?limit=3${cursor && `&cursor=${cursor}`}`))
      pages.push(...page.items.map((f: any) => f.id))
      cursor = page.next
    }
    expect(new Set(pages).size).toBe(pages.length)
    expect(pages).toHaveLength((await got(f.quality.get('/liaison-forms?limit=200'))).items.length)
    expect(await refused(f.logistics.get('/liaison-forms/board'))).toBe('403 identity/not-allowed')
  })
})
