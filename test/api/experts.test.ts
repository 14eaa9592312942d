import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepOpinions } from '#modules/expert/sweep.ts'
import type { Client } from '#test/app.ts'
import { type Experts, openExperts, together } from '#test/experts.ts'
import { part } from '#test/resumable.ts'
import { got, refused } from '#test/steps.ts'
import { PNG } from '#test/story.ts'

const DAY = 24 * 3_600_000
let day: Experts['day']
let later: Experts['later']
let pointOf: Experts['pointOf']
let file: Experts['file']
let disputed: Experts['disputed']
let commission: Experts['commission']
let agree: Experts['agree']
let readied: Experts['readied']
let answers: Experts['answers']
let onPaper: Experts['onPaper']
let oneOf: Experts['oneOf']
let opinionsOf: Experts['opinionsOf']
let told: Experts['told']
let stored: Experts['stored']
let w: Experts['w']
let clerk: Experts['clerk']
let mate: Experts['mate']
let manager: Experts['manager']
let away: Experts['away']
let finance: Experts['finance']
let expert: Experts['expert']
let lab: Experts['lab']
let outsider: Experts['outsider']

beforeAll(async () => { ({ day, later, pointOf, file, disputed, commission, agree, readied, answers, onPaper, oneOf, opinionsOf, told, stored, w, clerk, mate, manager, away, finance, expert, lab, outsider } = await openExperts()) }, 120_000)
afterAll(() => w.close())

describe('an opinion is commissioned', () => {
  test('of an accredited body, with questions of the pack, a fee, a due date, and the rule who pays', async () => {
    const c = await disputed()
    const before = await opinionsOf(c)
    expect(before).toMatchObject({ items: [], wanting: [{ no: 1, code: 'authenticity' }], may: { commission: null } })
    expect(before.expertise[0]).toMatchObject({ code: 'authenticity', needed: true, consent: true, fee: 'loser', answers: [{ finding: 'genuine', facts: { fraud: false } }, { finding: 'notGenuine', liability: 'ours', facts: { fraud: true } }, { finding: 'undetermined' }] })
    const photo = await file(clerk, 'photo.png')
    const one = await got(commission(clerk, c, { fileIds: [photo] }), 201)
    expect(one).toMatchObject({
      number: `${c.number}-J1`, state: 'asked', inside: false, name: '国检珠宝检测中心', accreditation: 'CMA 2100-1', accreditedUntil: lab.accreditedUntil, feeFen: 30_000, feeRule: 'loser', paidBy: 'firm', borneBy: null, consent: { state: 'asked' }, sent: [{ id: photo }], late: false,
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

  test('nobody gives the opinion that they asked for, or on a case that is theirs', async () => {
    const c = await disputed('craft')
    const asking = { outsiderId: null, accreditation: 'GAC 1001', questions: [{ pointId: pointOf(c), code: 'damageCause', text: '为什么断' }], feeFen: 0 }
    expect(await refused(commission(mate, c, { ...asking, personId: mate.id }))).toBe('422 expert/own-case')
    const one = await got(commission(clerk, c, { ...asking, personId: mate.id }), 201)
    expect(await refused(onPaper(one, 'byMake'))).toBe('409 expert/signs-here')
    await stored('update expert.opinion set asked_by = $2 where id = $1', [one.id, mate.id])
    const sign = () => mate.post<any>(`/opinions/${one.id}/report`, { version: one.version, summary: '断口有砂眼', answers: answers(one, 'byMake') })
    expect(await refused(sign())).toBe('422 expert/own-case')
    await stored('update expert.opinion set asked_by = $2 where id = $1', [one.id, clerk.id])
    await stored('update complaint.complaint set owner_id = $2 where id = $1', [c.id, mate.id])
    expect(await refused(sign())).toBe('422 expert/own-case')
    await stored('update complaint.complaint set owner_id = $2 where id = $1', [c.id, clerk.id])
    const signed = await got(sign())
    const rest = (who: Client) => who.post<any>(`/opinions/${one.id}/basis`, { version: signed.version, points: [{ pointId: pointOf(c), liability: 'ours' }] })
    expect(await refused(rest(mate))).toBe('403 expert/own-opinion')
    await got(rest(clerk))
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

