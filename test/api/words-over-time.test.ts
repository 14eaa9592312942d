import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { agreedOn, payOut } from '#test/payout.ts'
import { got, investigated, onDatabase, propose, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

const ABOVE = '409 commitment/needs-approval'
let w: World
let clerk: Client
let service: Client

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  service = await w.person('客服经理', 'HQ', 'serviceManager')
})
afterAll(() => w.close())

const reply = (c: Registered, text: string, who = clerk) => who.post<any>(`/complaints/${c.id}/messages`, { kind: 'reply', text })
const someone = () => ({ customer: { name: '王女士', phone: `137${String(10_000_000 + Math.floor(Math.random() * 89_999_999))}` } })
const agreed = async (totalFen: number): Promise<Registered> => {
  const c = await investigated(w, clerk, someone())
  const p = await got(propose(clerk, c, totalFen), 201)
  const approved = await got(service.post<any>(`/remedies/${p.id}/approve`, { version: p.version }))
  await got(clerk.post(`/remedies/${p.id}/offer`, { version: approved.version }))
  await got(clerk.post(`/remedies/${p.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  return c
}

describe('what earlier letters of a case promised', () => {
  test('counts with the next: small sums do not add up past the limit', async () => {
    const c = await register(w, clerk, someone())
    await got(reply(c, '我们另外再补偿您一百九十元。'), 201)
    const seen = await got(clerk.post<any>(`/complaints/${c.id}/words-check`, { text: '我们另外再补偿您一百九十元。' }))
    expect(seen).toMatchObject({ mostFen: 19_000, limitFen: 1_000, approver: { positionCode: 'shopManager' } })
    for (let i = 2; i <= 5; i++) expect(await refused(reply(c, '我们另外再补偿您一百九十元。'))).toBe(ABOVE)
    await got(reply(c, '我们另外再补偿您十元。'), 201)
    expect(await refused(reply(c, '再给您补十元。'))).toBe(ABOVE)
  })

  test('is the same promise when it is said again, and another when it is another sum', async () => {
    const c = await register(w, clerk, someone())
    for (let i = 0; i < 3; i++) await got(reply(c, '我们补偿您一百五十元。'), 201)
    expect(await refused(reply(c, '我们补偿您一百六十元。'))).toBe(ABOVE)
  })

  test('is another where it is for something else', async () => {
    const c = await register(w, clerk, someone())
    await got(reply(c, '我们补偿您二百元交通费。'), 201)
    for (const text of ['我们补偿您二百元误工费。', '我们补偿您二百元餐费。', 'We will pay you 200 yuan for the hotel.']) expect(`${text} ${await refused(reply(c, text))}`).toBe(`${text} ${ABOVE}`)
    // The same thing said again, with its purpose or without.
    await got(reply(c, '二百元交通费，我们会补偿您。'), 201)
    await got(reply(c, '我们补偿您的二百元，明天到账。'), 201)
  })

  test('counts by whichever door it went: a no, a notice, the words beside an offer', async () => {
    const next = '我们另外再补偿您一百九十元。'
    const no = await investigated(w, clerk, { ...someone(), points: [{ text: '店员态度差', wants: '退货', categoryCode: 'attitude' }] })
    const { version } = await got<any>(clerk.get(`/complaints/${no.id}`))
    await got(clerk.post(`/complaints/${no.id}/decline-demand`, { version, grounds: '不能退货。我们另外补偿您一百九十元。', furtherWays: ['mediation'] }), 201)
    const notice = await investigated(w, clerk, someone())
    await got(clerk.post(`/complaints/${notice.id}/completion-notice`, { answers: notice.points.map(({ id }) => ({ pointId: id, answer: '我们另外补偿您一百九十元。' })), contact: '一店', furtherWays: '可以找消协。' }), 201)
    const offer = await investigated(w, clerk, someone())
    const p = await got(propose(clerk, offer, 100), 201)
    await got(clerk.post(`/remedies/${p.id}/offer`, { version: p.version, message: '我们另外补偿您一百九十元。' }))
    for (const c of [no, notice, offer]) expect(await refused(reply(c, next))).toBe(ABOVE)
  })

  test('counts no more once a proposal took it up', async () => {
    const c = await investigated(w, clerk, someone())
    await got(reply(c, '我们补偿您一百九十元。'), 201)
    const p = await got(propose(clerk, c, 19_000), 201)
    await got(clerk.post(`/remedies/${p.id}/offer`, { version: p.version }))
    expect(await got(clerk.post<any>(`/complaints/${c.id}/words-check`, { text: '我们会补偿您一百九十元。' }))).toMatchObject({ covered: true, approver: null })
    expect((await got(clerk.post<any>(`/complaints/${c.id}/words-check`, { text: '感谢您的理解。' }))).limitFen).toBe(20_000)
    expect(await got(clerk.post<any>(`/complaints/${c.id}/words-check`, { text: '我们另外送您一张一百元代金券。' }))).toMatchObject({ covered: false, limitFen: expect.any(Number) })
  })
})

describe('beside what is agreed', () => {
  test('what was carried out may be told, until the case comes back: then whatever is said is new', async () => {
    const finance = await w.person('财务周', 'FIN', 'financeOfficer')
    const { c, tasks: [task] } = await agreedOn(w, clerk, [{ kind: 'refund', amountFen: 10_000 }])
    await payOut(task, { asks: clerk, approves: finance })
    const check = () => got(clerk.post<any>(`/complaints/${c.id}/words-check`, { text: '我们退您一百元，已经办好。' }))
    const again = () => got(clerk.post<any>(`/complaints/${c.id}/words-check`, { text: '我们会退您一百元。' }))
    expect([(await check()).approver, (await again()).covered]).toEqual([null, true])
    await onDatabase(w, async (client) => { await client.query('set role wenguo_system'); await client.query("update complaint.complaint set state = 'closed', stage = 'closed', last_closed_at = $2 where id = $1", [c.id, w.now()]) })
    w.travel(60_000)
    await got(clerk.post(`/complaints/${c.id}/reopen`, { reason: '又来了' }))
    expect((await again()).covered).toBe(false)
  })

  test('what comes on top is never covered by it', async () => {
    const c = await agreed(300_000)
    for (const text of ['我们另外再赔偿您三千元。', '除了已经约定的，我们另外再赔偿您三千元。', '下周我们再退您三千元。', '除此之外，我们赔您三千元。', 'In addition we will pay you 3,000 yuan.', '我们退您三千元，另外补偿您三百元。']) expect(`${text} ${await refused(reply(c, text))}`).toBe(`${text} ${ABOVE}`)
  })

  test('what was agreed covers one promise for one thing, not each letter anew', async () => {
    const c = await agreed(500_000)
    await got(reply(c, '我们赔偿您4000元误工费。'), 201)
    for (const text of ['我们补偿您4900元住宿费。', '赔偿您5000元医疗费。', '我们补偿您三千元精神损失费，明天到账。']) expect(`${text} ${await refused(reply(c, text))}`).toBe(`${text} ${ABOVE}`)
    for (const text of ['4000元误工费，我们赔偿您。', '我们退您5000元。', '再次向您确认：我们退您五千元。']) await got(reply(c, text), 201)
  })

  test('what was agreed may be told, also when and after what', async () => {
    const c = await agreed(300_000)
    for (const text of ['我们退您三千元，本周到账。', '收到您寄回的戒指后，我们再退您三千元。', '再次向您确认：我们退您三千元。', '现在为您办理退款。']) await got(reply(c, text), 201)
    expect(await got(clerk.post<any>(`/complaints/${c.id}/words-check`, { text: '我们退您三千元，另外补偿您三百元。' }))).toMatchObject({ mostFen: 330_000, covered: false })
  })
})
