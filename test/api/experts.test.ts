import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepOpinions } from '#modules/expert/sweep.ts'
import { Client, type World } from '#test/app.ts'
import { openCounter, type Person } from '#test/counter.ts'
import { payOut } from '#test/payout.ts'
import { got, onDatabase, refused } from '#test/steps.ts'
import { PNG, type Registered, register, upload } from '#test/story.ts'
import { part } from '#test/resumable.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

const DAY = 24 * 3_600_000
let w: World
let clerk: Person
let mate: Person
let manager: Person
let away: Person
let finance: Person
let cashier: Person
let expert: Person
let lab: any
let other: any
let outsider: Client
let phones = 0

beforeAll(async () => {
  ({ w, clerk, mate, manager, away } = await openCounter())
  finance = await w.person('财务周', 'FIN', 'financeOfficer')
  cashier = await w.person('财务吴', 'FIN', 'financeOfficer')
  expert = await w.person('鉴定师郑', 'QA', 'qualityEngineer')
  lab = await got(manager.post('/outsiders', { kind: 'laboratory', name: '国检珠宝检测中心', email: 'lab@example.com', accreditation: 'CMA 2100-1', accreditedUntil: day(300) }), 201)
  other = await got(manager.post('/outsiders', { kind: 'appraiser', name: '宝石鉴定所', accreditation: 'CNAS L0001', accreditedUntil: null }), 201)
  outsider = new Client(w.app)
}, 120_000)
afterAll(() => w.close())

const day = (days = 0) => new Date(w.now().getTime() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
const later = (days: number) => new Date(w.now().getTime() + days * DAY).toISOString()
const pointOf = (c: Registered) => c.points[0]?.id ?? ''
const file = async (who: Client, name = 'report.png') => (await upload(who, name, PNG)).json<{ id: string }>().id

/** A chain that the customer holds to be no gold: acknowledged, and of the category on which nothing is decided without an opinion. */
const disputed = async (category = 'falseMaterial', priceFen = 600_000): Promise<Registered> => {
  const c = await register(w, clerk, { customer: { name: '孙慧敏', phone: `1364444${1_000 + phones++}` }, points: [{ text: '项链说是足金，别家说是镀金', wants: '退一赔三' }], product: { name: '足金项链', priceFen } })
  await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
  const { version } = await got(clerk.get(`/complaints/${c.id}`))
  await got(clerk.post(`/complaints/${c.id}/classify`, { version, pointId: pointOf(c), categoryCode: category, severity: 'major' }))
  return c
}
const asking = (c: Registered, change: Record<string, unknown> = {}) => ({ outsiderId: lab.id, matter: '足金项链一条，请鉴定材质', questions: [{ pointId: pointOf(c), code: 'authenticity', text: '是不是足金' }], dueAt: later(15), feeFen: 30_000, ...change })
const commission = (who: Client, c: Registered, change: Record<string, unknown> = {}) => who.post<any>(`/complaints/${c.id}/opinions`, asking(c, change))
const agree = (one: any, agrees = true, who: Client = clerk) => who.post<any>(`/opinions/${one.id}/consent`, { version: one.version, agrees, how: 'phone', note: '顾客说可以' })
const readied = async (c: Registered, change: Record<string, unknown> = {}) => got(agree(await got(commission(clerk, c, change), 201)))
const answers = (one: any, finding: string) => one.questions.map((q: any) => ({ questionId: q.id, finding }))
const onPaper = async (one: any, finding: string, change: Record<string, unknown> = {}) => clerk.post<any>(`/opinions/${one.id}/paper`, { version: one.version, summary: '经检测……', answers: answers(one, finding), fileIds: [await file(clerk)], name: '郑国检', on: day(), sealConfirmed: true, ...change })
const reported = async (c: Registered, finding: string, change: Record<string, unknown> = {}) => got(onPaper(await readied(c, change), finding))
const rest = (one: any, liability: string, change: Record<string, unknown> = {}, who: Client = clerk) => who.post<any>(`/opinions/${one.id}/basis`, { version: one.version, points: [{ pointId: one.questions[0].pointId, liability }], ...change })
const oneOf = (id: string, who: Client = clerk) => got<any>(who.get(`/opinions/${id}`))
const opinionsOf = (c: Registered, who: Client = clerk) => got<any>(who.get(`/complaints/${c.id}/opinions`))
const give = (who: Client, c: Registered, items: readonly (readonly [string, number])[], change: Record<string, unknown> = {}) => who.post<any>(`/complaints/${c.id}/remedies`, { items: items.map(([kind, amountFen]) => ({ kind, amountFen, pointId: pointOf(c) })), reason: '照鉴定意见', ...change })
const told = async (who: Client, name: string) => ((await got<any>(who.get('/notifications'))).items as { name: string }[]).filter((n) => n.name === name).length
/** Past the application, as its machinery reads. */
const stored = (text: string, values: unknown[]) => onDatabase(w, async (client) => { await client.query('set role wenguo_system'); return client.query(text, values) })
const together = async (calls: readonly Promise<any>[]) => (await Promise.all(calls.map(async (call) => { const { status, body } = await call; return status < 300 ? String(status) : `${status} ${String(body.type).replace('/problems/', '')}` }))).sort()

describe('an opinion is commissioned', () => {
  test('of an accredited body, with questions of the pack, a fee, a due date, and the rule who pays', async () => {
    const c = await disputed()
    const before = await opinionsOf(c)
    expect(before).toMatchObject({ items: [], wanting: [{ no: 1, code: 'authenticity' }], may: { commission: null } })
    expect(before.expertise[0]).toMatchObject({ code: 'authenticity', needed: true, consent: true, fee: 'loser', answers: [{ finding: 'genuine', facts: { fraud: false } }, { finding: 'notGenuine', liability: 'ours', facts: { fraud: true } }, { finding: 'undetermined' }] })
    const photo = await file(clerk, 'photo.png')
    const one = await got(commission(clerk, c, { fileIds: [photo] }), 201)
    expect(one).toMatchObject({
      number: `${c.number}-J1`, state: 'asked', inside: false, name: '国检珠宝检测中心', accreditation: 'CMA 2100-1', accreditedUntil: day(300), feeFen: 30_000, feeRule: 'loser', paidBy: 'firm', borneBy: null, consent: { state: 'asked' }, sent: [{ id: photo }], late: false,
      questions: [{ no: 1, pointNo: 1, code: 'authenticity', text: '是不是足金', finding: null, basis: false }], report: null, may: { agree: null, withdraw: null, postpone: null },
    })
    const { timeline } = await got<any>(clerk.get(`/complaints/${c.id}`))
    expect(timeline.map((e: any) => e.name)).toContain('expert.commissioned')
    expect(JSON.stringify(timeline)).not.toContain('国检')
  })

  test('is refused, in words, where it cannot be', async () => {
    const c = await disputed()
    const bare = await got(manager.post<any>('/outsiders', { kind: 'laboratory', name: '无证检测' }), 201)
    const expired = await got(manager.post<any>('/outsiders', { kind: 'laboratory', name: '过期检测', accreditation: 'CMA 1', accreditedUntil: day(-1) }), 201)
    const wrong = async (change: Record<string, unknown>) => refused(commission(clerk, c, change))
    expect(await wrong({ outsiderId: null })).toBe('422 expert/one')
    expect(await wrong({ personId: expert.id })).toBe('422 expert/one')
    expect(await wrong({ outsiderId: crypto.randomUUID() })).toBe('422 expert/unknown')
    expect(await wrong({ outsiderId: bare.id })).toBe('422 expert/not-accredited')
    expect(await wrong({ outsiderId: expired.id })).toBe('409 expert/accreditation-over')
    expect(await wrong({ outsiderId: null, personId: expert.id })).toBe('422 expert/not-accredited')
    expect(await wrong({ outsiderId: null, personId: clerk.id, accreditation: 'GAC 1' })).toBe('422 expert/own-case')
    expect(await wrong({ dueAt: later(-1) })).toBe('422 expert/due-in-past')
    expect(await wrong({ matter: '孙慧敏女士的项链' })).toBe('422 expert/tells-who')
    expect(await wrong({ questions: [{ pointId: pointOf(c), code: 'nobodyAsks', text: '?' }] })).toBe('422 expert/question-unknown')
    expect(await wrong({ questions: [{ pointId: crypto.randomUUID(), code: 'authenticity', text: '?' }] })).toBe('422 complaint/point-unknown')
    expect(await wrong({ questions: [1, 2].map(() => ({ pointId: pointOf(c), code: 'authenticity', text: '?' })) })).toBe('422 expert/asked-twice')
    expect(await wrong({ fileIds: [crypto.randomUUID()] })).toBe('422 communication/file-unknown')
    expect(await refused(commission(away, c))).toBe('404 kernel/not-found')
    expect(await refused(commission(finance, c))).toBe('403 identity/not-allowed')
    expect((await opinionsOf(c)).items).toEqual([])
  })

  test('once, however many ask at once', async () => {
    const c = await disputed()
    expect(await together([commission(clerk, c), commission(mate, c), commission(manager, c)])).toEqual(['201', '422 expert/asked-twice', '422 expert/asked-twice'])
    expect((await opinionsOf(c)).items).toHaveLength(1)
  })

  test('nobody whom the complaint is about gives it', async () => {
    const c = await disputed()
    await got(manager.post(`/complaints/${c.id}/accused`, { personIds: [expert.id], reason: '顾客说是他卖的' }))
    expect(await refused(commission(clerk, c, { outsiderId: null, personId: expert.id, accreditation: 'GAC 1' }))).toBe('422 complaint/not-independent')
  })

  test('both sides agree on who: until then nothing goes out and nothing comes back', async () => {
    const c = await disputed()
    const one = await got(commission(clerk, c), 201)
    const goods = await got(clerk.post<any>(`/complaints/${c.id}/goods`, { kind: 'jewellery', what: '足金项链', condition: '完好', seal: 'F-1', returnBy: later(20), place: '保险柜', unsignedWhy: '快递寄来' }), 201)
    const pass = (version: number) => clerk.post<any>(`/opinions/${one.id}/goods`, { version, way: 'out', items: [{ id: goods.id, version: goods.version }] })
    expect(await refused(pass(one.version))).toBe('409 expert/consent-missing')
    expect(await refused(clerk.post(`/opinions/${one.id}/links`, { way: 'copy' }))).toBe('409 expert/consent-missing')
    expect(await refused(onPaper(one, 'genuine'))).toBe('409 expert/consent-missing')
    const no = await got(agree(one, false))
    expect(no).toMatchObject({ consent: { state: 'refused', how: 'phone', by: { id: clerk.id } } })
    expect(await refused(onPaper(no, 'genuine'))).toBe('409 expert/consent-refused')
    const yes = await got(agree(no))
    expect(yes.consent.state).toBe('given')
    const sent = await got(pass(yes.version))
    expect(sent).toMatchObject({ out: [goods.id], passages: [{ number: goods.number, way: 'out', by: { id: clerk.id } }] })
    expect(await got(clerk.get(`/goods/${goods.id}`))).toMatchObject({ place: '国检珠宝检测中心', state: 'held' })
    expect(await refused(clerk.post(`/opinions/${one.id}/withdraw`, { version: sent.version, reason: '不做了' }))).toBe('409 expert/goods-out')
    const { version } = await got<any>(clerk.get(`/goods/${goods.id}`))
    expect(await refused(clerk.post(`/opinions/${one.id}/goods`, { version: sent.version, way: 'out', items: [{ id: goods.id, version }] }))).toBe('422 expert/goods-elsewhere')
    const back = await got(clerk.post<any>(`/opinions/${one.id}/goods`, { version: sent.version, way: 'back', items: [{ id: goods.id, version }], place: '保险柜' }))
    expect(back).toMatchObject({ out: [], passages: [{ way: 'out' }, { way: 'back' }] })
    expect(await got(clerk.get(`/goods/${goods.id}`))).toMatchObject({ place: '保险柜', moves: [{}, {}] })
    expect(await refused(agree(one, true))).toBe('409 kernel/stale-version')
    expect(await got(clerk.post<any>(`/opinions/${one.id}/withdraw`, { version: back.version, reason: '改请另一家' }))).toMatchObject({ state: 'withdrawn', ended: { why: '改请另一家' } })
    expect(await refused(onPaper(back, 'genuine'))).toBe('409 expert/over')
  })

  test('its due date rings, once before and once after; more time starts it anew', async () => {
    const c = await disputed()
    const one = await got(commission(clerk, c, { dueAt: later(0.3) }), 201)
    w.travel(0.25 * DAY)
    await sweepOpinions(w.db, w.composed.doors.perform, w.now)
    await sweepOpinions(w.db, w.composed.doors.perform, w.now)
    expect(await told(clerk, 'expertDueSoon')).toBe(1)
    w.travel(0.1 * DAY)
    await sweepOpinions(w.db, w.composed.doors.perform, w.now)
    await sweepOpinions(w.db, w.composed.doors.perform, w.now)
    expect([await told(clerk, 'expertLate'), await told(manager, 'expertLate')]).toEqual([1, 1])
    const late = await oneOf(one.id)
    expect(late.late).toBe(true)
    expect(await got(clerk.post<any>(`/opinions/${one.id}/due-date`, { version: late.version, dueAt: later(5), why: '送检排队' }))).toMatchObject({ late: false })
  })
})

describe('what was found', () => {
  test('is signed by a colleague who was asked, and by nobody else', async () => {
    const c = await disputed('craft')
    const one = await got(commission(clerk, c, { outsiderId: null, personId: expert.id, accreditation: 'GAC 1001', questions: [{ pointId: pointOf(c), code: 'damageCause', text: '为什么断' }], feeFen: 0 }), 201)
    expect(one).toMatchObject({ inside: true, consent: { state: 'notNeeded' } })
    expect(await told(expert, 'expertAsked')).toBe(1)
    const sign = (who: Client, change: Record<string, unknown> = {}) => who.post<any>(`/opinions/${one.id}/report`, { version: one.version, summary: '断口有砂眼', answers: answers(one, 'byMake'), ...change })
    expect(await refused(sign(clerk))).toBe('403 expert/not-yours')
    expect(await refused(sign(away))).toBe('404 kernel/not-found')
    expect(await refused(clerk.post(`/opinions/${one.id}/links`, { way: 'copy' }))).toBe('409 expert/signs-here')
    expect(await refused(sign(expert, { answers: answers(one, 'genuine') }))).toBe('422 expert/finding-odd')
    const done = await got(sign(expert))
    expect(done).toMatchObject({ state: 'reported', report: { way: 'system', name: '鉴定师郑', by: { id: expert.id }, on: day(), summary: '断口有砂眼' }, questions: [{ finding: 'byMake' }] })
    expect(done.report.seal).toMatch(/^[0-9a-f]{64}$/)
    expect(await refused(sign(expert))).toBe('409 expert/over')
    expect(await told(clerk, 'expertReported')).toBeGreaterThan(0)
  })

  test('comes by a link that shows nothing of who complains, signs once, and opens nothing after it was taken back', async () => {
    const c = await disputed('fineness')
    const one = await readied(c, { questions: [{ pointId: pointOf(c), code: 'fineness', text: '含金量是多少' }] })
    const link = async (change: Record<string, unknown> = {}) => new URL((await got(clerk.post<any>(`/opinions/${one.id}/links`, { way: 'copy', ...change }), 201)).url).searchParams.get('expert') ?? ''
    expect(await refused(clerk.post(`/opinions/${one.id}/links`, { way: 'mail' }))).toBe('409 expert/cannot-mail')
    const [first, code] = [await link(), await link({ renew: true })]
    const behind = (secret: string) => ({ 'x-expert-code': secret })
    expect(await refused(outsider.get('/portal/expert', behind(first)))).toBe('404 expert/link-over')
    const shown = await got(outsider.get<any>('/portal/expert', behind(code)))
    expect(shown).toMatchObject({ state: 'open', number: one.number, name: '国检珠宝检测中心', matter: '足金项链一条，请鉴定材质', questions: [{ label: { en: 'Fineness' }, measure: { unit: '‰' }, findings: ['meetsStandard', 'belowStandard', 'undetermined'] }], report: null })
    for (const secret of ['孙慧敏', '1364444', '镀金']) expect(JSON.stringify(shown)).not.toContain(secret)
    await got(outsider.post('/portal/expert/opened', {}, behind(code)))
    expect((await oneOf(one.id)).links[0].openedAt).not.toBeNull()
    const begun = await got(outsider.post<any>('/portal/expert/uploads', { name: 'report.png', bytes: PNG.length }, behind(code)), 201)
    const { body: sent } = await part(outsider, '/portal/uploads', begun, 0, PNG)
    const fileId = (sent as any).file.id
    const report = { summary: '含金量 916‰，达不到足金', answers: [{ questionId: one.questions[0].id, finding: 'belowStandard', measuredMilli: 916_200 }], name: '钱工', locale: 'zh-CN' }
    const sign = (change: Record<string, unknown> = {}) => outsider.post<any>('/portal/expert/report', { ...report, fileIds: [fileId], ...change }, behind(code))
    expect(await refused(sign({ fileIds: [] }))).toBe('422 expert/report-missing')
    expect(await refused(sign({ answers: [{ questionId: crypto.randomUUID(), finding: 'belowStandard' }] }))).toBe('422 expert/finding-odd')
    expect(await together([sign(), sign()])).toEqual(['200', '409 expert/signed'])
    const done = await oneOf(one.id)
    expect(done).toMatchObject({ state: 'reported', report: { way: 'link', name: '钱工', by: null, files: [{ id: fileId, sha256: createHash('sha256').update(PNG).digest('hex') }] }, questions: [{ finding: 'belowStandard', measuredMilli: 916_200 }] })
    expect(await got(outsider.get('/portal/expert', behind(code)))).toMatchObject({ state: 'signed', report: { name: '钱工' } })
  })

  test('on paper with a scan, whose seal somebody looked at, in days that are past, by who is accredited then', async () => {
    const c = await disputed()
    const one = await readied(c)
    expect(await refused(onPaper(one, 'genuine', { sealConfirmed: false }))).toBe('422 expert/seal-unconfirmed')
    expect(await refused(onPaper(one, 'genuine', { fileIds: [] }))).toBe('422 expert/report-missing')
    expect(await refused(onPaper(one, 'genuine', { on: day(1) }))).toBe('422 expert/signed-later')
    expect(await refused(onPaper(one, 'genuine', { answers: [{ questionId: crypto.randomUUID(), finding: 'genuine' }] }))).toBe('422 expert/finding-odd')
    expect(await got(onPaper(one, 'genuine'))).toMatchObject({ state: 'reported', report: { way: 'paper', name: '郑国检', by: { id: clerk.id } } })
    const other = await readied(await disputed(), { outsiderId: (await got(manager.post<any>('/outsiders', { kind: 'laboratory', name: '今天到期检测', accreditation: 'CMA 9', accreditedUntil: day() }), 201)).id })
    const { id, version } = (await got<any>(manager.get('/outsiders?q=今天到期'))).items[0]
    const listed = (accreditedUntil: string, seen: number) => manager.put<any>(`/outsiders/${id}`, { version: seen, kind: 'laboratory', name: '今天到期检测', accreditation: 'CMA 9b', accreditedUntil })
    const lapsed = await got(listed(day(-1), version))
    expect(await refused(onPaper(other, 'genuine'))).toBe('409 expert/accreditation-over')
    await got(listed(day(300), lapsed.version))
    expect(await got(onPaper(other, 'genuine'))).toMatchObject({ accreditation: 'CMA 9b', accreditedUntil: day(300) })
  })
})

describe('decisions rest on it', () => {
  test('nothing is proposed before, but by an exception that somebody above approves', async () => {
    const c = await disputed()
    const stopped = await give(clerk, c, [['refund', 600_000]])
    expect(stopped).toMatchObject({ status: 409, body: { type: '/problems/expert/opinion-needed', errors: [{ pointer: '#/items/0/pointId' }] } })
    expect(stopped.body.title).toMatch(/第 1 条.*真伪/)
    const one = await reported(c, 'genuine')
    // That it was reported does not decide yet.
    expect(await refused(give(clerk, c, [['refund', 600_000]]))).toBe('409 expert/opinion-needed')
    await got(rest(one, 'none'))
    expect((await opinionsOf(c)).wanting).toEqual([])
    await got(give(clerk, c, [['explanation', 0]]), 201)
    const gone = await disputed()
    expect(await got(give(clerk, gone, [['refund', 5_000]], { exception: { principle: 'care', why: '项链已经遗失，没法鉴定' } }), 201)).toMatchObject({ state: 'awaitingApproval', opinions: [] })
  })

  test('what is not genuine is fraud for the law, our liability, a standard of its own, and is kept with the proposal', async () => {
    const c = await disputed()
    const one = await reported(c, 'notGenuine')
    const taken = await got(rest(one, 'ours'))
    expect(taken).toMatchObject({ basis: { why: null, by: { id: clerk.id } }, questions: [{ basis: true }], borneBy: 'firm' })
    const shown = await got<any>(clerk.get(`/complaints/${c.id}`))
    expect(shown.findings).toMatchObject([{ pointId: pointOf(c), liability: 'ours', method: 'appraisal', evidence: [{ name: 'report.png' }], superseded: false }])
    expect(shown.findings[0].text).toContain('不是真品')
    const law = await got<any>(clerk.get(`/complaints/${c.id}/statute`))
    expect(law.points[0]).toMatchObject({ settled: ['fraud'], facts: { fraud: true } })
    expect(law.points[0].rules.find((rule: any) => rule.rule === 'fraud')).toMatchObject({ standing: 'applies', minFen: 1_800_000, binds: true })
    // What the expert found is not answered otherwise.
    expect(await refused(clerk.put(`/complaints/${c.id}/points/${pointOf(c)}/statute-facts`, { facts: { fraud: false } }))).toBe('409 statute/settled-by-expert')
    const advised = await got<any>(clerk.get(`/complaints/${c.id}/remedy-advice`))
    expect(advised.standards.map((one_: any) => one_.rule)).toContain('not-genuine')
    expect(await refused(give(clerk, c, [['refund', 600_000], ['damages', 1_700_000]]))).toBe('422 statute/below-minimum')
    const made = await got(give(clerk, c, [['return', 0], ['refund', 600_000], ['damages', 1_800_000], ['apology', 0]]), 201)
    expect(made.opinions).toEqual([{ opinionId: one.id, number: one.number, pointId: pointOf(c), code: 'authenticity', finding: 'notGenuine', why: null }])
    const { rows: [kept] } = await stored('select opinions, law, standard from remedy.proposal where id = $1', [made.id])
    expect(kept.opinions).toHaveLength(1)
    expect(kept.law.points[0].facts.fraud).toBe(true)
    expect(kept.standard.points[0]).toMatchObject({ facts: { opinion: ['notGenuine'], fraud: true }, rules: expect.arrayContaining(['not-genuine']) })
  })

  test('contested: a second opinion by somebody else, both kept, and it is said on which it rests and why', async () => {
    const c = await disputed()
    const first = await got(rest(await reported(c, 'genuine'), 'none'))
    expect(await refused(commission(clerk, c, { outsiderId: other.id }))).toBe('409 expert/first-uncontested')
    const contest = (one: any) => clerk.post<any>(`/opinions/${one.id}/contest`, { version: one.version, why: '我自己验过是镀金', how: 'phone' })
    const contested = await got(contest(first))
    expect(contested).toMatchObject({ contested: { why: '我自己验过是镀金', by: { id: clerk.id } } })
    expect(await refused(contest(contested))).toBe('409 expert/contested-already')
    expect(await refused(commission(clerk, c, { secondTo: first.id }))).toBe('422 expert/same-expert')
    const again = await got(commission(clerk, c, { outsiderId: other.id, secondTo: first.id }), 201)
    expect(again.secondTo).toEqual({ id: first.id, number: first.number })
    expect(await refused(commission(clerk, c, { outsiderId: other.id, secondTo: first.id }))).toBe('409 expert/second-under-way')
    const second = await got(onPaper(await got(agree(again)), 'notGenuine'))
    expect(await refused(rest(second, 'ours'))).toBe('422 expert/why-missing')
    const taken = await got(rest(second, 'ours', { why: '第二家用了有损检测，更准' }))
    expect(taken).toMatchObject({ basis: { why: '第二家用了有损检测，更准' } })
    const { items } = await opinionsOf(c)
    expect(items.map((one: any) => [one.state, one.basis !== null, one.questions[0].finding])).toEqual([['reported', false, 'genuine'], ['reported', true, 'notGenuine']])
    expect((await got<any>(clerk.get(`/complaints/${c.id}`))).findings.map((f: any) => [f.liability, f.superseded])).toEqual([['none', true], ['ours', false]])
    expect((await got<any>(clerk.get(`/complaints/${c.id}/statute`))).points[0].facts.fraud).toBe(true)
    const made = await got(give(clerk, c, [['refund', 600_000], ['damages', 1_800_000]]), 201)
    expect(made.opinions).toMatchObject([{ number: second.number, why: '第二家用了有损检测，更准' }])
    expect(await refused(rest(taken, 'ours', { why: '再来' }))).toBe('409 expert/basis-already')
    const { rows } = await stored('select finding, superseded_at is null as current from expert.basis where complaint_id = $1 order by id', [c.id])
    expect(rows).toEqual([{ finding: 'genuine', current: false }, { finding: 'notGenuine', current: true }])
  })

  test('by one of two who choose at once', async () => {
    const one = await reported(await disputed(), 'genuine')
    expect(await together([rest(one, 'none'), rest(one, 'none', {}, mate)])).toEqual(['200', '409 kernel/stale-version'])
    expect(await refused(rest({ ...one, version: (await oneOf(one.id)).version }, 'none', {}, away))).toBe('404 kernel/not-found')
  })

  test('an expert who is at it keeps the case open and from being merged', async () => {
    const c = await disputed()
    await got(commission(clerk, c), 201)
    const shown = await got<any>(clerk.get(`/complaints/${c.id}`))
    expect(shown.endings[0].gates).toEqual(expect.arrayContaining([expect.objectContaining({ gate: 'opinions', words: expect.stringContaining('鉴定') })]))
  })
})

describe('the fee', () => {
  test('is paid to the body by a payout: approved by another, once, in the books, and part of what the case cost', async () => {
    const c = await disputed()
    const one = await readied(c)
    const ask = (who: Client = clerk, change: Record<string, unknown> = {}) => who.post<any>(`/opinions/${one.id}/payouts`, { way: 'bank', payee: '国检珠宝检测中心', bank: '工行', account: '6222 0210 0112 3456 789', ...change })
    expect(await refused(ask(away))).toBe('404 kernel/not-found')
    expect(await refused(ask(clerk, { account: null }))).toBe('422 payout/account-missing')
    expect(await together([ask(), ask(mate)])).toEqual(['201', '409 payout/alive'])
    const [asked] = (await got<any>(finance.get(`/payouts?complaintId=${c.id}`))).items
    expect(asked).toMatchObject({ kind: 'fees', opinionId: one.id, amountFen: 30_000, agreedFen: 30_000, paidFen: 0, state: 'asked' })
    expect(await refused(clerk.post(`/opinions/${one.id}/withdraw`, { version: one.version, reason: '不做了' }))).toBe('409 expert/fee-under-way')
    const yes = await got(finance.post<any>(`/payouts/${asked.id}/approve`, { version: asked.version }))
    const paid = await got(cashier.post<any>(`/payouts/${asked.id}/payment`, { version: yes.version, reference: 'FEE-1', on: day() }))
    expect(paid).toMatchObject({ state: 'paid', paidFen: 30_000 })
    expect(await refused(ask())).toBe('409 payout/above-agreed')
    const month = day().slice(0, 7)
    const lines = (await got<any>(finance.get(`/ledger/entries?from=${month}&to=${month}`))).items.filter((line: any) => line.reference?.includes('FEE-1'))
    expect(lines).toMatchObject([{ kind: 'paid', remedyKind: 'fees', amountFen: 30_000 }])
    expect((await got<any>(clerk.get(`/complaints/${c.id}/liability`))).costFen).toBe(30_000)
  })

  test('that the customer paid is theirs to have back where they were right, and the firm’s loss shows where not', async () => {
    const c = await disputed()
    const one = await got(rest(await reported(c, 'notGenuine', { paidBy: 'customer' }), 'ours'))
    expect(one).toMatchObject({ borneBy: 'firm', owedFen: 30_000 })
    expect(await refused(clerk.post(`/opinions/${one.id}/payouts`, { way: 'bank', payee: '国检', account: '6222021001123456789' }))).toBe('409 payout/no-fee')
    expect((await got<any>(clerk.get(`/complaints/${c.id}/remedy-advice`))).owedFen).toBe(30_000)
    expect(await refused(give(clerk, c, [['refund', 600_000], ['damages', 1_800_000]]))).toBe('409 expert/fee-owed')
    await got(give(clerk, c, [['refund', 600_000], ['damages', 1_800_000], ['fees', 30_000]]), 201)
    const lost = await got(rest(await reported(await disputed(), 'genuine'), 'none'))
    expect(lost).toMatchObject({ borneBy: 'customer', owedFen: 0, claimFen: 30_000 })
  })
})

test('what stands in the database is what was signed: whoever alters it is found out', async () => {
  const c = await disputed()
  const one = await got(rest(await reported(c, 'notGenuine'), 'ours'))
  expect((await verdictOn({ url: w.url })).rows.altered).toEqual([])
  await stored(`update expert.question set finding = 'genuine' where opinion_id = $1`, [one.id])
  await stored(`update expert.basis set facts = '{"fraud": false}' where opinion_id = $1`, [one.id])
  const { altered } = (await verdictOn({ url: w.url })).rows
  expect(altered).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`expert opinion ${one.number} was altered .*seal`)), `basis of decisions ${one.number} (authenticity) was altered (content)`]))
})

test('what was paid under an agreement that fell away counts for the customer’s year', async () => {
  const phone = '13655556666'
  const begin = async () => {
    const c = await register(w, clerk, { customer: { name: '同一位', phone } })
    await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: pointOf(c), text: '属实', liability: 'ours', rootCause: null, evidence: [] }))
    return c
  }
  const c = await begin()
  const made = await got(give(clerk, c, [['refund', 8_000], ['repair', 0]]), 201)
  await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
  await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
  const task = (await got<any>(finance.get(`/tasks?complaintId=${c.id}`))).items.find((one: any) => one.kind === 'refund')
  await payOut(task, { asks: clerk, approves: finance, reference: 'FELL-1' })
  await got(manager.post(`/complaints/${c.id}/agreement/cancel`, { reason: '顾客改主意' }))
  const next = await begin()
  const again = await got(give(clerk, next, [['refund', 1_000]]), 201)
  const { rows: [kept] } = await stored('select facts from remedy.proposal where id = $1', [again.id])
  expect(kept.facts.cumulativeFen).toBe(9_000)
})
