import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begun, drawing, frozen, outsideOf, proposedCase, signAs } from '#test/agreement.ts'
import { type Client, type World, openWorld } from '#test/app.ts'
import { ruleFirst } from '#test/approvals.ts'
import type { Person } from '#test/counter.ts'
import { jobsDone } from '#test/jobs.ts'
import { openSmtp } from '#test/mailboxes.ts'
import { merge } from '#test/merging.ts'
import { textOfPdf } from '#test/pdf-text.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { PNG, register, upload } from '#test/story.ts'
import { sweepAgreements } from '#modules/agreement/sweep.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

const [MINUTE, DAY] = [60_000, 86_400_000]
let w: World
let smtp: Awaited<ReturnType<typeof openSmtp>>
let outside: ReturnType<typeof outsideOf>
let clerk: Person
let mate: Person
let manager: Person
let away: Person
let general: Person
beforeAll(async () => {
  smtp = await openSmtp()
  w = await openWorld({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, BASE_URL: 'https://care.example.com' })
  outside = outsideOf(w, smtp.sent)
  clerk = await w.person('小李', 'S01', 'clerk')
  mate = await w.person('小王', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  away = await w.person('小马', 'S02', 'clerk')
  general = await w.person('林总', 'GMO', 'generalManager')
}, 120_000)
afterAll(async () => {
  await w.close()
  await smtp.close()
})

const shown = (id: string, who: Client = clerk) => got<any>(who.get(`/agreements/${id}`))
const caseOf = (id: string) => got<any>(clerk.get(`/complaints/${id}`))
const mailLink = async (paper: any, days = 7) => { await got(clerk.post(`/agreements/${paper.id}/links`, { version: paper.version, way: 'mail', days }), 201); return outside.code() }
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const asOwner = <T>(work: (query: (text: string, values?: unknown[]) => Promise<T[]>) => Promise<unknown>) => onDatabase(w, async (db) => { await db.query('set role wenguo_system'); return work(async (text, values) => (await db.query(text, values)).rows as T[]) })

describe('signing at the counter', () => {
  test('the customer’s name is their yes, with its proof; with the firm’s it is whole', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await frozen(clerk, c)
    expect(await refused(signAs(clerk, paper, 'customer', { name: '' }))).toBe('422 agreement/name-missing')
    expect(await refused(signAs(clerk, paper, 'customer', { fileId: null }))).toBe('422 agreement/drawing-missing')
    expect(await refused(signAs(clerk, paper, 'customer', { fileId: crypto.randomUUID() }))).toBe('422 communication/file-unknown')
    const once = await got<any>(signAs(clerk, paper, 'customer'), 201)
    const after = await caseOf(c.id)
    expect(after).toMatchObject({ stage: 'execution', agreement: { proof: 'signature', totalFen: 10_000 } })
    expect(after.remedies[0]).toMatchObject({ state: 'agreed', answers: [{ answer: 'accept', proof: 'signature' }] })
    expect(await refused(signAs(clerk, once, 'customer'))).toBe('409 agreement/signed-already')
    const whole = await got<any>(signAs(clerk, once, 'firm'), 201)
    expect(whole).toMatchObject({ state: 'signed', signedAt: expect.any(String), signatures: [{ side: 'customer', way: 'screen', intact: true, by: { name: '小李' } }, { side: 'firm', name: '小李', capacity: expect.any(String), intact: true }] })
    expect(await refused(clerk.post(`/agreements/${paper.id}/withdraw`, { version: whole.version, reason: '不签了' }))).toBe('409 agreement/not-for-signing')
  })

  test('what was agreed by word of mouth gets its signature', async () => {
    const { c, remedy } = await proposedCase(w, clerk)
    const offered = await got<any>(clerk.post(`/remedies/${remedy.id}/offer`, { version: remedy.version }))
    await got(clerk.post(`/remedies/${offered.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    expect((await caseOf(c.id)).agreement.proof).toBe('call')
    const paper = await frozen(clerk, c)
    await got(signAs(clerk, paper, 'customer'), 201)
    expect((await caseOf(c.id)).agreement.proof).toBe('signature')
  })

  test('on paper the scan is kept', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await frozen(clerk, c)
    const scan = (await upload(clerk, '协议扫描.png', PNG)).json().id
    const once = await got<any>(signAs(clerk, paper, 'customer', { way: 'paper', fileId: scan }), 201)
    expect(once.signatures).toMatchObject([{ side: 'customer', way: 'paper', fileId: scan }])
    const whole = await got<any>(signAs(clerk, once, 'firm', { way: 'paper', fileId: scan }), 201)
    expect(whole.state).toBe('signed')
  })

  test('of many at once one puts the name, whoever is first; the others are told', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await frozen(clerk, c)
    const drawn = await Promise.all(Array.from({ length: 6 }, () => drawing(clerk)))
    const answers = await Promise.all(drawn.map((fileId) => clerk.post<any>(`/agreements/${paper.id}/signatures`, { version: paper.version, side: 'customer', way: 'screen', name: '王女士', fileId })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
    expect((await shown(paper.id)).signatures).toHaveLength(1)
    expect((await caseOf(c.id)).remedies[0].answers).toHaveLength(1)
  })

  test('signed and taken back at once: one of both', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await frozen(clerk, c)
    const fileId = await drawing(clerk)
    const [signed, taken] = await Promise.all([clerk.post<any>(`/agreements/${paper.id}/signatures`, { version: paper.version, side: 'customer', way: 'screen', name: '王女士', fileId }), clerk.post<any>(`/agreements/${paper.id}/withdraw`, { version: paper.version, reason: '写错了' })])
    expect([signed.status, taken.status].sort()).toEqual(signed.status === 201 ? [201, 409] : [200, 409])
    const after = await shown(paper.id)
    expect(after.state).toBe(signed.status === 201 ? 'open' : 'voided')
    expect((await caseOf(c.id)).remedies[0].state).toBe(signed.status === 201 ? 'agreed' : 'offered')
  })
})

describe('who signs for the firm', () => {
  test('whoever may decide the sum, or stands behind a proposal that somebody who may approved; others are told who', async () => {
    const { c, remedy } = await proposedCase(w, clerk, [{ kind: 'refund', amountFen: 150_000 }])
    expect(remedy.state).toBe('awaitingApproval')
    expect(await refused(clerk.post(`/complaints/${c.id}/agreements`, { locale: 'zh-CN' }))).toBe('409 agreement/nothing-to-sign')
    await got(manager.post(`/remedies/${remedy.id}/approve`, { version: remedy.version, comment: '' }))
    const paper = await frozen(clerk, c)
    const beyond = await signAs(mate, paper, 'firm')
    expect(beyond).toMatchObject({ status: 403, body: { type: '/problems/agreement/signatory-beyond', title: expect.stringContaining('陈店长') } })
    expect((await shown(paper.id, mate)).may.signFirm).toBe(beyond.body.title)
    expect((await shown(paper.id, clerk)).may.signFirm).toBeNull()
    expect(await got<any>(signAs(manager, paper, 'firm'), 201)).toMatchObject({ signatures: [{ name: '陈店长', side: 'firm' }] })
  })

  test('not on the word of then, where the table of today asks for more', async () => {
    const { c } = await proposedCase(w, clerk, [{ kind: 'refund', amountFen: 9_900 }])
    const paper = await frozen(clerk, c)
    expect((await shown(paper.id)).may.signFirm).toBeNull()
    await ruleFirst(w, general, [{ when: { totalFen: { gte: 9_900, lte: 9_900 } }, gives: { rank: 4, position: 'generalManager' } }])
    for (const who of [clerk, manager]) expect(await signAs(who, paper, 'firm')).toMatchObject({ status: 403, body: { title: expect.stringContaining('林总') } })
    await got(signAs(general, paper, 'firm'), 201)
  })

  test('nobody of another shop or another firm sees it, and a visitor does nothing', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await frozen(clerk, c)
    const other = await w.otherOrganization()
    for (const who of [away, other]) {
      expect(await refused(who.get(`/agreements/${paper.id}`))).toBe('404 kernel/not-found')
      expect(await refused(who.post(`/agreements/${paper.id}/withdraw`, { version: paper.version, reason: 'x' }))).toBe('404 kernel/not-found')
      expect((await who.get(`/agreements/${paper.id}/pdf`)).status).toBe(404)
      expect((await got<any>(who.get('/agreements'))).items.map((one: any) => one.id)).not.toContain(paper.id)
    }
    expect((await w.visitor.get(`/agreements/${paper.id}`)).status).toBe(401)
  })
})

describe('by link', () => {
  test('shows nothing before the code; with it the text is read and signed once, by the contact it went to', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await frozen(clerk, c)
    const code = await mailLink(paper)
    const before = await got<any>(outside.look(code))
    expect(before).toMatchObject({ state: 'open', number: c.number, paper: null, contact: expect.stringMatching(/^w\*\*\*@customers/) })
    expect(JSON.stringify(before)).not.toContain('掉钻')
    expect(await refused(outside.sign(code, 'nothing', { signatureId: crypto.randomUUID(), sha256: paper.sha256 }))).toBe('403 agreement/pass-over')
    const pass = await outside.pass(code)
    const seen = await got<any>(outside.look(code, pass))
    expect(seen.paper).toMatchObject({ sha256: paper.sha256, text: paper.text, signatures: [] })
    const signatureId = await outside.draw(code, pass)
    expect(await refused(outside.sign(code, pass, { signatureId, sha256: '0'.repeat(64) }))).toBe('409 agreement/other-text')
    const answers = await Promise.all([0, 1, 2].map(() => outside.sign(code, pass, { signatureId, sha256: paper.sha256 })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const after = await shown(paper.id)
    expect(after).toMatchObject({ state: 'open', signatures: [{ side: 'customer', way: 'link', by: null, contact: before.contact, intact: true }] })
    expect((await caseOf(c.id)).agreement).toMatchObject({ proof: 'signature' })
    expect(await refused(clerk.post(`/agreements/${paper.id}/links`, { version: after.version, way: 'copy' }))).toBe('409 agreement/signed-already')
    const whole = await got<any>(signAs(clerk, after, 'firm'), 201)
    expect(whole.state).toBe('signed')
    expect(await refused(outside.pdf(code, pass))).toBe('409 agreement/not-sealed')
    await jobsDone(w, 'agreement.seal')
    const { agreement } = await got<any>(w.visitor.get(`/portal/complaints/${c.number}/agreement`, { 'x-case-code': c.portalCode }))
    expect([sha((await outside.pdf(code, pass)).body), (await shown(paper.id)).sealed.sha256]).toEqual([agreement.sha256, agreement.sha256])
    expect(sha((await w.visitor.call<Buffer>('GET', `/portal/complaints/${c.number}/agreement/pdf`, undefined, { 'x-case-code': c.portalCode })).body)).toBe(agreement.sha256)
  })

  test('a code is good once, for ten minutes and five tries; they are not to be had as often as one likes', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await frozen(clerk, c)
    const code = await mailLink(paper)
    const later = () => w.travel(2 * MINUTE)
    await got(outside.ask(code), 201)
    expect(await refused(outside.ask(code))).toBe('409 agreement/code-too-soon')
    const digits = await outside.digits()
    await got(outside.show(code, digits), 201)
    expect(await refused(outside.show(code, digits))).toBe('409 agreement/code-over')
    later()
    await got(outside.ask(code), 201)
    const second = await outside.digits()
    const wrong = second === '000000' ? '111111' : '000000'
    for (let i = 0; i < 5; i++) expect(await refused(outside.show(code, wrong))).toBe('422 agreement/code-wrong')
    expect(await refused(outside.show(code, second))).toBe('409 agreement/code-over')
    later()
    await got(outside.ask(code), 201)
    const third = await outside.digits()
    w.travel(11 * MINUTE)
    expect(await refused(outside.show(code, third))).toBe('409 agreement/code-over')
    await got(outside.ask(code), 201)
    const both = await (async () => { const right = await outside.digits(); return Promise.all([outside.show(code, right), outside.show(code, right)]) })()
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    later()
    await got(outside.ask(code), 201)
    later()
    expect(await refused(outside.ask(code))).toBe('409 agreement/codes-enough')
    const left = await asOwner(async (query) => query('select token, pass_hash from agreement.code'))
    for (const pass of both.flatMap(({ body }) => body.pass ?? [])) expect(JSON.stringify(left)).not.toContain(pass)
  })

  test('what they want otherwise goes to who negotiates, and the link says it is over', async () => {
    const { c } = await proposedCase(w, clerk)
    const code = await mailLink(await frozen(clerk, c))
    const pass = await outside.pass(code)
    expect(await refused(outside.decline(code, pass, { answer: 'change', text: ' ' }))).toBe('422 agreement/words-missing')
    expect(await got<any>(outside.decline(code, pass, { answer: 'change', text: '退款要写明三天之内' }))).toMatchObject({ state: 'declined' })
    const after = await caseOf(c.id)
    expect(after.remedies[0]).toMatchObject({ state: 'countered', answers: [{ answer: 'counter', text: '退款要写明三天之内', proof: 'portal' }] })
    expect((await got<any>(clerk.get(`/complaints/${c.id}/agreements`))).items[0]).toMatchObject({ state: 'declined', ended: { cause: 'declined', why: '退款要写明三天之内' } })
    expect(await refused(outside.sign(code, pass, { signatureId: crypto.randomUUID(), sha256: 'x' }))).toBe('409 agreement/not-for-signing')
  })

  test('taken back, renewed, past its day, offered otherwise: it opens nothing, in words', async () => {
    const { c, remedy } = await proposedCase(w, clerk)
    const paper = await frozen(clerk, c)
    const first = await mailLink(paper)
    const second = await mailLink(paper)
    expect([await refused(outside.look(first)), (await outside.look(second)).status]).toEqual(['404 agreement/link-over', 200])
    const pass = await outside.pass(second)
    const { version } = (await caseOf(c.id)).remedies.find((one: any) => one.id === remedy.id)
    await got(clerk.post(`/remedies/${remedy.id}/withdraw`, { version, reason: '另提一个' }))
    expect(await shown(paper.id)).toMatchObject({ state: 'voided', ended: { cause: 'proposalChanged' } })
    expect(await refused(outside.sign(second, pass, { signatureId: crypto.randomUUID(), sha256: paper.sha256 }))).toBe('404 agreement/link-over')
    const { c: other } = await proposedCase(w, clerk)
    const waits = await frozen(clerk, other)
    const third = await mailLink(waits, 7)
    w.travel(6 * DAY + 60 * MINUTE)
    await sweepAgreements(w.db, w.composed.doors.perform, w.now)
    await sweepAgreements(w.db, w.composed.doors.perform, w.now)
    await asOwner(async (query) => expect(await query(`select person_id from notification.notice where name = 'agreementExpiring' and complaint_id = $1`, [other.id])).toEqual([{ person_id: clerk.id }]))
    w.travel(2 * DAY)
    expect(await refused(outside.look(third))).toBe('404 agreement/link-over')
  }, 60_000)

  test('without an address nothing is sent', async () => {
    const { c } = await proposedCase(w, clerk, undefined, { email: undefined })
    const paper = await frozen(clerk, c)
    expect(await refused(clerk.post(`/agreements/${paper.id}/links`, { version: paper.version, way: 'mail' }))).toBe('409 agreement/no-mail-address')
    expect(await refused(clerk.post(`/agreements/${paper.id}/links`, { version: paper.version, way: 'sms' }))).toBe('409 agreement/cannot-text')
    expect(await refused(clerk.post(`/agreements/${paper.id}/links`, { version: paper.version, way: 'copy' }))).toBe('409 agreement/no-contact')
  })

  test('a case that waits for a signature is not taken into another', async () => {
    const { c } = await proposedCase(w, clerk)
    await frozen(clerk, c)
    const { customer } = await caseOf(c.id)
    const twin = await register(w, clerk, { customer: { id: customer.id, name: '王女士', phone: customer.phone } })
    expect(await refused(merge(manager, twin, c))).toBe('409 remedy/remedy-under-way')
    expect((await caseOf(c.id)).state).toBe('open')
  })
})

describe('the sealed file', () => {
  test('bears every word, both names and the numbers that prove it; is known again, and altered is not', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await frozen(clerk, c)
    const whole = await got<any>(signAs(clerk, await got<any>(signAs(clerk, paper, 'customer'), 201), 'firm'), 201)
    await jobsDone(w, 'agreement.seal')
    const { sealed } = await shown(paper.id)
    const pdf = (await clerk.call<Buffer>('GET', `/agreements/${paper.id}/pdf`)).body
    expect(sha(pdf)).toBe(sealed.sha256)
    const words = textOfPdf(pdf).replaceAll('\u200b', '')
    for (const said of [c.number, '人民币壹佰元整', '¥100.00', '王女士', '小李', '戒指戴了三天就掉钻', '原路退回', paper.sha256, whole.signatures[0].seal.slice(0, 16)]) expect(words).toContain(said)
    expect(await got<any>(clerk.get(`/agreement-checks/${sha(pdf).toUpperCase()}`))).toMatchObject({ known: true, intact: true, paper: { number: c.number, no: 1, state: 'signed', signatures: [{ side: 'customer' }, { side: 'firm' }] } })
    expect(await got<any>(clerk.get(`/agreement-checks/${sha(Buffer.concat([pdf, Buffer.from(' ')]))}`))).toEqual({ known: false, paper: null, intact: false })
    expect(await got<any>(away.get(`/agreement-checks/${sha(pdf)}`))).toMatchObject({ known: false })
    expect((await verdictOn(w)).rows.altered).toEqual([])
    await asOwner(async (query) => query(`update agreement.paper set text = jsonb_set(text, '{place}', '"别处"') where id = $1`, [paper.id]))
    expect(await got<any>(clerk.get(`/agreement-checks/${sha(pdf)}`))).toMatchObject({ known: true, intact: false })
    expect((await verdictOn(w)).rows.altered).toEqual([expect.stringMatching(/^settlement paper 1 of .+ was altered \(text\)$/)])
    await asOwner(async (query) => query(`update agreement.paper set text = jsonb_set(text, '{place}', $2::jsonb) where id = $1`, [paper.id, JSON.stringify(paper.text.place)]))
    await asOwner(async (query) => query(`update agreement.signature set name = '别人' where paper_id = $1 and side = 'firm'`, [paper.id]))
    expect((await shown(paper.id)).signatures.map((one: any) => one.intact)).toEqual([true, false])
    expect((await verdictOn(w)).rows.altered).toEqual([expect.stringMatching(/^signature on settlement paper .+ was altered \(seal\)$/)])
    await asOwner(async (query) => query(`update agreement.signature set name = '小李' where paper_id = $1 and side = 'firm'`, [paper.id]))
  }, 60_000)

  test('the firm’s own lawyers get the text as a document', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await begun(clerk, c)
    const answer = await clerk.call<Buffer>('GET', `/agreements/${paper.id}/docx`)
    expect(answer.headers['content-type']).toContain('wordprocessingml')
    const bytes = answer.body.toString('utf8')
    expect(answer.body.subarray(0, 2).toString()).toBe('PK')
    for (const said of ['投诉处理协议', '人民币壹佰元整', '王女士', 'word/document.xml']) expect(bytes).toContain(said)
  })
})

test('what waits for a name stands in one list, the handler’s own or all', async () => {
  const { c } = await proposedCase(w, clerk)
  const paper = await frozen(clerk, c)
  const all = (await got<any>(clerk.get('/agreements'))).items.find((one: any) => one.id === paper.id)
  expect(all).toMatchObject({ number: c.number, lacks: ['customer', 'firm'], until: null })
  await mailLink(paper)
  await got(signAs(clerk, paper, 'firm'), 201)
  expect((await got<any>(clerk.get('/agreements'))).items.find((one: any) => one.id === paper.id)).toMatchObject({ lacks: ['customer'], until: expect.any(String) })
})
