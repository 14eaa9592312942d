import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOCALES } from '#contract/common.ts'
import { ROOT } from '#kernel/root.ts'
import { verifyEvents } from '#kernel/verify.ts'
import { flagsIn } from '#modules/knowledge/rules.ts'
import { packCodes, readPack } from '#modules/packs/load.ts'
import { type Client, openEmptyWorld } from '#test/app.ts'
import { programmeOf } from '../../server/demo/programme.ts'
import { demoWords } from '../../server/demo/words.ts'

const PASSWORD = 'demo-demo-1'
const STAGES = ['intake', 'investigation', 'liability', 'remedy', 'approval', 'negotiation', 'execution', 'closing', 'closed']
const CHANNELS = ['phone', 'walkIn', 'letter', 'email', 'web', 'card', 'social', 'field', 'dealer', 'regulator', 'colleague', 'automatic']

let w: Awaited<ReturnType<typeof openEmptyWorld>>
let director: Client
let cases: any[]

beforeAll(async () => {
  w = await openEmptyWorld()
  const answer = await w.visitor.post('/first-run/demo', { locale: 'zh-CN', pack: 'jewellery' })
  expect(answer.body).toMatchObject({ person: { name: '林正宜', positionCodes: ['serviceManager'] }, organization: { name: '闻过珠宝（演示）', pack: 'jewellery' } })
  director = await w.signIn(answer.body.person.email, PASSWORD)
  cases = (await director.get('/complaints?limit=200')).body.items
}, 120_000)
afterAll(() => w.close())

const some = async (path: string) => (await director.get(path)).body.items as any[]
const inStage = (stage: string) => cases.filter((c) => c.stage === stage)
const shown = async (id: string) => (await director.get(`/complaints/${id}`)).body
const allShown = async (stage: string) => Promise.all(inStage(stage).map((c) => shown(c.id)))
const every = (key: string) => [...new Set(cases.map((c) => String(c[key])))].sort()

test('two months of work by every channel, with cases in every stage', async () => {
  expect(cases.length).toBeGreaterThanOrEqual(60)
  expect(every('stage')).toEqual([...STAGES].sort())
  expect(every('channel')).toEqual([...CHANNELS].sort())
  expect(every('urgency')).toEqual(['critical', 'general', 'urgent'])
  expect((await some('/customers?limit=200')).length).toBeGreaterThanOrEqual(45)
  const people = await some('/people')
  expect(people.length).toBeGreaterThanOrEqual(10)
  expect(people.length).toBeLessThanOrEqual(14)
})

test('numbers and ids follow the calendar', () => {
  const days = cases.map((c) => c.registeredAt)
  expect(days).toEqual([...days].sort().reverse())
  expect(new Set(cases.map((c) => c.number)).size).toBe(cases.length)
})

test('intake: a clock runs, another is overdue and was told', async () => {
  const intake = await allShown('intake')
  const clocks = intake.flatMap((c) => c.clocks.filter((k: any) => k.kind === 'acknowledgement').map((k: any) => k.state))
  expect(clocks).toEqual(expect.arrayContaining(['running', 'late']))
  expect(intake.find((c) => c.clocks.some((k: any) => k.state === 'late')).timeline.map((e: any) => e.name)).toContain('clock.breached')
  expect(intake.find((c) => c.channel === 'web')).toMatchObject({ owner: { name: '' }, acknowledgement: null })
})

test('negotiation: offered, countered, refused; execution: finance still has to pay; closing: a follow-up is due', async () => {
  const states = (await allShown('negotiation')).map((c) => c.remedies.at(-1).state)
  expect(states).toEqual(expect.arrayContaining(['approved', 'offered', 'countered', 'counterDeclined']))
  const tasks = (await allShown('execution')).flatMap((c) => c.tasks)
  expect(tasks.some((t: any) => t.kind === 'refund' && t.state === 'open')).toBe(true)
  expect((await allShown('closing')).every((c) => c.followUps.at(-1).state === 'due')).toBe(true)
  expect((await allShown('remedy')).some((c) => c.reopened > 0 && c.followUps.at(-1).satisfied === false)).toBe(true)
  expect((await allShown('remedy')).some((c) => c.reopened > 0 && c.timeline.some((e: any) => e.name === 'complaint.closed'))).toBe(true)
})

test('approvals wait for the shop manager, for who looks around and for the general manager', async () => {
  const manager = await w.signIn('chen.guoqiang@demo.example', PASSWORD)
  const other = await w.signIn('sun.li@demo.example', PASSWORD)
  const atShops = [...(await manager.get('/approvals')).body.items, ...(await other.get('/approvals')).body.items]
  expect(atShops.filter((a: any) => a.positionCode === 'shopManager' && a.whyNot === null).length).toBeGreaterThanOrEqual(1)
  expect((await some('/approvals')).map((a) => a.positionCode)).toEqual(expect.arrayContaining(['shopManager', 'serviceManager']))
  const chief = await w.signIn('gao.wenbo@demo.example', PASSWORD)
  expect((await chief.get('/approvals')).body.items.map((a: any) => a.positionCode)).toContain('generalManager')
})

test('closed cases end in several ways and make a precedent band', async () => {
  const closed = await allShown('closed')
  expect([...new Set(closed.map((c) => c.outcome))].sort()).toEqual(['agreed', 'declined', 'explained', 'silent', 'withdrawn'])
  expect(closed.filter((c) => c.points[0].categoryCode === 'stoneLoose').length).toBeGreaterThanOrEqual(8)
  const open = (await allShown('remedy')).find((c) => c.points[0].categoryCode === 'stoneLoose')
  const { precedents, standards } = (await director.get(`/complaints/${open.id}/remedy-advice`)).body
  expect(precedents).toMatchObject({ basis: 'sameCategory' })
  expect(precedents.count).toBeGreaterThanOrEqual(8)
  expect(precedents.lowFen).toBeLessThan(precedents.highFen)
  expect(standards.length).toBeGreaterThan(0)
})

test('promises kept, broken and due today; a hand-over waits; evidence can be opened', async () => {
  const all = await Promise.all(cases.map((c) => shown(c.id)))
  const promises = all.flatMap((c) => c.promises)
  expect([...new Set(promises.map((p: any) => p.state))].sort()).toEqual(['broken', 'kept', 'open'])
  expect(all.flatMap((c) => c.handovers).filter((h: any) => h.state === 'pending')).toMatchObject([{ to: { name: '林正宜' } }])
  expect([...new Set(all.flatMap((c) => c.messages.map((m: any) => m.kind)))].sort()).toEqual(['call', 'fromCustomer', 'note', 'reply'])
  const photo = all.flatMap((c) => c.findings).find((f: any) => f.evidence.length).evidence[0]
  const file = await director.get<Buffer>(`/files/${photo.id}`)
  expect(file.status).toBe(200)
  expect(file.body.subarray(1, 4).toString()).toBe('PNG')
  expect(all.filter((c) => c.clocks.some((k: any) => k.state === 'running' && k.dueAt < w.now().toISOString()))).toEqual([])
})

test('the desk of who looks around is full of different things', async () => {
  const desk = (await director.get('/desk')).body
  expect([...new Set(desk.items.map((i: any) => i.kind))]).toEqual(expect.arrayContaining(['acknowledge', 'clock', 'promise', 'handover', 'task', 'followUp', 'counter', 'approval']))
  expect(desk.figures.overdue).toBeGreaterThan(0)
  expect(desk.team.length).toBeGreaterThan(3)
})

test('the trail holds, and a second demo is refused', async () => {
  expect(await verifyEvents(w.db)).toMatchObject({ fault: null })
  expect(await w.visitor.post('/first-run/demo', { locale: 'en', pack: 'base' })).toMatchObject({ status: 409, body: { type: '/problems/identity/already-set-up' } })
})

const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)])) : typeof value
}
const textsIn = (value: unknown): string[] => (typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsIn))

test('the words are whole in every locale, and nothing that goes out is forbidden', async () => {
  const [first, ...others] = await Promise.all(LOCALES.map(demoWords))
  for (const other of others) expect(shapeOf(other)).toEqual(shapeOf(first))
  const forbidden = packCodes(ROOT).flatMap(({ code }) => readPack(ROOT, code).forbidden)
  for (const locale of LOCALES) {
    const { replies, answer, kindly, explanation, help, finalWord, noticeOurs, noticeOther, furtherWays } = await demoWords(locale)
    const outgoing = [replies, answer, kindly, explanation, help, finalWord, noticeOurs, noticeOther, furtherWays]
    expect(textsIn(outgoing).flatMap((text) => flagsIn(text, forbidden).map((flag) => flag.found))).toEqual([])
  }
})

test('every pack in every locale has a programme whose words are complete', async () => {
  for (const { code } of packCodes(ROOT)) {
    for (const locale of LOCALES) {
      const given = { body: readPack(ROOT, code), words: await demoWords(locale), locale, timeZone: 'Asia/Shanghai', today: new Date() }
      const rows = programmeOf(given as unknown as Parameters<typeof programmeOf>[0])
      expect(rows.length).toBeGreaterThanOrEqual(60)
      expect(rows.flatMap(({ matter, also }) => [matter, ...(also ? [also] : [])]).filter((m) => /[{}]/.test(m.text + m.wants + m.finding) || !m.category || !m.cause)).toEqual([])
    }
  }
})
