import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LOCALES } from '#contract/common.ts'
import type { Client } from '#test/app.ts'
import { type Experts, openExperts } from '#test/experts.ts'
import { textOfPdf } from '#test/pdf-text.ts'
import { got, refused } from '#test/steps.ts'

let x: Experts
beforeAll(async () => { x = await openExperts() }, 120_000)
afterAll(() => x.w.close())

const bare = (text: string) => text.replace(/\s/g, '')
const asked = (who: Client, id: string, locale?: string, code?: string) => who.get<Buffer>(`/opinions/${id}/letter${locale ? `?locale=${locale}` : ''}`, code === undefined ? {} : { 'x-expert-code': code })
const letter = async (id: string, locale?: string, code?: string, who: Client = x.clerk) => {
  const answer = await asked(who, id, locale, code)
  expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([200, 'application/pdf', 'no-store'])
  return bare(textOfPdf(answer.body))
}

describe('the commission as a letter', () => {
  test('says in three languages who asks whom, what, about which thing, with what, by when, at whose cost and how it is answered; nothing of the customer', async () => {
    const { clerk, w } = x
    const c = await x.disputed()
    const photo = await x.file(clerk, '证书.png')
    const goods = await got(clerk.post<any>(`/complaints/${c.id}/goods`, { kind: 'jewellery', what: '足金项链一条', condition: '完好', seal: 'F-77', returnBy: x.later(20), place: '保险柜', unsignedWhy: '快递寄来' }), 201)
    const one = await x.readied(c, { fileIds: [photo], matter: '#panic("x") 请看 *材质* 与 $x$' })
    await got(clerk.post<any>(`/opinions/${one.id}/goods`, { version: one.version, way: 'out', items: [{ id: goods.id, version: goods.version }], seal: 'F-78' }))
    const says: Record<string, readonly string[]> = {
      'zh-CN': ['鉴定委托书', '是不是足金', '□真品', '□不是真品', '□无法判断', '足金项链', 'F-78', '证书.png', '300.00', '叁佰元', '委托方先付', '按鉴定结论，由有责任的一方承担', '受托方', '签字盖章', '加盖公章的报告'],
      'zh-Hant': ['鑑定委託書', '□真品', '叄佰元', '委託方先付', '簽署蓋章', '蓋公章的報告'],
      en: ['Commissionforanexpertopinion', '□genuine', '□cannotbetold', 'whoeverthefindinggoesagainst', 'Signatureandseal', 'Pleasesendorbringareport'],
    }
    for (const locale of LOCALES) {
      const text = await letter(one.id, locale)
      for (const part of [one.number, '国检珠宝检测中心', 'CMA2100-1', goods.number, '#panic("x")请看*材质*与$x$', ...says[locale] ?? []]) expect(text).toContain(part)
      expect(text).not.toMatch(/孙慧敏|1364444/)
    }
    await got(w.admin.put('/pack/own/papers/commission.closing', { revision: 0, retired: false, entry: { list: 'papers', content: { text: { 'zh-CN': '请妥善保管，用完退回。', 'zh-Hant': '', en: '' } } } }))
    expect(await letter(one.id)).toContain('请妥善保管，用完退回。')
    expect(await letter(one.id, 'en')).toContain('independently')
  }, 60_000)

  test('carries a link that was made for it, and no other', async () => {
    const { clerk } = x
    const one = await x.readied(await x.disputed())
    const other = await x.readied(await x.disputed())
    const make = async (id: string, more: Record<string, unknown> = {}) => new URL((await got(clerk.post<any>(`/opinions/${id}/links`, { way: 'copy', ...more }), 201)).url).searchParams.get('expert') ?? ''
    const code = await make(one.id)
    const text = await letter(one.id, 'zh-CN', code)
    expect(text.replaceAll('\u200b', '')).toContain(`expert=${code}`)
    expect(text).toContain('扫描二维码')
    expect(await letter(one.id)).not.toContain('扫描二维码')
    expect(await refused(asked(clerk, one.id, 'zh-CN', await make(other.id)))).toBe('404 expert/link-over')
    expect(await refused(asked(clerk, one.id, 'zh-CN', 'nothing'))).toBe('404 expert/link-over')
    await make(one.id, { renew: true })
    expect(await refused(asked(clerk, one.id, 'zh-CN', code))).toBe('404 expert/link-over')
  }, 60_000)

  test('waits for the word of the customer, names who signed once it is signed, and is not printed of what was taken back', async () => {
    const { clerk } = x
    const c = await x.disputed()
    const one = await got(x.commission(clerk, c), 201)
    expect(await refused(asked(clerk, one.id))).toBe('409 expert/consent-missing')
    expect(one.may.letter).toContain('顾客')
    const no = await got(x.agree(one, false))
    expect(await refused(asked(clerk, one.id))).toBe('409 expert/consent-refused')
    const yes = await got(x.agree(no))
    expect(yes.may.letter).toBeNull()
    await got(x.onPaper(yes, 'genuine'))
    expect(await letter(one.id)).toContain('签名人：郑国检')
    const taken = await got(x.commission(clerk, await x.disputed()), 201)
    await got(clerk.post<any>(`/opinions/${taken.id}/withdraw`, { version: taken.version, reason: '不做了' }))
    expect(await refused(asked(clerk, taken.id))).toBe('409 expert/over')
  }, 60_000)

  test('tells a colleague to answer here; of a case out of sight, or of another organisation, there is none', async () => {
    const { clerk, mate, away, outsider, w } = x
    const c = await x.disputed('craft')
    const one = await got(x.commission(clerk, c, { outsiderId: null, personId: mate.id, accreditation: 'GAC 1001', questions: [{ pointId: x.pointOf(c), code: 'damageCause', text: '为什么断' }], feeFen: 0 }), 201)
    const text = await letter(one.id, undefined, undefined, mate)
    expect(text).toContain(`/complaints/${c.id}`)
    expect(text).toContain('请登录系统')
    expect(text).toContain('不收费')
    expect(await refused(asked(away, one.id))).toBe('404 kernel/not-found')
    expect(await refused(asked(outsider, one.id))).toBe('401 identity/not-signed-in')
    expect(await refused(asked(await w.otherOrganization(), one.id))).toBe('404 kernel/not-found')
  }, 60_000)
})
