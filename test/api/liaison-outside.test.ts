import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepClocks } from '#modules/clock/sweep.ts'
import { type Factory, PHONE, openAt, openFactory } from '#test/liaison.ts'
import { Client } from '#test/app.ts'
import { jobsDone } from '#test/jobs.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { part } from '#test/resumable.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { PNG, upload } from '#test/story.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WHOM = { kind: 'supplier', name: '永盛五金', contact: '赵经理', email: 'zhao@yongsheng.com.cn', locale: 'zh-CN' }
const ASKED = { matter: '贵司来料端子 L1107 批混料，请查原因', shows: ['product', 'lot', 'quantityDefective'], asks: ['cause', 'countermeasure'] }
const ANSWER = { cause: '换卷时未清料道', countermeasure: '换卷双人确认' }

let f: Factory
let smtp: Awaited<ReturnType<typeof openSmtp>>
let outsider: Client
beforeAll(async () => {
  smtp = await openSmtp()
  f = await openFactory({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, BASE_URL: 'https://care.example.com' })
  outsider = new Client(f.w.app)
}, 120_000)
afterAll(async () => {
  await f.w.close()
  await smtp.close()
})

const asked = async (change: Record<string, unknown> = {}) => {
  const { c, form: sent } = await f.sent()
  const form = await got(f.sales.post(`/liaison-forms/${sent.id}/parties`, { ...WHOM, ...ASKED, ...change }), 201)
  const stop = openAt(form, 'party')
  return { c, form, stop, party: stop.party }
}
const codeIn = (url: string) => new URL(url).searchParams.get('part') ?? ''
const linkTo = async (partyId: string, change: Record<string, unknown> = {}, who = f.sales) => codeIn((await got(who.post(`/liaison-parties/${partyId}/links`, { way: 'copy', ...change }), 201)).url)
const behind = (code: string) => ({ 'x-part-code': code })
const look = (code: string) => outsider.get('/portal/part', behind(code))
const answer = (code: string, change: Record<string, unknown> = {}) => outsider.post('/portal/part/answer', { name: '赵工', locale: 'zh-CN', fields: ANSWER, ...change }, behind(code))
const formOf = async (id: string, who: Client = f.sales) => got(who.get(`/liaison-forms/${id}`))
const partyOf = async (id: string) => (await formOf(id)).stops.findLast((s: any) => s.party).party
const mailed = async () => { await jobsDone(f.w, 'liaison.linkMail'); return smtp.sent.at(-1) }

describe('what goes out', () => {
  test('nothing that was not released, never who complains, and the preview is what they see', async () => {
    const proposal = async (id: string) => got(f.sales.get(`/liaison-forms/${id}/party-proposal`))
    const { form, party, stop } = await asked()
    const known = await proposal(form.id)
    expect(known.released.map((one: any) => one.code)).toEqual(expect.arrayContaining(['product', 'lot', 'order', 'customerName', 'customerPhone', 'quantityDefective']))
    expect(known.asks.map((field: any) => field.code)).not.toContain('liability')
    const preview = await got(f.sales.get(`/liaison-parties/${party.id}/preview`))
    const shown = await got(look(await linkTo(party.id)))
    expect({ ...shown, until: null }).toEqual(preview)
    expect(shown).toMatchObject({ state: 'open', organization: expect.any(String), matter: ASKED.matter, dueAt: stop.dueAt, shown: [{ value: '端子 T-204' }, { value: 'L1107' }, { value: expect.stringContaining('120') }] })
    expect(shown.fields.map((field: any) => field.code)).toEqual(ASKED.asks.toSorted((a, b) => known.asks.findIndex((x: any) => x.code === a) - known.asks.findIndex((x: any) => x.code === b)))
    for (const secret of ['华星', PHONE, '换货']) expect(JSON.stringify(shown)).not.toContain(secret)
  })

  test('the name and the number are released with a reason, and words that tell them are stopped without', async () => {
    const { form: sent } = await f.sent()
    const to = (change: Record<string, unknown>) => f.sales.post(`/liaison-forms/${sent.id}/parties`, { ...WHOM, ...ASKED, ...change })
    expect(await refused(to({ matter: '华星电子说来料混了' }))).toBe('422 liaison/tells-who')
    expect(await refused(to({ matter: `请打 138-1234 5678 问` }))).toBe('422 liaison/tells-who')
    expect(await refused(to({ shows: ['customerName'] }))).toBe('422 liaison/release-unexplained')
    expect(await refused(to({ shows: ['fieldOfNobody'] }))).toBe('422 liaison/not-releasable')
    expect(await refused(to({ asks: ['liability'] }))).toBe('422 liaison/not-releasable')
    const form = await got(to({ matter: '华星电子说来料混了', shows: ['customerName', 'customerPhone'], reason: '要上门取样' }), 201)
    const { party } = openAt(form, 'party')
    expect((await got(look(await linkTo(party.id)))).shown.map((one: any) => one.value)).toEqual(['华星电子', PHONE])
    await got(f.sales.post(`/complaints/${form.complaint.id}/identity`, { identity: 'protected', reason: '顾客要求' }))
    expect((await partyOf(form.id)).shown).toEqual([])
  })

  test('files are chosen one by one; another file of the case does not open', async () => {
    const { c, form: sent } = await f.sent()
    const [photo, other] = [(await upload(f.sales, '混料.png', PNG)).json().id, (await upload(f.sales, '内部.png', PNG)).json().id]
    await got(f.sales.post(`/complaints/${c.id}/messages`, { kind: 'note', text: '照片', fileIds: [photo, other] }), 201)
    expect(await refused(f.sales.post(`/liaison-forms/${sent.id}/parties`, { ...WHOM, ...ASKED, fileIds: [crypto.randomUUID()] }))).toBe('422 communication/file-unknown')
    const form = await got(f.sales.post(`/liaison-forms/${sent.id}/parties`, { ...WHOM, ...ASKED, fileIds: [photo] }), 201)
    const code = await linkTo(openAt(form, 'party').party.id)
    expect((await outsider.get(`/portal/part/files/${photo}`, behind(code))).status).toBe(200)
    expect((await outsider.get(`/portal/part/files/${other}`, behind(code))).status).toBe(404)
    expect((await outsider.get(`/portal/complaints/${c.number}`, { 'x-case-code': code })).status).toBe(404)
  })
})

describe('the link', () => {
  test('opening changes nothing; touching the page is noted once; it ends with its day, when renewed, and at once when taken back', async () => {
    const { form, party } = await asked()
    const first = await linkTo(party.id, { days: 7 })
    await Promise.all([look(first), look(first), look(first)])
    expect((await partyOf(form.id)).links[0]).toMatchObject({ state: 'live', way: 'copy', openedAt: null })
    await Promise.all([1, 2, 3].map(() => outsider.post('/portal/part/opened', {}, behind(first))))
    expect((await partyOf(form.id)).links[0].openedAt).not.toBeNull()
    const second = await linkTo(party.id, { renew: true })
    expect(await refused(look(first))).toBe('404 liaison/part-over')
    expect((await look(second)).status).toBe(200)
    await got(f.office.post(`/liaison-parties/${party.id}/revoke`, { reason: '发错了人' }))
    expect(await refused(look(second))).toBe('404 liaison/part-over')
    expect(await refused(answer(second))).toBe('404 liaison/part-over')
    const third = await linkTo(party.id, { days: 7 })
    f.w.travel(7 * DAY + 1_000)
    expect(await refused(look(third))).toBe('404 liaison/part-over')
    f.w.travel(-7 * DAY - 1_000)
    expect((await look(third)).status).toBe(200)
    expect((await partyOf(form.id)).links.map((l: any) => l.state)).toEqual(['live', 'revoked', 'revoked'])
    const { rows } = await onDatabase(f.w, async (db) => { await db.query('set role wenguo_system'); return db.query('select * from liaison.link') })
    expect(rows.length).toBeGreaterThan(2)
    expect(JSON.stringify(rows)).not.toContain(third)
  })

  test('by mail it goes to them in their language, and what is kept of the letter opens nothing', async () => {
    const { party } = await asked({ locale: 'en' })
    expect(await got(f.sales.post(`/liaison-parties/${party.id}/links`, { way: 'mail' }), 201)).toMatchObject({ url: null })
    const mail = await mailed()
    expect(mail?.subject).toContain('please answer form')
    const code = codeIn(/https:\S+/.exec(mail?.text ?? '')?.[0] ?? '')
    expect((await look(code)).status).toBe(200)
    const before = smtp.sent.length
    await mailed()
    expect(smtp.sent.length).toBe(before)
  })

  test('without an address, or with nothing asked, none is sent', async () => {
    const { party, stop, form } = await asked({ email: null })
    expect(await refused(f.sales.post(`/liaison-parties/${party.id}/links`, { way: 'mail' }))).toBe('409 liaison/no-mail-address')
    const code = await linkTo(party.id)
    await got(f.sales.post(`/liaison-stops/${stop.id}/drop`, { reason: '已换供应商' }))
    expect(await refused(look(code))).toBe('404 liaison/part-over')
    expect(await refused(f.sales.post(`/liaison-parties/${party.id}/links`, { way: 'copy' }))).toBe('409 liaison/nothing-asked')
    expect((await formOf(form.id)).state).toBe('quality')
  })
})

describe('their part', () => {
  test('they ask, are answered, attach, sign, and the form bears it sealed; refused, they are asked once more behind a new mail', async () => {
    const { form, party, stop } = await asked()
    await got(f.sales.post(`/liaison-parties/${party.id}/links`, { way: 'mail' }), 201)
    const code = codeIn(/https:\S+/.exec((await mailed())?.text ?? '')?.[0] ?? '')
    await got(outsider.post('/portal/part/questions', { name: '赵工', text: '哪一卷？', locale: 'zh-CN' }, behind(code)), 200)
    const question = (await partyOf(form.id)).questions[0]
    expect(await refused(f.office.post(`/liaison-questions/${question.id}/reply`, { text: '问华星电子' }))).toBe('422 liaison/tells-who')
    await got(f.office.post(`/liaison-questions/${question.id}/reply`, { text: '第三卷' }))
    expect(await refused(f.office.post(`/liaison-questions/${question.id}/reply`, { text: '第四卷' }))).toBe('409 liaison/replied-already')
    expect((await mailed())?.subject).toContain('有了答复')
    expect((await got(look(code))).questions).toMatchObject([{ text: '哪一卷？', reply: '第三卷' }])
    expect(await refused(answer(code, { fields: {} }))).toBe('422 liaison/field-missing')
    expect(await refused(answer(code, { fields: { ...ANSWER, liability: 'customer' } }))).toBe('422 liaison/field-wrong')
    const sent = await outsider.post<any>('/portal/part/uploads', { name: '签名.png', bytes: PNG.length }, behind(code))
    const { body: drawn } = await part(outsider, '/portal/uploads', sent.body, 0, PNG)
    const [a, b] = await Promise.all([answer(code, { signatureId: drawn.file?.id, measures: [{ kind: 'correct', text: '双人确认', responsible: '赵工', dueOn: '2027-01-10' }] }), answer(code, { name: '别人' })])
    expect([a.status, b.status].toSorted()).toEqual([200, 409])
    const now = await formOf(form.id)
    const signed = now.stops.find((s: any) => s.id === stop.id)
    expect(signed).toMatchObject({ state: 'signed', kind: 'party', unit: { id: f.idOf('GMO') }, signed: { intact: true }, answer: { fields: ANSWER } })
    expect(await refused(answer(code))).toBe('409 liaison/part-answered')
    expect(await got(look(code))).toMatchObject({ state: 'answered', answer: { fields: ANSWER } })
    const again = await got(f.sales.post(`/liaison-stops/${stop.id}/reject`, { reason: '没有说已出货的怎么办' }))
    expect(openAt(again, 'party')).toMatchObject({ round: 2, message: '没有说已出货的怎么办', party: { id: party.id } })
    expect((await mailed())?.subject).toContain('再回复一次')
    expect(await got(look(code))).toMatchObject({ state: 'open', message: '没有说已出货的怎么办' })
    const paper = await f.sales.get(`/liaison-forms/${form.id}/paper`)
    expect(paper.status).toBe(200)
    const trail = JSON.stringify((await got(f.sales.get(`/complaints/${form.complaint.id}`))).timeline)
    expect(trail).toContain('供应商')
    expect(trail).not.toContain('永盛')
  })

  test('the office leads: it is told, sees the form, writes down what came by telephone, and the deadline rings for it and for them', async () => {
    const { form, stop, party } = await asked()
    await got(f.sales.post(`/liaison-parties/${party.id}/links`, { way: 'mail', days: 90 }), 201)
    await mailed()
    const notices = async () => (await got(f.office.get('/notifications'))).items.filter((n: any) => n.about?.id === form.id)
    expect(await notices()).toMatchObject([{ name: 'liaisonPartyAsked', about: { type: 'liaison', id: form.id } }])
    const ahead = Date.parse(stop.dueAt) - f.w.now().getTime() + HOUR
    f.w.travel(ahead)
    await sweepClocks(f.w.db, f.w.composed.doors.perform, () => f.w.now())
    expect((await notices()).map((n: any) => n.name)).toContain('liaisonLate')
    expect((await mailed())?.subject).toContain('等您回复')
    f.w.travel(-ahead)
    const now = await got(f.office.post(`/liaison-stops/${stop.id}/answer`, { fields: ANSWER }))
    expect(now.stops.find((s: any) => s.id === stop.id)).toMatchObject({ state: 'signed', signed: { intact: true } })
  })

  test('neither another unit nor another tenant gets at it', async () => {
    const { party, stop, form } = await asked()
    await linkTo(party.id)
    for (const who of [f.plant, await f.neighbour()]) {
      expect((await who.get(`/liaison-parties/${party.id}/preview`)).status).toBe(404)
      expect([403, 404]).toContain((await who.post(`/liaison-parties/${party.id}/links`, { way: 'copy' })).status)
      expect([403, 404]).toContain((await who.post(`/liaison-stops/${stop.id}/drop`, { reason: 'x' })).status)
    }
    expect((await formOf(form.id)).stops.some((s: any) => s.party)).toBe(true)
  })

  test('who guesses links is asked for work', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, (_, i) => look(`nothing-of-ours-${i}-nothing-of-ours`)))
    expect(answers.some((one) => one.status === 429)).toBe(true)
    expect(answers.every((one) => [404, 429].includes(one.status))).toBe(true)
  })
})
