import { describe, expect, it } from 'vitest'
import type { PackView } from '#contract/packs.ts'
import { RegisterComplaint } from '#contract/complaint.ts'
import { atCounter, type Draft, emptyDraft, missing, toInput } from './draft.ts'
import { isAsked } from './twins.ts'

const words = (text: string) => ({ 'zh-CN': text, 'zh-Hant': text, en: text })
const unit = '018f0000-0000-7000-8000-000000000001'
const pack = {
  categories: [
    { code: 'quality', parent: null, label: words('质量'), matter: 'product', keywords: [] },
    { code: 'loose', parent: 'quality', label: words('松动'), matter: 'product', keywords: [] },
  ],
  fields: [
    { code: 'salesNumber', label: words('销售单号'), type: 'text', required: true, filter: true, personal: false },
    { code: 'claimAmount', label: words('索赔金额'), type: 'money', required: false, filter: false, personal: false },
    { code: 'mainStone', label: words('主石'), type: 'number', required: false, filter: false, personal: false, categories: ['quality'] },
  ],
  positions: [{ code: 'clerk', label: words('一线员工'), role: 'handler', rank: 1 }, { code: 'shopManager', label: words('店长'), role: 'manager', rank: 2 }],
  tables: [{ table: 'authority', version: '1', hit: 'first', facts: ['totalFen', 'urgency'], examples: [], rules: [
    { id: 'high', when: { totalFen: { gt: 200_000 } }, gives: { rank: 3 } }, { id: 'clerk', when: { totalFen: { gt: 20_000 } }, gives: { rank: 2 } },
    { id: 'critical', when: { urgency: ['critical'], totalFen: { gt: 0 } }, gives: { rank: 2 } }, { id: 'rest', when: {}, gives: { rank: 1 } },
  ] }],
} as unknown as PackView

const draft = { ...emptyDraft(unit, '何晓宁', '一线员工', 'phone'), startedAt: '2026-11-22T10:00:00+08:00' }
const lacking = (given: typeof draft) => missing(given, pack, (field) => field.label['zh-CN'], (key) => key)

describe('a registration while it is typed', () => {
  it('names everything that is missing, the pack’s required fields too', () => {
    expect(lacking(draft)).toEqual(['missing.name', 'missing.text', '销售单号', 'missing.signedOff'])
  })
  it('becomes what the contract wants, the number asked once and kept in both places', () => {
    const whole = { ...draft, name: '林女士', phone: '138 0011 2207', signedOff: true, orderNumber: 'JS0115', fields: { mainStone: 0.3 }, points: [{ key: 'a', text: ' 小钻没了 ', wants: '', categoryCode: 'loose' }, { key: 'b', text: ' ', wants: '', categoryCode: null }] }
    expect(lacking(whole)).toEqual([])
    const input = toInput(whole, pack, '2026-11-22T11:00:00+08:00', 'Asia/Shanghai')
    expect(RegisterComplaint.safeParse(input).success).toBe(true)
    expect(input).toMatchObject({ receivedAt: '2026-11-22T10:00:00+08:00', order: { number: 'JS0115' }, product: null, fields: { salesNumber: 'JS0115', mainStone: 0.3 }, points: [{ text: ' 小钻没了 ', wants: null }] })
    expect(input.points).toHaveLength(1)
  })
  it('means every typed time on the clock of the unit, wherever it was typed', () => {
    const input = toInput({ ...draft, received: 'earlier', receivedAt: '2026-11-21T22:30', occurredAt: '2026-11-20T09:00' }, pack, '2026-11-22T11:00:00+08:00', 'Asia/Urumqi')
    expect(input).toMatchObject({ receivedAt: '2026-11-21T16:30:00.000Z', occurredAt: '2026-11-20T03:00:00.000Z' })
  })
  it('says where the customer is of who came in person, and when they left of who has', () => {
    const here = { ...draft, channel: 'walkIn' as const, departedAt: '2026-11-22T09:30' }
    const presenceIn = (given: Draft) => { const { presence, departedAt } = toInput(given, pack, '2026-11-22T11:00:00+08:00', 'Asia/Shanghai'); return { presence, departedAt } }
    expect(presenceIn(here)).toEqual({})
    expect(presenceIn(atCounter(here))).toEqual({ presence: 'onPremises' })
    expect(presenceIn({ ...here, presence: 'left' })).toEqual({ presence: 'left', departedAt: '2026-11-22T01:30:00.000Z' })
    expect(presenceIn({ ...here, presence: 'left', departedAt: '' })).toEqual({ presence: 'left' })
    expect(presenceIn({ ...here, channel: 'phone', presence: 'left' })).toEqual({})
    expect(atCounter(draft)).toBe(draft)
  })
  it('does not ask for what the trade has no field for, unless it stands there', () => {
    expect([isAsked(pack, draft, 'memberNumber'), isAsked(pack, { ...draft, memberNumber: 'M-1' }, 'memberNumber')]).toEqual([false, true])
    expect(isAsked({ ...pack, fields: [...pack.fields, { code: 'lotNumber', label: words('出厂编号'), type: 'text', required: false, filter: true, personal: false }] }, draft, 'lot')).toBe(true)
  })
  it('asks once what the trade calls otherwise, and keeps it in both places', () => {
    expect(toInput({ ...draft, claimFen: 900_000 }, pack, '2026-11-22T11:00:00+08:00', 'Asia/Shanghai')).toMatchObject({ claimFen: 900_000, fields: { claimAmount: 900_000 } })
  })
  it('leaves out a field whose category is no longer chosen', () => {
    const input = toInput({ ...draft, fields: { mainStone: 0.3 } }, pack, '2026-11-22T11:00:00+08:00', 'Asia/Shanghai')
    expect(input.fields).toEqual({})
  })
})
