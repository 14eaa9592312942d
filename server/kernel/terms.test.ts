import { afterAll, describe, expect, test } from 'vitest'
import type { Terms } from '#contract/common.ts'
import { speakerOf, spokenTree } from '#contract/terms.ts'
import { eventWords } from './event-words.ts'
import { words } from './i18n.ts'
import { learnTerms, speakingTo } from './terms.ts'

const HOSPITAL: Terms = {
  customer: { one: { 'zh-CN': '患者', 'zh-Hant': '病人', en: 'patient' }, many: { 'zh-CN': '患者', 'zh-Hant': '病人', en: 'patients' } },
  product: { one: { 'zh-CN': '诊疗服务', 'zh-Hant': '診療服務', en: 'treatment' }, many: { 'zh-CN': '诊疗服务', 'zh-Hant': '診療服務', en: 'treatments' } },
  order: { one: { 'zh-CN': '就诊记录', 'zh-Hant': '就診紀錄', en: 'visit' }, many: { 'zh-CN': '就诊记录', 'zh-Hant': '就診紀錄', en: 'visits' } },
}

describe('a text in the words of the industry', () => {
  test.each([
    ['zh-CN', '告诉顾客：订单查到了', '告诉患者：就诊记录查到了'],
    ['zh-Hant', '請顧客簽署', '請病人簽署'],
    ['en', 'Tell the customer what customers hear', 'Tell the patient what patients hear'],
    ['en', 'Customers first. A customer’s order', 'Patients first. A patient’s visit'],
    ['en', 'Is there an order or a product?', 'Is there a visit or a treatment?'],
    ['en', 'An order; in order to help; disorder, customary', 'A visit; in order to help; disorder, customary'],
    ['en', '{{owner}} to {{customer}} and {customer} $t(case:customer.title) customer', '{{owner}} to {{customer}} and {customer} $t(case:customer.title) patient'],
  ] as const)('%s %s', (locale, ours, theirs) => {
    expect(speakerOf(HOSPITAL, locale)(ours)).toBe(theirs)
  })

  test('the same words stay the same; trees keep their keys', () => {
    expect(spokenTree({ customer: ['顾客', { order: '订单' }] }, speakerOf(HOSPITAL, 'zh-CN'))).toEqual({ customer: ['患者', { order: '就诊记录' }] })
    expect(speakerOf({ ...HOSPITAL, order: { one: { 'zh-CN': '订单', 'zh-Hant': '訂單', en: 'order' }, many: { 'zh-CN': '订单', 'zh-Hant': '訂單', en: 'orders' } } }, 'en')('an order')).toBe('an order')
  })
})

describe('the server speaks to each organisation in its words, also at the same time', () => {
  afterAll(() => learnTerms('hospital', undefined))
  test('refusals', async () => {
    learnTerms('hospital', HOSPITAL)
    const say = async () => {
      await new Promise((next) => setTimeout(next, 5))
      return words('zh-CN', ['complaint', 'refusals', 'not-acknowledged'])
    }
    const [there, here] = await Promise.all([speakingTo('hospital', say), speakingTo('shop', say)])
    expect([there?.includes('患者'), there?.includes('顾客'), here?.includes('顾客')]).toEqual([true, false, true])
  })

  test('a value that the industry calls by another name, and a clock by the name in its pack', () => {
    learnTerms('hospital', { ...HOSPITAL, values: { remedyKind: { rework: { 'zh-CN': '复查与后续治疗', 'zh-Hant': '覆診及跟進治療', en: 'Review and further treatment' } } } }, { clock: { jointReply: { 'zh-CN': '多科室投诉反馈', 'zh-Hant': '跨部門投訴回覆', en: 'Reply of several departments' } } })
    const say = () => [words('en', ['terms', 'remedyKind', 'rework']), words('zh-CN', ['terms', 'remedyKind', 'refund']), eventWords('clock.breached', { clock: 'jointReply' }, 'zh-Hant')]
    expect(speakingTo('hospital', say)).toEqual(['Review and further treatment', '退款', expect.stringContaining('跨部門投訴回覆')])
    expect(speakingTo('shop', say)).toEqual(['Redo', '退款', expect.stringContaining('jointReply')])
  })

  test('a name that a person gave is not a word of ours', () => {
    expect(speakingTo('hospital', () => words('zh-CN', ['settlement', 'letters', 'closing'], { name: '顾客联盟', number: '1', contact: 'x' }))).toContain('顾客联盟')
  })
})
