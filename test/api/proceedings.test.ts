import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { declinedDemand, faulty, got, investigated, noticed, refused } from '#test/steps.ts'
import { PNG, type Registered, register, upload } from '#test/story.ts'

let w: World
let clerk: Client & { id: string }
let manager: Client & { id: string }
let officer: Client & { id: string }
let other: Client & { id: string }
const DAY = 86_400_000

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  officer = await w.person('周专员', 'HQ', 'complaintOfficer')
  other = await w.person('小赵', 'S02', 'clerk')
})
afterAll(() => w.close())

const at = (ms: number) => new Date(w.now().getTime() + ms).toISOString()
const aFile = async (who: Client = clerk) => ((await upload(who, 'receipt.png', PNG)).json<{ id: string }>()).id
let numbers = 0
const number = () => `XX-2026-${String(++numbers).padStart(4, '0')}`
const of = async (c: { id: string }, who: Client = clerk) => (await got(who.get(`/complaints/${c.id}/proceedings`))).items
const begin = async (c: { id: string }, more: Record<string, unknown> = {}) => got(clerk.post(`/complaints/${c.id}/proceedings`, { body: 'consumerAssociation', reference: number(), ...more }), 201)
const answers = (c: Registered, answer = '已查明，爪位有砂眼，同意重新镶嵌。') => c.points.map(({ id }) => ({ pointId: id, answer }))
const write = async (c: Registered, one: any, kind = 'interim', outcome = '正在办理。') => got(clerk.post(`/proceedings/${one.id}/reports`, { version: one.version, kind, answers: answers(c), outcome }), 201)
const latest = (one: any) => one.reports.at(-1)
const yes = async (one: any) => got(manager.post(`/reports/${latest(one).id}/approve`, { version: latest(one).version, comment: '' }))
const handIn = async (one: any, more: Record<string, unknown> = {}) => got(clerk.post(`/reports/${latest(one).id}/send`, { version: latest(one).version, how: 'online', receipt: 'HZ-1', ...more }))
const reported = async (c: Registered, one: any, kind = 'outcome', outcome = '双方已达成一致，全部履行。', more: Record<string, unknown> = {}) => handIn(await yes(await write(c, one, kind, outcome)), more)
const whole = (c: { id: string }, who: Client = clerk) => got(who.get(`/complaints/${c.id}`))
const close = async (c: { id: string }, outcome = 'declined', who: Client = clerk) => who.post(`/complaints/${c.id}/close`, { version: (await whole(c)).version, outcome, summary: { cause: '砂眼', effect: '已说明', improvement: '全检爪位' } })
const notice = (c: Registered) => noticed(clerk, c)

const declined = () => declinedDemand(w, clerk)

test('a refused demand goes to the association and comes back: number, clock, answer, terms, agreement, report, end; the customer sees it', async () => {
  const c = await declined()
  await notice(c)
  expect(await got(close(c))).toMatchObject({ state: 'closed', outcome: 'declined' })
  const one = await begin(c, { reference: '消协〔2026〕118', asks: '请书面答复', answerBy: at(20 * DAY) })
  expect(one).toMatchObject({ body: { code: 'consumerAssociation', label: { 'zh-CN': '消费者协会' } }, came: 'customer', state: 'open', stage: 'received', owed: true, clocks: [{ kind: 'bodyReply', bound: 'ours', state: 'running' }] })
  expect(await whole(c)).toMatchObject({ state: 'open', reopened: 1 })
  expect(Date.parse(one.ownDue)).toBeLessThan(Date.parse(one.answerBy))

  const draft = await got(clerk.get(`/proceedings/${one.id}/report-draft`))
  expect(draft).toMatchObject({ kind: 'interim', answers: [{ no: 1, answer: expect.stringContaining('查明：属实（责任判定：本公司责任）') }], outcome: expect.stringContaining('要求远超过实际损失') })
  const answered = await reported(c, one, 'interim', draft.outcome, { settles: true })
  expect(answered.clocks).toMatchObject([{ kind: 'bodyReply', state: 'met' }])
  expect(answered).toMatchObject({ answerBy: null, asks: null, owed: true, reports: [{ state: 'sent', approvedBy: { name: '陈店长' }, sentHow: 'online', receipt: 'HZ-1' }] })
  const pdf = await clerk.get<Buffer>(`/reports/${latest(answered).id}/paper`)
  expect([pdf.status, pdf.headers['content-type'], pdf.body.subarray(0, 4).toString()]).toEqual([200, 'application/pdf', '%PDF'])

  const mediating = await got(clerk.post(`/proceedings/${one.id}/notes`, { version: answered.version, kind: 'hearing', text: '双方到场调解', stage: 'accepted' }), 201)
  expect(mediating.clocks.map((k: any) => `${k.kind} ${k.bound} ${k.state}`)).toEqual(['bodyReply ours met', 'associationMediation authority running'])
  const end = await got(clerk.post(`/proceedings/${one.id}/result`, { version: mediating.version, result: 'mediated', note: '调解：退货款一半', terms: { items: [{ kind: 'refund', amountFen: 15_000, pointId: c.points[0]?.id }], reason: '按调解意见' }, fileIds: [await aFile()] }))
  expect(end).toMatchObject({ state: 'ended', result: 'mediated', remedyId: expect.any(String), owed: true })
  expect(end.clocks.map((k: any) => k.state)).toEqual(['met', 'met'])
  const proposal = (await whole(c)).remedies.at(-1)
  expect(proposal).toMatchObject({ id: end.remedyId, state: 'approved', totalFen: 15_000, reason: '按调解意见' })

  const offeredAgain = await got(clerk.post(`/remedies/${proposal.id}/offer`, { version: proposal.version }))
  await got(clerk.post(`/remedies/${proposal.id}/answer`, { answer: 'accept', counterFen: null, proof: { kind: 'signature', fileId: await aFile() } }))
  expect(offeredAgain.state).toBe('offered')
  const portal = await got(w.visitor.get(`/portal/complaints/${c.number}`, { 'x-case-code': c.portalCode }))
  expect(portal.outside).toMatchObject([{ body: '消费者协会', reference: '消协〔2026〕118', stage: '已受理', result: '调解成功', answeredAt: expect.any(String) }])
  expect(JSON.stringify(portal.outside)).not.toContain('陈店长')

  // What was told before the agreement tells of something else.
  expect((await whole(c)).closeGates.some((words: string) => words.includes('消费者协会'))).toBe(true)
  const over = await reported(c, (await of(c))[0])
  expect(over).toMatchObject({ owed: false, reportedAt: expect.any(String) })
  expect((await whole(c)).closeGates.some((words: string) => words.includes('消费者协会'))).toBe(false)
})

describe('what a body passes on', () => {
  test('begins with the registration: body, number, its day, our own day before it', async () => {
    const c = await register(w, clerk, { channel: 'regulator', reception: { body: 'regulator12315', reference: '12315-0001', answerBy: at(30 * DAY) } })
    expect((c as any).clocks.map((k: any) => k.kind)).toEqual(expect.arrayContaining(['bodyReply', 'regulatorDecision']))
    expect(await of(c)).toMatchObject([{ came: 'transferred', reference: '12315-0001', body: { kind: 'marketRegulator' }, clocks: [{ kind: 'bodyReply', bound: 'ours' }, { kind: 'regulatorDecision', bound: 'authority' }] }])
    expect((await whole(c)).timeline.map((e: any) => e.words)).toContain('登记外部程序：市场监管部门（机构转来）')
    expect((await got(manager.get('/notifications'))).items[0]).toMatchObject({ name: 'proceedingBegan' })
  })

  test('by a platform, a head office or a dealer likewise; where nobody says which, it can be told later, and its times are counted by that', async () => {
    const shop = await register(w, clerk, { channel: 'web', reception: { body: 'onlinePlatform', reference: 'TB-88' } })
    expect(await of(shop)).toMatchObject([{ body: { kind: 'onlinePlatform' }, clocks: [{ kind: 'bodyReply' }] }])
    expect(await of(await register(w, clerk, { channel: 'phone' }))).toEqual([])
    const c = await register(w, clerk, { channel: 'regulator' })
    const [one] = await of(c)
    expect(one).toMatchObject({ body: { code: 'otherBody' }, reference: null })
    const now = await got(clerk.put(`/proceedings/${one.id}`, { version: one.version, body: 'regulator12315', reference: '12315-0002', came: 'transferred' }))
    expect(now.clocks.filter((k: any) => k.state === 'running').map((k: any) => k.kind)).toEqual(['bodyReply', 'regulatorDecision'])
    expect(await refused(clerk.put(`/proceedings/${one.id}`, { version: one.version, body: 'court', reference: null, came: 'transferred' }))).toBe('409 kernel/stale-version')
  })

  test('an unknown body and a number that is known are refused by their fields', async () => {
    const post = (reception: Record<string, unknown>, who: Client = clerk, unitId?: string) => register(w, who, { channel: 'regulator', reception, ...(unitId && { unitId }) })
    await expect(post({ body: 'nobody' })).rejects.toThrow('proceeding/body-unknown')
    const first = await post({ body: 'hotline12345', reference: 'GD 77-1' })
    await expect(post({ body: 'hotline12345', reference: 'gd77１' })).rejects.toThrow(first.number)
    await post({ body: 'regulator12315', reference: 'GD 77-1' })
    await expect(post({ body: 'hotline12345', reference: 'GD77-1' }, other, await w.unitId('S02'))).rejects.toThrow('proceeding/number-elsewhere')
  })
})

describe('an answer', () => {
  test('leaves no point out, says nothing that must not be said, and is approved by somebody above', async () => {
    const c = await investigated(w, clerk, { points: [{ text: '掉钻', wants: '退款' }, { text: '态度差', wants: null }] })
    const one = await begin(c)
    const post = (body: Record<string, unknown>) => clerk.post(`/proceedings/${one.id}/reports`, { version: one.version, kind: 'interim', outcome: '正在办理', ...body })
    const gap = await post({ answers: answers(c).slice(0, 1) })
    expect(gap).toMatchObject({ status: 422, body: { type: '/problems/proceeding/point-unanswered', title: expect.stringContaining('事项 2') } })
    expect(await refused(post({ answers: [...answers(c), { pointId: crypto.randomUUID(), answer: 'x' }] }))).toBe('422 complaint/point-unknown')
    expect(await refused(post({ answers: answers(c), outcome: '顾客签字后放弃一切追究的权利。' }))).toBe('422 knowledge/stopped-words')
    const asked = await got(post({ answers: answers(c) }), 201)
    expect(latest(asked)).toMatchObject({ state: 'asked', positionCode: 'shopManager', may: { approve: expect.any(String), send: expect.any(String) } })
    expect((await got(manager.get('/desk'))).items).toContainEqual(expect.objectContaining({ kind: 'report', complaintId: c.id }))
    expect(await refused(clerk.post(`/reports/${latest(asked).id}/approve`, { version: 1, comment: '' }))).toBe('403 authority/own-proposal')
    expect(await refused(clerk.post(`/reports/${latest(asked).id}/send`, { version: 1, how: 'mail', receipt: 'x' }))).toBe('409 proceeding/report-not-approved')
    const back = await got(manager.post(`/reports/${latest(asked).id}/return`, { version: 1, comment: '写清楚检测结果' }))
    expect(latest(back)).toMatchObject({ state: 'returned', comment: '写清楚检测结果' })
    const twice = await write(c, back)
    expect(twice.reports.map((r: any) => r.state)).toEqual(['asked'])
  })

  test('is approved once, handed in once, with its proof', async () => {
    const c = await investigated(w, clerk)
    const one = await write(c, await begin(c))
    const approving = await Promise.all(Array.from({ length: 4 }, () => manager.post(`/reports/${latest(one).id}/approve`, { version: 1, comment: '' })))
    expect(approving.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    const now = (await of(c))[0]
    const send = (more: Record<string, unknown>) => clerk.post(`/reports/${latest(now).id}/send`, { version: latest(now).version, how: 'letter', ...more })
    expect(await faulty(send({}))).toBe('422 #/receipt')
    expect(await faulty(send({ receipt: 'SF1', at: at(DAY) }))).toBe('422 #/at')
    const proof = await aFile()
    const sent = await Promise.all([send({ receipt: 'SF1' }), send({ fileIds: [proof] })])
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await of(c))[0].reports).toMatchObject([{ state: 'sent', sentHow: 'letter' }])
    const told = (await whole(c)).timeline.filter((e: any) => e.name === 'proceeding.reportSent')
    expect(told).toHaveLength(1)
  })

  test('is wanted before the case closes, or somebody above says why not', async () => {
    const c = await declined()
    await notice(c)
    await begin(c)
    const [one] = await of(c)
    expect(await close(c)).toMatchObject({ status: 409, body: { type: '/problems/proceeding/report-missing', title: expect.stringContaining('消费者协会') } })
    expect(await refused(clerk.post(`/proceedings/${one.id}/waiver`, { version: one.version, reason: '不用' }))).toBe('403 proceeding/waiver-not-yours')
    const colleague = await w.person('小王', 'S01', 'clerk')
    expect(await refused(colleague.post(`/proceedings/${one.id}/waiver`, { version: one.version, reason: '不用' }))).toBe('403 proceeding/waiver-not-yours')
    const waived = await got(manager.post(`/proceedings/${one.id}/waiver`, { version: one.version, reason: '对方来电说不用书面答复' }))
    expect(waived).toMatchObject({ owed: false, waived: { by: { id: manager.id }, reason: '对方来电说不用书面答复' } })
    expect(await refused(manager.post(`/proceedings/${one.id}/waiver`, { version: waived.version, reason: '再' }))).toBe('409 proceeding/not-owed')
    expect(await got(close(c))).toMatchObject({ state: 'closed' })
  })

  test('is wanted again when the body asks again, and when the case came back, whatever was told or waived', async () => {
    const c = await declined()
    await notice(c)
    const told = await reported(c, await begin(c), 'outcome', '未能达成一致。')
    expect(told.owed).toBe(false)
    const ask = async (one: any) => got(clerk.post(`/proceedings/${one.id}/notes`, { version: one.version, kind: 'letter', text: '请补充说明', asks: true }), 201)
    const asked = await ask(told)
    expect(asked).toMatchObject({ owed: true, asks: '请补充说明' })
    expect(await refused(close(c))).toBe('409 proceeding/report-missing')
    expect((await got(clerk.get('/proceedings?owed=1'))).items.map((p: any) => p.id)).toContain(asked.id)
    const waive = async (one: any) => got(manager.post(`/proceedings/${one.id}/waiver`, { version: one.version, reason: '对方来电说不用' }))
    const waived = await waive(await ask(await waive(asked)))
    expect(waived).toMatchObject({ owed: false })
    await got(close(c))
    await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '顾客有新情况' }))
    expect((await of(c))[0]).toMatchObject({ owed: true, waived: null })
  })

  test('is not escaped by another body that is not told: somebody above says so, and why', async () => {
    const c = await declined()
    const one = await begin(c)
    const put = (who: Client, more: Record<string, unknown> = {}) => who.put(`/proceedings/${one.id}`, { version: one.version, body: 'court', reference: null, came: 'customer', ...more })
    expect(await refused(put(clerk, { reason: '其实是法院' }))).toBe('403 proceeding/waiver-not-yours')
    expect(await refused(put(manager))).toBe('422 complaint/reason-missing')
    expect(await got(put(manager, { reason: '其实是法院' }))).toMatchObject({ owed: false, body: { code: 'court' } })
  })

  test('a court is not told what came of it', async () => {
    const c = await declined()
    await notice(c)
    expect(await begin(c, { body: 'court' })).toMatchObject({ owed: false })
    expect(await got(close(c))).toMatchObject({ state: 'closed' })
  })
})

describe('what came of it', () => {
  const end = (one: any, more: Record<string, unknown>, who: Client = clerk) => who.post(`/proceedings/${one.id}/result`, { version: one.version, note: '见调解书', ...more })
  const terms = (c: Registered, amountFen: number) => ({ items: [{ kind: 'refund', amountFen, pointId: c.points[0]?.id }], reason: '按调解意见' })

  test('terms above one’s authority wait for approval like every other proposal', async () => {
    const c = await declined()
    const ended = await got(end(await begin(c), { result: 'mediated', terms: terms(c, 60_000) }))
    expect((await whole(c)).remedies.at(-1)).toMatchObject({ id: ended.remedyId, state: 'awaitingApproval' })
  })

  test('no terms without a result that has some, no such result without terms, and only what that kind of body comes to', async () => {
    const c = await declined()
    const one = await begin(c)
    expect(await refused(end(one, { result: 'mediated' }))).toBe('422 proceeding/terms-missing')
    expect(await refused(end(one, { result: 'failed', terms: terms(c, 100) }))).toBe('422 proceeding/terms-not-wanted')
    expect(await refused(end(one, { result: 'decided' }))).toBe('422 proceeding/result-not-there')
    const ended = await got(end(one, { result: 'failed' }))
    expect(ended).toMatchObject({ state: 'ended', result: 'failed', remedyId: null })
    expect(await refused(end(ended, { result: 'failed' }))).toBe('409 proceeding/ended')
    expect((await whole(c)).remedies).toHaveLength(1)
  })

  test('a closed case opens again for terms; while another proposal is on its way they wait', async () => {
    const c = await declined()
    await notice(c)
    const one = await begin(c)
    await reported(c, one, 'outcome', '未能达成一致。')
    expect(await got(close(c))).toMatchObject({ state: 'closed' })
    const [now] = await of(c)
    await got(end(now, { result: 'mediated', terms: terms(c, 9_000) }))
    expect(await whole(c)).toMatchObject({ state: 'open', reopened: 1, stage: 'negotiation' })
    expect((await of(c))[0]).toMatchObject({ owed: true })
    const busy = await begin(c, { body: 'court' })
    expect(await refused(end(busy, { result: 'decided', terms: terms(c, 9_000) }))).toBe('409 remedy/proposal-pending')
    expect((await of(c)).find((p: any) => p.id === busy.id)).toMatchObject({ state: 'open' })
  })
})

describe('who sees it', () => {
  test('nobody of another unit or organisation, nor who has no part in it', async () => {
    const c = await register(w, clerk)
    const one = await begin(c)
    for (const who of [other, await w.otherOrganization()]) {
      expect(await refused(who.get(`/proceedings/${one.id}`))).toBe('404 kernel/not-found')
      expect(await refused(who.post(`/complaints/${c.id}/proceedings`, { body: 'court' }))).toBe('404 kernel/not-found')
      expect(await refused(who.post(`/proceedings/${one.id}/notes`, { version: one.version, kind: 'call', text: 'x' }))).toBe('404 kernel/not-found')
      expect(JSON.stringify(await got(who.get('/proceedings')))).not.toContain(one.id)
    }
    const engineer = await w.person('质检员', 'QA', 'qualityEngineer')
    expect(await refused(engineer.get('/proceedings'))).toBe('403 identity/not-allowed')
  })

  test('the list: by what is due, narrowed by body, state, day and report; the sums and the table say the same', async () => {
    const c = await register(w, clerk)
    const near = await begin(c, { body: 'mediationCommittee', answerBy: at(DAY) })
    const far = await begin(c, { body: 'mediationCommittee', answerBy: at(60 * DAY) })
    const ended = await got(clerk.post(`/proceedings/${(await begin(c, { body: 'mediationCommittee' })).id}/result`, { version: 1, result: 'withdrawn', note: '撤回' }))
    const ids = async (q: string) => (await got(clerk.get(`/proceedings?kind=mediationCommittee${q}`))).items.map((p: any) => p.id)
    expect(await ids('')).toEqual([near.id, far.id, ended.id])
    expect(await ids('&state=ended')).toEqual([ended.id])
    expect(await ids('&due=soon')).toEqual([near.id])
    expect(await ids(`&q=${encodeURIComponent(far.reference)}`)).toEqual([far.id])
    expect(await ids('&owed=1')).toEqual([near.id, far.id, ended.id])
    const page = await got(clerk.get('/proceedings?kind=mediationCommittee&limit=2'))
    expect((await got(clerk.get(`/proceedings?kind=mediationCommittee&limit=2&cursor=${page.next}`))).items.map((p: any) => p.id)).toEqual([ended.id])
    expect((await got(clerk.get('/proceedings/sums?kind=mediationCommittee'))).items).toMatchObject([{ body: 'mediationCommittee', count: 3, open: 2, late: 0, owed: 3 }])
    const table = await clerk.get<Buffer>('/proceedings/table?kind=mediationCommittee&state=open')
    expect(table.headers['content-type']).toContain('text/csv')
    const lines = table.body.toString().trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain(near.reference)
    expect((await got(clerk.get('/desk'))).items).toContainEqual(expect.objectContaining({ kind: 'proceeding', complaintId: c.id, id: near.id }))
  })

  test('it goes along when cases merge, and back', async () => {
    const [a, b] = [await register(w, clerk), await register(w, clerk)]
    const one = await begin(b)
    const own = await begin(a)
    await got(manager.post(`/complaints/${a.id}/merge`, { duplicateId: b.id, reason: '同一件事', samePerson: true }))
    // Each keeps its own time: none stands for the other.
    expect((await of(a)).map((p: any) => [p.id, p.clocks.map((k: any) => `${k.kind} ${k.state}`)])).toEqual([[one.id, ['bodyReply running']], [own.id, ['bodyReply running']]].sort())
    await got(manager.post(`/complaints/${a.id}/unmerge`, { duplicateId: b.id, reason: '不是同一件事' }))
    expect([(await of(a)).map((p: any) => p.id), (await of(b)).map((p: any) => p.id)]).toEqual([[own.id], [one.id]])
  })
})

test('whoever stands above everybody answers for it alone only where nobody else could', async () => {
  const c = await investigated(w, officer)
  const one = await got(officer.post(`/complaints/${c.id}/proceedings`, { body: 'consumerAssociation' }), 201)
  const asked = await got(officer.post(`/proceedings/${one.id}/reports`, { version: one.version, kind: 'interim', answers: answers(c), outcome: '正在办理' }), 201)
  expect(latest(asked).state).toBe('asked')
})
