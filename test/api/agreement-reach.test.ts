import { afterAll, beforeAll, expect, test } from 'vitest'
import { begun, drawing, frozen, outsideOf, proposedCase, signAs } from '#test/agreement.ts'
import type { Person } from '#test/counter.ts'
import { type Messages, openMessages } from '#test/messages.ts'
import { jobsDone } from '#test/jobs.ts'
import { answering } from '#test/receiver.ts'
import { got, onDatabase, refused } from '#test/steps.ts'

const TAKEN = answering(200, '{"Code":"OK","BizId":"9^0"}')
const template = (kind: string) => ({ kind, locale: 'zh-CN', templateId: `SMS_${kind}`, params: [{ name: 'code', value: 'code' }] })

let h: Messages
let clerk: Person
let officer: Person
beforeAll(async () => {
  h = await openMessages()
  clerk = await h.w.person('小李', 'S01', 'clerk')
  officer = await h.w.person('张专员', 'HQ', 'complaintOfficer')
}, 120_000)
afterAll(() => h.close())

/** What went out to the gateway by a template. */
const texted = (kind: string) => h.receiver.received.flatMap((r) => { const asked = new URL(r.path, 'http://x').searchParams; return asked.get('TemplateCode') === `SMS_${kind}` ? [{ to: asked.get('PhoneNumbers'), code: String(JSON.parse(asked.get('TemplateParam') ?? '{}').code) }] : [] })
/** Who complains is looked at, with the reason. */
const looked = (c: { readonly id: string }) => got<any>(officer.post(`/complaints/${c.id}/complainant`, { reason: '拟协议' }))
const carried = async () => { h.receiver.next(TAKEN); await h.carry() }

test('by SMS goes a link that can be typed, and then a code; neither lies anywhere afterwards', async () => {
  const { w } = h
  const { c } = await proposedCase(w, clerk, undefined, { email: undefined })
  const paper = await frozen(clerk, c)
  expect(await refused(clerk.post(`/agreements/${paper.id}/links`, { version: paper.version, way: 'sms' }))).toBe('409 agreement/cannot-text')
  await h.create('aliyunSms', { settings: { accessKeyId: 'LTAI-id', signName: '闻过珠宝' }, secrets: { accessKeySecret: 'the-secret' }, templates: [template('agreement'), template('signCode')] })
  const { url } = await got<any>(clerk.post(`/agreements/${paper.id}/links`, { version: paper.version, way: 'sms' }), 201)
  expect(url).toBeNull()
  await carried()
  const [link] = texted('agreement')
  expect(link?.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  const outside = outsideOf(w, [])
  const code = ` ${link?.code.toLowerCase().replaceAll('-', '')}`.trim()
  expect(await got<any>(outside.look(code))).toMatchObject({ contact: expect.stringMatching(/^137\*\*\*\*\d{4}$/), paper: null })
  await got(outside.ask(code), 201)
  await carried()
  const [sent] = texted('signCode')
  expect(sent).toMatchObject({ to: link?.to, code: expect.stringMatching(/^\d{6}$/) })
  const { pass } = await got<any>(outside.show(code, sent?.code ?? ''), 201)
  const signed = await got<any>(outside.sign(code, pass, { signatureId: await outside.draw(code, pass), sha256: paper.sha256 }))
  expect(signed.paper.signatures).toMatchObject([{ side: 'customer', name: '王女士' }])
  const left = await onDatabase(w, async (db) => { await db.query('set role wenguo_system'); return [(await db.query('select * from agreement.link')).rows, (await db.query('select * from agreement.code')).rows, (await db.query('select * from channel.message')).rows] })
  for (const secret of [link?.code, sent?.code]) expect(JSON.stringify(left)).not.toContain(secret)
})

test('of somebody protected it is made and seen by those alone who may know them', async () => {
  const { w } = h
  const { c } = await proposedCase(w, officer, undefined, { name: '吴小姐' })
  const paper = await begun(officer, c)
  const open = await officer.post<any>(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '顾客担心被报复' })
  expect(open.status).toBe(200)
  expect(await refused(clerk.get(`/agreements/${paper.id}`))).toBe('404 kernel/not-found')
  expect((await got<any>(clerk.get('/agreements'))).items.map((one: any) => one.id)).not.toContain(paper.id)
  expect(await refused(officer.get(`/agreements/${paper.id}`))).toBe('403 agreement/look-first')
  expect(await refused(officer.get(`/agreements/${paper.id}/docx`))).toBe('403 agreement/look-first')
  expect(await refused(officer.post(`/agreements/${paper.id}/freeze`, { version: paper.version }))).toBe('403 agreement/look-first')
  expect(await got<any>(officer.get(`/complaints/${c.id}/agreements`))).toMatchObject({ items: [], start: expect.any(String), reach: { email: null, phone: null } })
  await looked(c)
  const seen = await got<any>(officer.get(`/agreements/${paper.id}`))
  expect(seen.text.customer.name).toBe('吴小姐')
  const final = await got<any>(officer.post(`/agreements/${paper.id}/freeze`, { version: seen.version }))
  const listed = (await got<any>(officer.get('/agreements'))).items.find((one: any) => one.id === paper.id)
  expect(listed.customerName).not.toContain('吴小姐')
  const once = await got<any>(signAs(officer, final, 'firm', { fileId: await drawing(officer) }), 201)
  expect((await got<any>(signAs(officer, once, 'customer', { name: '吴小姐' }), 201)).state).toBe('signed')
  await jobsDone(w, 'agreement.seal')
  // A file is kept only with every hand that was drawn.
  expect((await officer.call('GET', `/agreements/${paper.id}/pdf`)).status).toBe(200)
  const kept = await onDatabase(w, async (db) => { await db.query('set role wenguo_system'); return (await db.query('select f.tells_who, a.kind from agreement.paper p join files.file f on f.id = p.pdf_id left join complaint.attachment a on a.file_id = f.id where p.id = $1', [paper.id])).rows })
  expect(kept).toEqual([{ tells_who: true, kind: 'signature' }])
  expect(await refused(clerk.post(`/complaints/${c.id}/agreements`, { locale: 'zh-CN' }))).toBe('403 complaint/identity-kept')
})

test('of somebody protected it ends with what it is about, whoever ends that', async () => {
  const { w } = h
  const { c, remedy } = await proposedCase(w, clerk, undefined, { name: '郑小姐' })
  await got(officer.post<any>(`/complaints/${c.id}/identity`, { identity: 'protected', reason: '顾客担心被报复' }))
  await looked(c)
  const paper = await frozen(officer, c)
  await got(signAs(officer, paper, 'firm'), 201)
  const { version } = (await got<any>(clerk.get(`/complaints/${c.id}`))).remedies.find((one: any) => one.id === remedy.id)
  await got(clerk.post(`/remedies/${remedy.id}/withdraw`, { version, reason: '另提一个' }))
  expect(await got<any>(officer.get(`/agreements/${paper.id}`))).toMatchObject({ state: 'voided', ended: { cause: 'proposalChanged', by: { name: '小李' } }, signatures: [{ side: 'firm', voided: { why: '' } }] })
})
