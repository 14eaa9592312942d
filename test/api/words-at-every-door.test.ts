import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type World, openWorld } from '#test/app.ts'
import { begun, editsOf } from '#test/agreement.ts'
import { got, investigated, refused } from '#test/steps.ts'
import { type Registered, register } from '#test/story.ts'

const ABOVE = '409 commitment/needs-approval'
const STOPPED = '422 knowledge/stopped-words'
const DAY_MS = 86_400_000
let w: World
let clerk: Client
let manager: Client
let service: Client
let general: Client

beforeAll(async () => {
  w = await openWorld()
  clerk = await w.person('小李', 'S01', 'clerk')
  manager = await w.person('陈店长', 'S01', 'shopManager')
  service = await w.person('客服经理', 'HQ', 'serviceManager')
  general = await w.person('总经理', 'GMO', 'generalManager')
})
afterAll(() => w.close())

describe('the reason for more time, which the customer reads', () => {
  const ask = async (c: Registered, reason: string) => {
    const clock = (await got(clerk.get(`/complaints/${c.id}`))).clocks.find((one: any) => one.kind === 'writtenReply')
    return refused(clerk.post<any>(`/complaints/${c.id}/extensions`, { clockId: clock.id, until: new Date(Date.parse(clock.dueAt) + 3 * DAY_MS).toISOString(), reason }))
  }

  test('promises nothing above the limit of who asks, and says nothing that nobody may say', async () => {
    const c = await register(w, clerk)
    expect(await ask(c, '送检需要三天，届时我们全额退款并赔偿您五万元。')).toBe(ABOVE)
    expect(await ask(c, '送检需要三天，您撤诉后我们立即退款。')).toBe(STOPPED)
    expect(await ask(c, '送检需要三天，结果出来马上告诉您。')).toBe('200 undefined')
  })
})

describe('the answer to a suggestion', () => {
  const suggested = async () => got(clerk.post<any>('/feedback', { kind: 'suggestion', unitId: await w.unitId('S01'), text: '希望改进', name: '林女士', phone: '13700137001', channel: 'walkIn' }), 201)
  const answer = async (who: Client, text: string, more: Record<string, unknown> = {}) => {
    const f = await suggested()
    return refused(who.post<any>(`/feedback/${f.id}/answer`, { version: f.version, way: 'portal', text, ...more }))
  }

  test('is looked at like a reply: what nobody says, what is promised by whom, what takes a reason', async () => {
    expect(await answer(manager, '我们赔您五万元，请您删除差评，并放弃一切追究。')).toBe(STOPPED)
    expect(await answer(clerk, '我们赔您五万元。')).toBe(ABOVE)
    expect(await answer(manager, '我们赔您五万元。')).toBe(ABOVE)
    expect(await answer(general, '我们赔您五万元。')).toBe('200 undefined')
    expect(await answer(clerk, '我们送您一张一百元代金券。')).toBe('200 undefined')
    expect(await answer(clerk, '请打 13912345678 找师傅。')).toBe('422 communication/forbidden-words')
    expect(await answer(clerk, '请打 13912345678 找师傅。', { despite: '师傅本人同意' })).toBe('200 undefined')
    expect(await answer(clerk, '我们已记下您的号码 13700137001。')).toBe('200 undefined')
  })
})

let references = 0

describe('an answer to an authority', () => {
  const written = async (answer: string, outcome: string) => {
    const c = await register(w, clerk)
    const one = await got(clerk.post<any>(`/complaints/${c.id}/proceedings`, { body: 'consumerAssociation', reference: `X-${++references}` }), 201)
    const { reports } = await got(clerk.post<any>(`/proceedings/${one.id}/reports`, { version: one.version, kind: 'interim', answers: c.points.map(({ id }) => ({ pointId: id, answer })), outcome }), 201)
    return reports.at(-1)
  }
  const approve = (who: Client, { id, version }: any) => refused(who.post<any>(`/reports/${id}/approve`, { version, comment: '' }))

  test('is approved by who may promise what it promises', async () => {
    const report = await written('我们退还消费者五万元并赔偿十五万元。', '我单位将向消费者支付二十万元。')
    expect(report.positionCode).toBe('generalManager')
    expect(await approve(manager, report)).toBe('403 authority/above-limit')
    expect(await approve(service, report)).toBe('403 authority/above-limit')
    expect(await approve(general, report)).toBe('200 undefined')
  })

  test('that promises nothing is approved by the rank above, as before', async () => {
    const report = await written('我们已联系消费者，正在检测。', '检测结果出来后再报。')
    expect(report.positionCode).toBe('shopManager')
    expect(await approve(manager, report)).toBe('200 undefined')
  })
})

describe('what everybody reads', () => {
  const said = (text: string) => ({ 'zh-CN': text, 'zh-Hant': '', en: '' })

  test('a page of the firm', async () => {
    const page = await got(w.admin.get<any>('/pledge'))
    const put = (text: string) => w.admin.put<any>('/pledge', { version: page.version, name: 'wenguo-shop', texts: said(text), shows: page.shows })
    expect(await refused(put('特价商品不退不换。'))).toBe(STOPPED)
    expect(await refused(put('您不满意，请告诉我们。'))).toBe('200 undefined')
  })

  test('a story: written without what nobody says, shown by who may promise what it promises', async () => {
    const body = (text: string) => ({ month: '2026-10', title: said('改进'), text: said(text), fileId: null, links: [] })
    expect(await refused(service.post<any>('/pledge/stories', body('请您删除差评，我们送礼品。')))).toBe(STOPPED)
    const one = await got(service.post<any>('/pledge/stories', body('以后遇到这样的事，我们赔您五万元。')), 201)
    expect(await refused(service.post<any>(`/pledge/stories/${one.id}/publish`, { version: one.version }))).toBe(ABOVE)
    expect(await refused(general.post<any>(`/pledge/stories/${one.id}/publish`, { version: one.version }))).toBe('200 undefined')
  })
})

describe('words around a questionnaire', () => {
  test('the note before the questions and the questions themselves', async () => {
    const c = await register(w, clerk)
    const title = { 'zh-CN': '补充情况', 'zh-Hant': '', en: '' }
    const body = (text: string) => ({ title, intro: null, questions: [{ code: 'q1', kind: 'text', text: { 'zh-CN': text, 'zh-Hant': '', en: '' } }] })
    const bad = await got(w.admin.post<any>('/questionnaires', { body: body('您同意不再向任何部门投诉吗') }), 201)
    expect(await refused(w.admin.post<any>(`/questionnaires/${bad.id}/publish`, { version: bad.version }))).toBe(STOPPED)
    const good = await got(w.admin.post<any>('/questionnaires', { body: body('戒指是哪天开始松的？') }), 201)
    await got(w.admin.post<any>(`/questionnaires/${good.id}/publish`, { version: good.version }))
    const send = (note: string, to = 'customer') => refused(clerk.post<any>(`/complaints/${c.id}/questionnaires`, { templateId: good.id, to, name: '师傅', locale: 'zh-CN', note, way: 'copy' }))
    expect(await send('填好后我们赔您五万元。')).toBe(ABOVE)
    expect(await send('填好后请您删除差评。')).toBe(STOPPED)
    expect(await send('填好后请您删除差评。', 'outsider')).toBe(STOPPED)
    expect(await send('请您补充一下情况。')).toBe('201 undefined')
  })
})

describe('the parts of one letter promise together', () => {
  const PART = '我们另外再补偿您一百九十元。'
  const pointers = (body: any) => body.errors.map((one: any) => one.pointer)
  const ofPoints = (n: number) => investigated(w, clerk, { customer: { name: '王女士', phone: `1380019${1_000 + ++references}` }, points: Array.from({ length: n }, (_, i) => ({ text: `第${i + 1}点`, wants: '' })) })
  const notice = (c: Registered, answers: readonly string[], more: Record<string, unknown> = {}) => clerk.post<any>(`/complaints/${c.id}/completion-notice`, { answers: c.points.map(({ id }, i) => ({ pointId: id, answer: answers[i] })), contact: '一店', furtherWays: '', ...more })

  test('a notice point by point, like the same lines in one reply', async () => {
    const c = await ofPoints(5)
    expect(await refused(clerk.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: Array(5).fill(PART).join('\n') }))).toBe(ABOVE)
    const no = await notice(c, ['已向您致歉。', ...Array(4).fill(PART)])
    expect([no.status, no.body.type, pointers(no.body)]).toEqual([409, '/problems/commitment/needs-approval', ['#/answers/1/answer']])
    expect((await got<any>(clerk.get(`/complaints/${c.id}`))).messages).toEqual([])
    await got(notice(c, [PART, ...Array(4).fill('已向您致歉。')]), 201)
  })

  test('the part that alone is too much is named, wherever it stands', async () => {
    const c = await ofPoints(2)
    expect(pointers((await notice(c, [PART, '我们赔您五千元。'])).body)).toEqual(['#/answers/1/answer'])
    expect(pointers((await notice(c, [PART, '已向您致歉。'], { furtherWays: '请找一店，我们另外再补偿您五十元。' })).body)).toEqual(['#/answers/0/answer'])
  })

  const offered = async (note: string, message: string) => {
    const c = await ofPoints(1)
    const p = await got<any>(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 5_000, pointId: c.points[0]?.id, note }], reason: '合理' }), 201)
    return { c, answer: await refused(clerk.post(`/remedies/${p.id}/offer`, { version: p.version, message })) }
  }

  test('the message of an offer and the notes beside its items', async () => {
    expect((await offered('另外补偿您一百五十元交通费。', '我们另外再补偿您一百元误工费。')).answer).toBe(ABOVE)
    const { c, answer } = await offered('退您五十元，原路退回。', '我们退您五十元。')
    expect(answer).toBe('200 undefined')
    expect((await got<any>(clerk.post(`/complaints/${c.id}/words-check`, { text: '我们另外补偿您一百元。' }))).limitFen).toBe(20_000)
  })

  test('a note beside an item counts with the letters after it', async () => {
    const { c, answer } = await offered('另外补偿您一百元交通费。', '')
    expect(answer).toBe('200 undefined')
    expect(await refused(clerk.post(`/complaints/${c.id}/messages`, { kind: 'reply', text: '我们另外再补偿您一百二十元。' }))).toBe(ABOVE)
  })

  test('an agreement, in its clauses and beside its items', async () => {
    const { c } = await offered('', '')
    const paper = await begun(clerk, c)
    const more = ['我们另外再补偿您一百五十元误工费。', '我们另外再补偿您一百元交通费。'].map((text, i) => ({ code: `more${i}`, text }))
    const changed = await got<any>(clerk.post(`/agreements/${paper.id}/change`, { version: paper.version, ...editsOf(paper, { clauses: [...paper.text.clauses, ...more] }) }))
    expect(await refused(clerk.post(`/agreements/${paper.id}/freeze`, { version: changed.version }))).toBe(ABOVE)
  })
})
