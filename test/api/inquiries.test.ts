import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepInquiries } from '#modules/inquiry/sweep.ts'
import type { Client, World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { faulty, got, refused } from '#test/steps.ts'
import { PNG, register, upload } from '#test/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person
let phones = 0

beforeAll(async () => { ({ w, clerk, mate, manager, away } = await openCounter()) })
afterAll(() => w.close())

const later = (ms: number) => new Date(w.now().getTime() + ms).toISOString()
const newCase = (change: Record<string, unknown> = {}) => register(w, clerk, { customer: { name: '何女士', phone: `1371114${String(1000 + phones++)}` }, ...change })
const photo = async (who: Client = clerk) => (await upload(who, '现场.png', PNG)).json().id as string
const told = async (who: Client, name: string) => ((await got(who.get('/notifications'))).items as { name: string }[]).filter((n) => n.name === name).length
const asking = (change: Record<string, unknown> = {}) => ({ what: '看看掉钻的经过', ownerId: mate.id, dueAt: later(2 * DAY), details: { kind: 'siteVisit', fields: {} }, ...change })
const asked = async (change: Record<string, unknown> = {}, of: Record<string, unknown> = {}) => { const c = await newCase(of); return { c, one: await got(clerk.post(`/complaints/${c.id}/inquiries`, asking(change)), 201) } }
const visit = (change: Record<string, unknown> = {}) => ({ kind: 'siteVisit', fields: { place: '顾客家中', spot: { latitude: 31.230416, longitude: 121.473701, accuracy: 12.5, at: later(-HOUR) }, arrived: later(-2 * HOUR), left: later(-HOUR), present: '何女士、小王', seen: '爪镶松动', ...change } })
const done = (one: { version: number }, details: object, change: Record<string, unknown> = {}) => ({ version: one.version, details, result: '爪镶工艺不良', ...change })

describe('something that is to be found out', () => {
  test('is given to somebody by a time, stands on their desk, and is finished with what its kind asks for', async () => {
    const { c, one } = await asked({ pointId: null })
    expect(one).toMatchObject({ number: `${c.number}-D1`, state: 'open', owner: { id: mate.id }, late: false, details: { kind: 'siteVisit', fields: {} } })
    expect(await told(mate, 'inquiryAsked')).toBe(1)
    expect((await got(mate.get('/desk'))).items.some((i: { kind: string; id: string }) => i.kind === 'inquiry' && i.id === one.id)).toBe(true)
    expect(await faulty(mate.post(`/inquiries/${one.id}/done`, done(one, visit({ seen: '' }))))).toBe('422 #/details/fields/seen')
    expect(await refused(mate.post(`/inquiries/${one.id}/done`, done(one, visit({ seen: '' }))))).toBe('422 inquiry/field-missing')
    expect(await refused(mate.post(`/inquiries/${one.id}/done`, done(one, visit({ left: later(-3 * HOUR) }))))).toBe('422 inquiry/ends-before')
    const saved = await got(mate.put(`/inquiries/${one.id}`, { version: one.version, what: one.what, ownerId: mate.id, dueAt: one.dueAt, details: visit({ seen: '' }), fileIds: [await photo(mate)] }))
    expect(saved).toMatchObject({ state: 'open', files: [{ name: '现场.png' }], details: { fields: { place: '顾客家中', spot: { accuracy: 12.5 } } } })
    expect(await refused(mate.post(`/inquiries/${one.id}/done`, done(one, visit())))).toBe('409 kernel/stale-version')
    const found = await got(mate.post(`/inquiries/${one.id}/done`, done(saved, visit())))
    expect(found).toMatchObject({ state: 'done', result: '爪镶工艺不良', files: [{ name: '现场.png' }], ended: { by: { id: mate.id } } })
    expect(await told(clerk, 'inquiryDone')).toBe(1)
    expect(await refused(mate.post(`/inquiries/${one.id}/drop`, { version: found.version, reason: 'x' }))).toBe('409 inquiry/ended')
  })

  test('takes only what belongs to its kind, its case and its sender', async () => {
    const { c, one } = await asked()
    expect(await faulty(clerk.post(`/complaints/${c.id}/inquiries`, asking({ details: { kind: 'siteVisit', fields: { said: 'x' } } })))).toMatch(/^422 /)
    expect(await faulty(clerk.post(`/complaints/${c.id}/inquiries`, asking({ details: { kind: 'siteVisit', fields: { spot: { latitude: 91, longitude: 0, accuracy: 1, at: later(0) } } } })))).toMatch(/^422 /)
    expect(await refused(clerk.put(`/inquiries/${one.id}`, { version: one.version, what: 'x', ownerId: mate.id, dueAt: one.dueAt, details: { kind: 'interview', fields: {} } }))).toBe('422 inquiry/other-kind')
    expect(await refused(clerk.post(`/complaints/${c.id}/inquiries`, asking({ dueAt: later(-1) })))).toBe('422 inquiry/due-in-past')
    expect(await refused(clerk.post(`/complaints/${c.id}/inquiries`, asking({ pointId: (await newCase()).points[0]?.id })))).toBe('422 complaint/point-unknown')
    expect(await refused(clerk.post(`/complaints/${c.id}/inquiries`, asking({ fileIds: [await photo(mate)] })))).toBe('422 communication/file-unknown')
    expect(await refused(clerk.post(`/complaints/${c.id}/inquiries`, asking({ evidenceIds: [one.id] })))).toBe('422 inquiry/thing-unknown')
    expect(await refused(away.post(`/complaints/${c.id}/inquiries`, asking()))).toBe('404 kernel/not-found')
    expect(await refused(away.get(`/inquiries/${one.id}`))).toBe('404 kernel/not-found')
    expect((await got((await w.otherOrganization()).get('/inquiries'))).items).toEqual([])
  })

  test('keeps whatever was written, byte for byte, in every kind', async () => {
    const naughty = '“访谈”<b>\u202e😀 {{x}} \'; drop table'
    const kinds = {
      processAnalysis: { procedure: naughty, steps: [{ step: naughty, should: 'a', did: 'b', asProcedure: false }], departure: naughty }, records: { source: 'camera', system: naughty, coversFrom: later(-DAY), coversUntil: later(-HOUR), keeper: '物业', seen: naughty },
      interview: { whom: 'staff', name: naughty, begun: later(-HOUR), ended: later(0), said: naughty, confirmed: 'readBackCorrected', corrections: naughty }, lotInspection: { lot: naughty, recordNumbers: 'R-1', values: [{ item: '3d', standard: '≥22', measured: '21.5', conforms: false }], conformity: 'deviates' },
      appraisal: { appraiser: 'institution', name: naughty, commission: 'jointly', ourName: '我', customerName: '何', agreement: naughty, question: naughty, fee: 80_000, bearer: 'byResult', opinion: naughty }, labTest: { laboratory: naughty, accreditation: 'CNAS L1', values: [], fee: 1, bearer: 'ours', conclusion: naughty },
    }
    for (const [kind, fields] of Object.entries(kinds)) {
      const { one } = await asked({ details: { kind, fields } })
      const found = await got(clerk.post(`/inquiries/${one.id}/done`, done(one, { kind, fields })))
      expect(found.details.fields).toEqual(fields)
    }
    const { one } = await asked({ details: { kind: 'appraisal', fields: {} } })
    expect(await faulty(clerk.post(`/inquiries/${one.id}/done`, done(one, { kind: 'appraisal', fields: { ...kinds.appraisal, agreement: null } })))).toBe('422 #/details/fields/agreement')
    const alone = await got(clerk.post(`/inquiries/${one.id}/done`, done(one, { kind: 'appraisal', fields: { ...kinds.appraisal, commission: 'ours' } })))
    expect(alone.details.fields.agreement).toBeUndefined()
  })

  test('is ended by one of two who end it at once', async () => {
    const { one } = await asked()
    const at = await Promise.all([clerk, mate, manager].map((who) => who.post(`/inquiries/${one.id}/done`, done(one, visit()))))
    expect(at.map((a) => a.status).sort()).toEqual([200, 409, 409])
    const both = await Promise.all(Array.from({ length: 4 }, () => clerk.post(`/complaints/${one.complaintId}/inquiries`, asking())))
    expect(both.map((a) => a.body.number.split('-').at(-1)).sort()).toEqual(['D2', 'D3', 'D4', 'D5'])
  })

  test('is reminded of, and told to who leads when it is late, once each; it can be dropped and taken up again', async () => {
    const { one } = await asked()
    const sweep = () => sweepInquiries(w.db, w.composed.doors.perform, w.now)
    const before = { soon: await told(mate, 'inquiryDueSoon'), late: await told(manager, 'inquiryLate') }
    w.travel(1.6 * DAY)
    await Promise.all([sweep(), sweep()])
    await sweep()
    expect(await told(mate, 'inquiryDueSoon')).toBeGreaterThan(before.soon)
    const reminded = await told(mate, 'inquiryDueSoon')
    w.travel(DAY)
    await Promise.all([sweep(), sweep()])
    await sweep()
    expect(await told(mate, 'inquiryDueSoon')).toBe(reminded)
    expect(((await got(manager.get(`/complaints/${one.complaintId}`))).timeline as { name: string }[]).filter((e) => e.name === 'inquiry.late')).toHaveLength(1)
    expect((await got(mate.get('/inquiries?mine=1&late=1'))).items.map((i: { id: string }) => i.id)).toContain(one.id)
    const dropped = await got(manager.post(`/inquiries/${one.id}/drop`, { version: one.version, reason: '顾客撤回' }))
    expect(dropped).toMatchObject({ state: 'dropped', ended: { why: '顾客撤回' } })
    expect(await refused(manager.post(`/inquiries/${one.id}/reopen`, { version: dropped.version, reason: '又提出', dueAt: later(-1) }))).toBe('422 inquiry/due-in-past')
    expect(await got(manager.post(`/inquiries/${one.id}/reopen`, { version: dropped.version, reason: '又提出', dueAt: later(DAY) }))).toMatchObject({ state: 'open', late: false, reopened: 1 })
  })
})

describe('independence', () => {
  test('nobody looks into a complaint about themselves, and what they had goes to who looks after the case', async () => {
    const { c, one } = await asked()
    await got(manager.post(`/complaints/${c.id}/accused`, { personIds: [mate.id], reason: '顾客说是小王的态度' }))
    const now = await got(manager.get(`/inquiries/${one.id}`))
    expect(now.owner.id).not.toBe(mate.id)
    expect(await refused(mate.get(`/inquiries/${one.id}`))).toBe('404 kernel/not-found')
    expect(await refused(manager.post(`/complaints/${c.id}/inquiries`, asking()))).toBe('422 complaint/not-independent')
    expect(await refused(manager.put(`/inquiries/${one.id}`, { version: now.version, what: 'x', ownerId: mate.id, dueAt: now.dueAt, details: now.details }))).toBe('422 complaint/not-independent')
  })

  test('somebody of another unit who is asked sees the case, until it is taken from them', async () => {
    const { c, one } = await asked({ ownerId: away.id })
    await got(away.get(`/complaints/${c.id}`))
    const on = await got(clerk.put(`/inquiries/${one.id}`, { version: one.version, what: one.what, ownerId: mate.id, dueAt: one.dueAt, details: one.details }))
    expect(await refused(away.get(`/inquiries/${on.id}`))).toBe('404 kernel/not-found')
    expect(await refused(away.get(`/complaints/${c.id}`))).toBe('404 kernel/not-found')
  })
})

describe('what was found out', () => {
  test('is cited by a finding, whose method follows; an open inquiry is not, and stops the closing', async () => {
    const { c, one } = await asked()
    const finding = { pointId: c.points[0]?.id, text: '爪镶松动', liability: 'ours', rootCause: null, evidence: [], inquiryIds: [one.id] }
    expect(await faulty(clerk.post(`/complaints/${c.id}/findings`, finding))).toBe('422 #/inquiryIds/0')
    const gate = async () => ((await got(clerk.get(`/complaints/${c.id}`))).endings as { gates: { gate: string; words: string | null }[] }[]).map((e) => e.gates.find((g) => g.gate === 'inquiries')?.words ?? null)
    expect((await gate()).every((words) => words?.includes('调查'))).toBe(true)
    await got(clerk.post(`/inquiries/${one.id}/done`, done(one, visit())))
    expect((await gate()).every((words) => words === null)).toBe(true)
    const shown = await got(clerk.post(`/complaints/${c.id}/findings`, finding))
    expect(shown.findings).toMatchObject([{ method: 'siteVisit', inquiries: [{ id: one.id, kind: 'siteVisit' }] }])
    const paper = await clerk.get<Buffer>(`/complaints/${c.id}/papers/file`)
    expect([paper.status, Buffer.from(paper.body).subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
  }, 60_000)

  test('of a lot names the other cases of it that one sees', async () => {
    const lot = 'L20261101'
    const { c } = await asked({}, { product: { name: '水泥', lot } })
    const other = await newCase({ product: { name: '水泥', lot } })
    expect((await got(clerk.get(`/complaints/${c.id}/same-lot?lot=${lot}`))).items).toMatchObject([{ id: other.id, number: other.number }])
    expect((await got(away.get(`/complaints/${c.id}/same-lot?lot=${lot}`))).items).toEqual([])
  })

  test('in records that are overwritten becomes evidence that expires', async () => {
    const records = { kind: 'records', fields: { source: 'camera', system: '三号机位', coversFrom: later(-5 * DAY), coversUntil: later(-5 * DAY + HOUR), keeper: '商场物业', keptDays: 15 } }
    const { one } = await asked({ details: records })
    expect(one.evidence).toMatchObject([{ what: '三号机位', keeping: 'running' }])
    const item = await got(clerk.get(`/evidence/${one.evidence[0].id}`))
    expect(item).toMatchObject({ kind: 'footage', holderName: '商场物业', holder: null })
    expect(Date.parse(item.clock.until) - w.now().getTime()).toBeCloseTo(10 * DAY, -5)
    const again = await got(clerk.put(`/inquiries/${one.id}`, { version: one.version, what: one.what, ownerId: mate.id, dueAt: one.dueAt, details: records }))
    expect(again.evidence).toHaveLength(1)
  })

  test('goes along when its case is merged, and comes back', async () => {
    const customer = { name: '何女士', phone: `1371114${String(1000 + phones++)}` }
    const a = await register(w, clerk, { customer })
    const { c: b, one } = await asked({ fileIds: [await photo()] }, { customer })
    const item = await got(clerk.post(`/complaints/${b.id}/evidence`, { kind: 'document', what: '小票', origin: '顾客', collectedAt: later(0), collectedPlace: '柜台', place: '档案柜' }), 201)
    const where = async () => [(await got(manager.get(`/inquiries/${one.id}`))).complaintId, (await got(manager.get(`/evidence/${item.id}`))).complaintId]
    await got(manager.post(`/complaints/${a.id}/merge`, { duplicateId: b.id, reason: '同一件事' }))
    expect(await where()).toEqual([a.id, a.id])
    await got(manager.post(`/complaints/${a.id}/unmerge`, { duplicateId: b.id, reason: '不是一件事' }))
    expect(await where()).toEqual([b.id, b.id])
  })

  test('is listed page by page, with none twice', async () => {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { id: string }[]; next: string | null } = await got(manager.get(`/inquiries?state=done&limit=2${cursor && `&cursor=${cursor}`}`))
      seen.push(...page.items.map((i) => i.id))
      cursor = page.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe((await got(manager.get('/inquiries?state=done&limit=200'))).items.length)
  })
})
