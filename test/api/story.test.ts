import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { payOut } from '#test/payout.ts'
import { PNG, register, upload } from '#test/story.ts'

const DAY = 86_400_000
let w: World
let clerk: Client & { id: string }
let manager: Client
let finance: Client
let officer: Client
let ringPhoto: string

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
  officer = await w.person('专员赵', 'HQ', 'complaintOfficer')
})
afterAll(() => w.close())

const ok = async <T = any>(answer: Promise<{ status: number; body: T }>, status = 200): Promise<T> => {
  const { status: got, body } = await answer
  expect(body).toMatchObject({})
  expect({ status: got, body: got === status ? undefined : body }).toEqual({ status, body: undefined })
  return body
}

test('from the first call to the archived file, through counter-offer and second offer', async () => {
  const c = await register(w, clerk, {
    points: [{ text: '戒指戴了三天就掉钻', wants: '全额退款', categoryCode: null }, { text: '店员态度冷淡', wants: '道歉' }],
    product: { name: '六爪钻戒', priceFen: 1_299_900 }, order: { number: 'XS20261101' }, fields: { salesNumber: 'XS20261101' },
  })
  const portal = { 'x-case-code': c.portalCode }
  const look = () => w.visitor.get(`/portal/complaints/${c.number}`, portal)

  expect((await ok(look())).step).toBe(1)
  expect((await ok(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone', whyNotNow: '要送检' }))).stage).toBe('investigation')
  await ok(clerk.post(`/complaints/${c.id}/restatement`, { text: '三天掉钻，要退款并道歉', confirmed: true, how: 'phone' }))

  const photo = await upload(clerk, 'ring.png', PNG)
  expect(photo.statusCode).toBe(201)
  ringPhoto = photo.json<{ id: string }>().id
  const [first, second] = c.points.map((p) => p.id)
  expect((await ok(clerk.post(`/complaints/${c.id}/findings`, { pointId: first, text: '爪位有砂眼', liability: 'ours', rootCause: '铸造缺陷', evidence: [ringPhoto] }))).stage).toBe('liability')
  const found = await ok(clerk.post(`/complaints/${c.id}/findings`, { pointId: second, text: '监控核实，接待冷淡', liability: 'ours', rootCause: '服务意识', evidence: [] }))
  expect(found.stage).toBe('remedy')
  expect(found.findings[0].evidence).toMatchObject([{ id: ringPhoto, name: 'ring.png', mediaType: 'image/png' }])

  const advice = await ok(clerk.get(`/complaints/${c.id}/remedy-advice`))
  expect(advice.limitFen).toBe(20_000)
  const items = [{ kind: 'refund', amountFen: 50_000, pointId: first }, { kind: 'gift', amountFen: 10_000, pointId: second }]
  const proposal = await ok(clerk.post(`/complaints/${c.id}/remedies`, { items, reason: '质量问题，退部分货款并赠礼' }), 201)
  expect(proposal).toMatchObject({ state: 'awaitingApproval', approver: { positionCode: 'shopManager' }, decidedBy: { table: 'authority' } })
  const early = await clerk.post(`/remedies/${proposal.id}/offer`, { version: proposal.version })
  expect(early).toMatchObject({ status: 409, body: { type: '/problems/remedy/not-approved' } })

  const waiting = await ok(manager.get('/approvals'))
  expect(waiting.items).toMatchObject([{ remedyId: proposal.id, totalFen: 60_000, whyNot: null }])
  const own = await clerk.post(`/remedies/${proposal.id}/approve`, { version: proposal.version, comment: '' })
  expect(own).toMatchObject({ status: 403, body: { type: '/problems/authority/own-proposal' } })
  const approved = await ok(manager.post(`/remedies/${proposal.id}/approve`, { version: proposal.version, comment: '同意' }))
  expect(approved.state).toBe('approved')
  const offered = await ok(clerk.post(`/remedies/${proposal.id}/offer`, { version: approved.version }))
  expect(offered.state).toBe('offered')

  const seen = await ok(look())
  expect(seen).toMatchObject({ step: 3, offer: { remedyId: proposal.id, totalFen: 60_000 } })
  await ok(w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: proposal.id, answer: 'counter', counterFen: 200_000, text: '太少了' }, portal))
  const countered = (await ok(clerk.get(`/complaints/${c.id}`))).remedies[0]
  expect(countered.state).toBe('countered')
  await ok(clerk.post(`/remedies/${proposal.id}/decline-counter`, { version: countered.version, grounds: '超出损失', furtherWays: ['mediation', 'hotline12315'] }))
  expect((await ok(look())).declined).toMatchObject({ grounds: '超出损失' })

  const again = await ok(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 80_000, pointId: first }, { kind: 'gift', amountFen: 10_000, pointId: second }], reason: '提高退款' }), 201)
  const yes = await ok(manager.post(`/remedies/${again.id}/approve`, { version: again.version, comment: '' }))
  await ok(clerk.post(`/remedies/${again.id}/offer`, { version: yes.version }))
  await ok(w.visitor.post(`/portal/complaints/${c.number}/answer`, { remedyId: again.id, answer: 'accept', text: '' }, portal))

  const close = async () => clerk.post(`/complaints/${c.id}/close`, { version: (await ok(clerk.get(`/complaints/${c.id}`))).version, summary: { cause: '砂眼', effect: '退款', improvement: '全检爪位' } })
  expect(await close()).toMatchObject({ status: 409, body: { type: '/problems/settlement/tasks-open' } })

  const money = (await ok(finance.get('/tasks?state=open'))).items.find((t: any) => t.complaintId === c.id)
  expect(money).toMatchObject({ kind: 'refund', amountFen: 80_000, whyNot: null })
  expect(await finance.post(`/tasks/${money.id}/complete`, { result: '已转账', reference: 'ICBC-001', evidence: [] })).toMatchObject({ status: 409, body: { type: '/problems/settlement/by-payout' } })
  await ok(finance.post(`/tasks/${money.id}/begin`))
  await payOut(money, { asks: clerk, approves: finance, reference: 'ICBC-001' })
  const gift = (await ok(clerk.get(`/tasks?complaintId=${c.id}`))).items.find((t: any) => t.kind === 'gift')
  expect(gift.whyNot).toBeNull()
  const signed = (await upload(clerk, 'signed.png', PNG)).json<{ id: string }>().id
  await ok(clerk.post(`/tasks/${gift.id}/complete`, { result: '已领取', reference: null, evidence: [signed] }))

  expect(await close()).toMatchObject({ status: 409, body: { type: '/problems/settlement/notice-missing' } })
  expect(await clerk.post(`/complaints/${c.id}/completion-notice`, { answers: [{ pointId: first, answer: '已退款' }], contact: '一店' })).toMatchObject({ status: 422, body: { type: '/problems/settlement/points-unanswered' } })
  await ok(clerk.post(`/complaints/${c.id}/completion-notice`, { answers: [{ pointId: first, answer: '已退款' }, { pointId: second, answer: '已培训' }], contact: '一店 0571' }), 201)
  expect(await close()).toMatchObject({ status: 409, body: { type: '/problems/follow-up/open' } })

  const due = (await ok(officer.get('/follow-ups'))).items.find((f: any) => f.complaintId === c.id)
  const answer = { satisfied: true, score: 5, via: 'phone', answers: {} }
  expect(await clerk.post(`/follow-ups/${due.id}/record`, answer)).toMatchObject({ status: 403, body: { type: '/problems/follow-up/own-case' } })
  expect(await officer.post(`/follow-ups/${due.id}/record`, answer)).toMatchObject({ status: 409, body: { type: '/problems/follow-up/too-early' } })
  w.travel(3 * DAY)
  await ok(officer.post(`/follow-ups/${due.id}/record`, answer))

  const closed = await ok(close())
  expect(closed).toMatchObject({ state: 'closed', stage: 'closed', outcome: 'agreed' })
  expect(closed.timeline.map((e: any) => e.name)).toEqual(expect.arrayContaining(['complaint.registered', 'complaint.acknowledged', 'investigation.findingAdded', 'remedy.proposed', 'remedy.approved', 'remedy.countered', 'remedy.counterDeclined', 'remedy.accepted', 'settlement.taskDone', 'settlement.noticeSent', 'follow-up.made', 'complaint.closed']))
  expect(closed.timeline.find((e: any) => e.name === 'remedy.approved')).toMatchObject({ actor: { name: '陈店长' }, reason: '同意' })

  const pdf = await clerk.get<Buffer>(`/complaints/${c.id}/papers/file`)
  expect(pdf.status).toBe(200)
  expect(pdf.body.subarray(0, 4).toString()).toBe('%PDF')

  expect((await ok(clerk.post(`/complaints/${c.id}/reopen`, { reason: '又掉了一颗' }))).state).toBe('open')
})

test('a dissatisfied customer brings the case back', async () => {
  const c = await register(w, clerk, { customer: { name: '钱先生', phone: '13900139000' } })
  await ok(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  await ok(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
  const p = await ok(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'apology', amountFen: 0, pointId: c.points[0]?.id }], reason: '当面道歉' }), 201)
  expect(p).toMatchObject({ state: 'approved', approver: null })
  await ok(clerk.post(`/remedies/${p.id}/offer`, { version: p.version }))
  await ok(clerk.post(`/remedies/${p.id}/answer`, { answer: 'accept', counterFen: null, proof: { kind: 'call' } }))
  const back = await ok(w.visitor.post(`/portal/complaints/${c.number}/rating`, { score: 1, satisfied: false, text: '没有解决' }, { 'x-case-code': c.portalCode }))
  expect(back.step).toBe(3)
  const shown = await ok(clerk.get(`/complaints/${c.id}`))
  expect(shown).toMatchObject({ state: 'open', stage: 'remedy', reopened: 1 })
  expect(shown.may['remedy.propose']).toBeNull()
})
