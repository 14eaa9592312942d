import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '#test/app.ts'
import { type Experts, openExperts, together } from '#test/experts.ts'
import { payOut } from '#test/payout.ts'
import { cancelAgreed, got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'
import { verdictOn } from '../../tools/ops/verdict.ts'

let day: Experts['day']
let pointOf: Experts['pointOf']
let disputed: Experts['disputed']
let commission: Experts['commission']
let agree: Experts['agree']
let readied: Experts['readied']
let onPaper: Experts['onPaper']
let reported: Experts['reported']
let rest: Experts['rest']
let oneOf: Experts['oneOf']
let opinionsOf: Experts['opinionsOf']
let give: Experts['give']
let stored: Experts['stored']
let w: Experts['w']
let clerk: Experts['clerk']
let mate: Experts['mate']
let manager: Experts['manager']
let away: Experts['away']
let finance: Experts['finance']
let cashier: Experts['cashier']
let other: Experts['other']

beforeAll(async () => { ({ day, pointOf, disputed, commission, agree, readied, onPaper, reported, rest, oneOf, opinionsOf, give, stored, w, clerk, mate, manager, away, finance, cashier, other } = await openExperts()) }, 120_000)
afterAll(() => w.close())

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

describe('somebody else', () => {
  const contested = async (one: any) => got(clerk.post<any>(`/opinions/${one.id}/contest`, { version: one.version, why: '不认', how: 'phone' }))

  test('looks at it again than all who have answered before', async () => {
    const c = await disputed()
    const first = await contested(await reported(c, 'genuine'))
    const second = await contested(await got(onPaper(await readied(c, { outsiderId: other.id, secondTo: first.id }), 'notGenuine')))
    expect(await refused(commission(clerk, c, { secondTo: second.id }))).toBe('422 expert/same-expert')
    const third = await got(manager.post<any>('/outsiders', { kind: 'laboratory', name: '第三家检测', accreditation: 'CMA 3', accreditedUntil: null }), 201)
    await got(commission(clerk, c, { outsiderId: third.id, secondTo: second.id }), 201)
  })

  test('may have answered one question better: decisions go back to the first for that one too', async () => {
    const c = await disputed()
    const questions = ['authenticity', 'fineness'].map((code) => ({ pointId: pointOf(c), code, text: code }))
    const ready = await readied(c, { questions })
    const finding: Record<string, string> = { authenticity: 'genuine', fineness: 'meetsStandard' }
    const first = await got(rest(await contested(await got(onPaper(ready, '', { answers: ready.questions.map((q: any) => ({ questionId: q.id, finding: finding[q.code] })) }))), 'none', { why: '先以此为准' }))
    const second = await got(rest(await got(onPaper(await readied(c, { outsiderId: other.id, secondTo: first.id }), 'notGenuine')), 'ours', { why: '更准' }))
    expect(second.questions).toMatchObject([{ basis: true }])
    const half = await oneOf(first.id)
    expect(half).toMatchObject({ questions: [{ basis: false }, { basis: true }], may: { rest: null } })
    const back = await got(rest(half, 'none', { why: '第二家取样有误' }))
    expect(back.questions).toMatchObject([{ basis: true }, { basis: true }])
    expect(await refused(rest(back, 'none', { why: '再来' }))).toBe('409 expert/basis-already')
  })
})

describe('the fee', () => {
  test('is asked for, paid and comes back on a closed case, of which the customer hears nothing', async () => {
    const c = await disputed()
    const one = await reported(c, 'genuine')
    const pay = async (asked: any, reference: string) => {
      const yes = await got(finance.post<any>(`/payouts/${asked.id}/approve`, { version: asked.version }))
      return got(cashier.post<any>(`/payouts/${asked.id}/payment`, { version: yes.version, reference, on: day() }))
    }
    const ask = () => clerk.post<any>(`/opinions/${one.id}/payouts`, { way: 'bank', payee: '国检珠宝检测中心', account: '6222 0210 0112 3456 789' })
    const heard = async () => (await got<any>(clerk.get(`/complaints/${c.id}/tellings`))).items.map((t: any) => t.change).filter((change: string) => ['paid', 'bounced', 'reopened'].includes(change))
    const asked = await got(ask(), 201)
    const { version } = await got<any>(clerk.get(`/complaints/${c.id}`))
    await got(clerk.post(`/complaints/${c.id}/close`, { version, outcome: 'withdrawn', reason: '顾客不追究了', summary: { cause: '一', effect: '二', improvement: '三' } }))
    expect((await got<any>(finance.get('/desk'))).items).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'payout', id: asked.id })]))
    const paid = await pay(asked, 'CLOSED-1')
    await got(cashier.post(`/payouts/${paid.id}/bounce`, { version: paid.version, on: day(), words: '账号有误' }))
    expect(await pay(await got(ask(), 201), 'CLOSED-2')).toMatchObject({ state: 'paid', paidFen: 30_000 })
    expect((await got<any>(clerk.get(`/complaints/${c.id}`))).state).toBe('closed')
    expect(await heard()).toEqual([])
  })

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

  test('that was given back under an agreement that fell away is not given twice', async () => {
    const c = await disputed()
    await got(rest(await reported(c, 'notGenuine', { paidBy: 'customer' }), 'ours'))
    const general = await w.person('方总', 'GMO', 'generalManager')
    const made = await got(give(general, c, [['refund', 600_000], ['damages', 1_800_000], ['fees', 30_000]]), 201)
    expect(made.state).toBe('approved')
    await got(clerk.post(`/remedies/${made.id}/offer`, { version: made.version }))
    await got(clerk.post(`/remedies/${made.id}/answer`, { answer: 'accept', proof: { kind: 'call' } }))
    const fee = (await got<any>(w.admin.get(`/tasks?complaintId=${c.id}`))).items.find(({ kind }: any) => kind === 'fees')
    await payOut(fee, { asks: clerk, approves: finance, pays: cashier })
    await got(cancelAgreed(manager, c.id, '顾客改变主意'))
    expect((await got<any>(clerk.get(`/complaints/${c.id}/remedy-advice`))).owedFen).toBe(0)
    await got(give(general, c, [['refund', 600_000], ['damages', 1_800_000]]), 201)
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
  await got(cancelAgreed(manager, c.id, '顾客改主意'))
  const next = await begin()
  const again = await got(give(clerk, next, [['refund', 1_000]]), 201)
  const { rows: [kept] } = await stored('select facts from remedy.proposal where id = $1', [again.id])
  expect(kept.facts.cumulativeFen).toBe(9_000)
  // And for what the case teaches.
  const { version } = await got<any>(clerk.get(`/complaints/${c.id}`))
  await got(clerk.post(`/complaints/${c.id}/classify`, { version, pointId: pointOf(c), categoryCode: 'sizing', severity: 'minor' }))
  const now = await got<any>(clerk.get(`/complaints/${c.id}`))
  await got(clerk.post(`/complaints/${c.id}/close`, { version: now.version, outcome: 'withdrawn', reason: '顾客不追究了', summary: { cause: '一', effect: '二', improvement: '三' } }))
  expect((await stored('select given_fen::int as fen from precedent.precedent where complaint_id = $1', [c.id])).rows).toEqual([{ fen: 8_000 }])
})

describe('what binds is not turned off by way of the expert', () => {
  const binds = async (c: any) => (await got<any>(clerk.get(`/complaints/${c.id}/statute`))).points[0].rules.filter((r: any) => r.binds).map((r: any) => r.rule)
  const findsFor = (who: any, c: any) => who.post(`/complaints/${c.id}/findings`, { pointId: pointOf(c), text: '顾客责任', liability: 'customer', rootCause: null, evidence: [] })

  test('what an expert found binds whoever is stopped by it; somebody above may find otherwise', async () => {
    const c = await disputed()
    await got(rest(await reported(c, 'notGenuine'), 'ours'))
    expect(await binds(c)).toContain('fraud')
    expect(await refused(findsFor(clerk, c))).toBe('409 statute/judgement-binds')
    expect(await refused(give(clerk, c, [['gift', 5_000]]))).toMatch(/^422 /)
    await got(findsFor(manager, c))
  })

  test('nor by whose fault is said of an opinion that leaves the answer as it was, or found it', async () => {
    const c = await disputed()
    await got(manager.put(`/complaints/${c.id}/points/${pointOf(c)}/statute-facts`, { facts: { fraud: true } }))
    const opinion = await reported(c, 'undetermined')
    expect(await refused(rest(opinion, 'customer'))).toBe('409 statute/judgement-binds')
    expect(await binds(c)).toContain('fraud')
    await got(rest(opinion, 'ours'))
    const other = await disputed()
    expect(await refused(rest(await reported(other, 'notGenuine'), 'customer'))).toBe('409 statute/judgement-binds')
  })

  test('what the expert found to be genuine is what it is: nothing binds any more', async () => {
    const c = await disputed()
    await got(manager.put(`/complaints/${c.id}/points/${pointOf(c)}/statute-facts`, { facts: { fraud: true } }))
    await got(rest(await reported(c, 'genuine'), 'customer'))
    expect(await binds(c)).toEqual([])
  })
})
