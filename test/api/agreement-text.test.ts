import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begun, editsOf, frozen, proposedCase, signAs } from '#test/agreement.ts'
import { openCounter, type Person } from '#test/counter.ts'
import type { World } from '#test/app.ts'
import { got, refused } from '#test/steps.ts'
import { register } from '#test/story.ts'

let w: World
let clerk: Person
beforeAll(async () => {
  ({ w, clerk } = await openCounter())
}, 120_000)
afterAll(() => w.close())

const shown = (id: string) => got<any>(clerk.get(`/agreements/${id}`))
const caseOf = (id: string) => got<any>(clerk.get(`/complaints/${id}`))
const change = (paper: any, over: Record<string, unknown>, more: Record<string, unknown> = {}) => clerk.post<any>(`/agreements/${paper.id}/change`, { version: paper.version, ...editsOf(paper, over), ...more })
const freeze = (paper: any, more: Record<string, unknown> = {}) => clerk.post<any>(`/agreements/${paper.id}/freeze`, { version: paper.version, ...more })
const withClause = (paper: any, text: string) => ({ clauses: [{ code: 'own', text }, ...paper.text.clauses] })

describe('the text', () => {
  test('is filled in from the case, with the clauses of the trade for what is given, and says the sum in figures and in capitals', async () => {
    const { c } = await proposedCase(w, clerk, [{ kind: 'refund', amountFen: 10_050 }])
    const paper = await begun(clerk, c)
    expect(paper).toMatchObject({ no: 1, state: 'draft', totalFen: 10_050, sha256: null, findings: [], text: { number: c.number, firm: { name: '闻过珠宝' }, customer: { name: '王女士' }, figures: '¥100.50', inWords: '人民币壹佰元零伍角整', matter: '戒指戴了三天就掉钻', points: [{ no: 1, found: '属实' }], items: [{ kind: 'refund', label: '退款', amount: '¥100.50', pointNo: 1 }] } })
    expect(paper.text.clauses.map((one: any) => one.code)).toEqual(['wayOfMoney', 'clause1', 'clause2', 'clause3', 'clause4', 'clause5', 'clause6'])
    expect(paper.text.items[0].how).toMatch(/^办理退款（.+）$/)
  })

  test('in three languages, each wholly in its own', async () => {
    for (const [locale, words, clause] of [['zh-Hant', '人民幣壹佰元整', '循原途徑退回'], ['en', '人民币壹佰元整', 'go back the way they were paid']] as const) {
      const { c } = await proposedCase(w, clerk)
      const { text, findings } = await begun(clerk, c, locale)
      expect(text.inWords.replace('人民币', locale === 'zh-Hant' ? '人民幣' : '人民币')).toBe(words)
      expect(text.clauses[0].text).toContain(clause)
      expect(findings).toEqual([])
    }
  })

  test('can be written over where it is no sum, and is kept as it was typed', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await begun(clerk, c)
    const next = await got(change(paper, { matter: '钻石脱落，退款了结', place: '一店柜台', items: [{ id: paper.text.items[0].id, how: '原路退回微信', until: paper.text.day }] }))
    expect(next).toMatchObject({ id: paper.id, no: 1, text: { matter: '钻石脱落，退款了结', place: '一店柜台', items: [{ how: '原路退回微信', amount: '¥100.00' }] } })
    expect(await refused(change(paper, {}))).toBe('409 kernel/stale-version')
    expect(await refused(change(next, { day: '2020-01-01' }))).toBe('422 agreement/day-past')
    expect(await refused(change(next, { items: [{ id: crypto.randomUUID(), how: '现金', until: null }] }))).toBe('422 agreement/item-unknown')
    expect(await refused(clerk.post(`/complaints/${c.id}/agreements`, { locale: 'zh-CN' }))).toBe('409 agreement/under-way')
  })

  test('that says what must not be said is marked while it is written, and does not get out', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await begun(clerk, c)
    for (const [bad, level] of [['乙方自愿放弃向消费者协会投诉和起诉的权利。', 'stop'], ['乙方删除差评后，甲方再付款。', 'stop'], ['甲方另付人民币壹佰元整（¥200.00）。', 'stop'], ['乙方身份证号 11010519491231002X。', 'warn']] as const) {
      const { findings } = await got<any>(clerk.post(`/agreements/${paper.id}/preview`, editsOf(paper, withClause(paper, bad))))
      expect(findings, bad).toMatchObject([{ field: 'clauses/0/text', level }])
      const { id, version } = await got(change(await shown(paper.id), withClause(paper, bad)))
      expect(await refused(freeze({ id, version })), bad).toBe(level === 'stop' ? '422 knowledge/stopped-words' : '422 communication/forbidden-words')
    }
    const last = await shown(paper.id)
    expect(await got(freeze(last, { despite: '顾客要求写明身份证号' }))).toMatchObject({ state: 'open' })
  })

  test('is looked at whole: a number typed for the customer’s is not theirs', async () => {
    const { c } = await proposedCase(w, clerk)
    const paper = await begun(clerk, c)
    const { findings } = await got<any>(clerk.post(`/agreements/${paper.id}/preview`, editsOf(paper, { customer: { ...paper.text.customer, phone: '13988887777' } })))
    expect(findings).toMatchObject([{ field: 'customer/phone', level: 'warn' }])
  })

  test('does not promise what was written down of a finding for ourselves', async () => {
    const c = await register(w, clerk)
    await got(clerk.post(`/complaints/${c.id}/acknowledge`, { how: 'phone' }))
    await got(clerk.post(`/complaints/${c.id}/findings`, { pointId: c.points[0]?.id, text: '确是我们的错，我们退您四千元。', liability: 'ours', rootCause: null, evidence: [] }))
    await got(clerk.post(`/complaints/${c.id}/remedies`, { items: [{ kind: 'refund', amountFen: 10_000, pointId: c.points[0]?.id }], reason: '合理' }), 201)
    const paper = await begun(clerk, c)
    expect(await refused(freeze(paper))).toBe('409 commitment/needs-approval')
    const next = await got(change(paper, { points: paper.text.points.map((one: any) => ({ ...one, found: '属实' })) }))
    expect(await got(freeze(next))).toMatchObject({ state: 'open' })
  })

  test('of the firm’s own standing words is looked at like every other', async () => {
    const say = async (text: string | null) => {
      const { revision } = (await got<any>(w.admin.get('/pack/own/papers'))).items.find((one: any) => one.code === 'agreement.clause4')
      await got(w.admin.put('/pack/own/papers/agreement.clause4', { revision, entry: text && { list: 'papers', content: { text: { 'zh-CN': text, 'zh-Hant': '', en: '' } } }, retired: false }))
    }
    await say('签署后乙方放弃一切追究甲方的权利。')
    const { c } = await proposedCase(w, clerk)
    const paper = await begun(clerk, c)
    expect(paper.findings).toMatchObject([{ level: 'stop', field: expect.stringMatching(/^clauses\/\d+\/text$/) }])
    expect(await refused(freeze(paper))).toBe('422 knowledge/stopped-words')
    await say(null)
  })

  test('what asks for a reason goes out with one: beside an item as well', async () => {
    const { c } = await proposedCase(w, clerk, [{ kind: 'refund', amountFen: 10_000, note: '这是公司规定，没办法。' }])
    const paper = await begun(clerk, c)
    expect(await refused(freeze(paper))).toBe('422 communication/forbidden-words')
    expect(await got(freeze(paper, { despite: '店规贴在墙上，顾客问过' }))).toMatchObject({ state: 'open' })
    expect((await caseOf(c.id)).remedies.at(-1).state).toBe('offered')
  })

  test('once it lies before the customer changes for a reason only: a new edition, and what was signed is void', async () => {
    const { c, remedy } = await proposedCase(w, clerk)
    const paper = await frozen(clerk, c)
    expect((await caseOf(c.id)).remedies.find((one: any) => one.id === remedy.id).state).toBe('offered')
    expect(paper.sha256).toMatch(/^[0-9a-f]{64}$/)
    const signed = await got<any>(signAs(clerk, paper, 'firm'), 201)
    expect(await refused(change(signed, { matter: '改了' }))).toBe('422 agreement/reason-missing')
    const second = await got(change(signed, { matter: '改了' }, { reason: '地址写错了' }))
    expect(second).toMatchObject({ no: 2, state: 'draft', text: { no: 2, matter: '改了' }, signatures: [] })
    expect(await shown(paper.id)).toMatchObject({ state: 'voided', sha256: paper.sha256, text: { matter: paper.text.matter }, ended: { cause: 'changed', why: '地址写错了' }, signatures: [{ side: 'firm', intact: true, voided: { why: '地址写错了' } }] })
    expect(await refused(signAs(clerk, await shown(paper.id), 'customer'))).toBe('409 agreement/not-for-signing')
  })
})

test('the firm adds clauses of its own, by what is given, and leaves out those of the trade', async () => {
  const entry = (text: string) => ({ list: 'agreements', content: { kinds: ['refund'], text: { 'zh-CN': text, 'zh-Hant': '', en: '' } } })
  const added = await got<any>(w.admin.post('/pack/own/agreements', { entry: entry('退款到账后，甲方以短信告知乙方。') }), 201)
  const brought = (await got<any>(w.admin.get('/pack/own/agreements'))).items.find((one: any) => one.code === 'wayOfMoney')
  await got(w.admin.put('/pack/own/agreements/wayOfMoney', { revision: brought.revision, entry: null, retired: true }))
  const { c } = await proposedCase(w, clerk)
  const { text } = await begun(clerk, c)
  expect(text.clauses.map((one: any) => one.text)).toContain('退款到账后，甲方以短信告知乙方。')
  expect(text.clauses.map((one: any) => one.code)).not.toContain('wayOfMoney')
  const { c: repaired } = await proposedCase(w, clerk, [{ kind: 'repair', amountFen: 0 }])
  expect((await begun(clerk, repaired)).text.clauses.map((one: any) => one.code)).toEqual(expect.arrayContaining(['sameFaultAgain', 'checkedAgain', 'clause1']))
  expect(added).toBeDefined()
})
