import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { textOfPdf } from '#test/pdf-text.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { choose, field, lookAtPanel, panel, press, save, visit } from './steps/hands.ts'
import { ADMIN, type Desk, HEADLESS, deskOf, registerBy } from './steps/staff.ts'

const LIN: Somebody = { name: '林总', email: ADMIN.email, unit: '总部', position: 'administrator' }

let journey: Journey
let admin: Page
let desk: Desk

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  admin = await signedIn(journey, LIN, { size: DESK })
  desk = await deskOf(journey, ADMIN.email)
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const line = (page: Page, name: string) => page.locator('.own-l').filter({ has: page.getByRole('button', { name, exact: true }) })
const sure = (page: Page) => page.locator('.ant-popconfirm').getByRole('button', { name: '确定' }).click()

chapter('a field of one’s own is added, sorted, looked at and asked at once', async () => {
  await visit(admin, '/settings/pack?part=fields')
  await admin.getByRole('link', { name: '修改登记栏目' }).click()
  await admin.getByRole('heading', { level: 1, name: '登记与表单的栏目' }).waitFor()
  await look(admin, 'own-fields')
  await press(admin, '加一个栏目')
  await journey.refused(admin, 422, async () => {
    await press(panel(admin), '保存')
    await panel(admin).locator('.fault').first().waitFor()
  })
  await field(panel(admin), /^栏目名称/).fill('佩戴场合')
  await choose(panel(admin), '填什么', '选项')
  await press(panel(admin), '加一个选项')
  await field(panel(admin), /^选项 1/).fill('婚礼')
  await press(panel(admin), '加一个选项')
  await field(panel(admin), /^选项 2/).fill('日常')
  await press(panel(admin), '日常上移')
  await lookAtPanel(admin, 'own-field')
  await save(admin, '保存')
  await line(admin, '佩戴场合').getByText('自己加的').waitFor()
  await press(admin, '佩戴场合上移')
  await eventually(async () => (await desk.get<{ fields: { label: { 'zh-CN': string } }[] }>('/pack')).fields.at(-2)?.label['zh-CN']).toBe('佩戴场合')
  await press(admin, '看看表单的样子')
  await panel(admin).getByText('佩戴场合', { exact: true }).waitFor()
  await lookAtPanel(admin, 'own-preview')
  await visit(admin, '/register?form=full')
  await admin.locator('details.rest summary').filter({ hasText: '还可以记' }).click()
  await choose(admin, '佩戴场合', '日常')
})

chapter('two at once: what a colleague wrote is not overwritten, and what was typed stays', async () => {
  await visit(admin, '/settings/own/phrases')
  const first = admin.locator('.own-l').first()
  // What is not painted yet has no inner text.
  const before = await first.locator('.unit-n').textContent() ?? ''
  await first.locator('.unit-n').click()
  await field(panel(admin), /^话术/).fill('您先坐，我来听您说。')
  const [item] = (await desk.get<{ items: { code: string; pack: { situation: string } }[] }>('/pack/own/phrases')).items
  const words = (text: string) => ({ 'zh-CN': text, 'zh-Hant': '', en: '' })
  await desk.put(`/pack/own/phrases/${item?.code}`, { revision: 0, retired: false, entry: { list: 'phrases', content: { situation: item?.pack.situation, temperament: null, step: null, text: words('同事写的话') } } })
  await journey.refused(admin, 409, () => press(panel(admin), '保存'))
  await panel(admin).getByText('您修改的时候，管理员存了新的说法。').waitFor()
  expect(await field(panel(admin), /^话术/).inputValue()).toBe('您先坐，我来听您说。')
  await lookAtPanel(admin, 'own-overtaken')
  await press(panel(admin), '仍用我写的')
  await save(admin, '保存')
  await line(admin, '您先坐，我来听您说。').getByText('改过').waitFor()
  await look(admin, 'own-phrases')
  await press(admin, '您先坐，我来听您说。')
  await panel(admin).getByText('修改记录').click()
  await panel(admin).getByText('同事写的话').waitFor()
  await press(panel(admin), '改回行业包的说法')
  await sure(admin)
  await panel(admin).waitFor({ state: 'detached' })
  await line(admin, before).waitFor()
})

chapter('a file from elsewhere is looked at before it is taken in; a field left open is filled in later', async () => {
  await visit(admin, '/settings/own/phrases')
  await press(admin, '取用别处的文件')
  const { code } = await desk.get<{ code: string }>('/pack')
  const { published: { rules, examples } } = await desk.get<{ published: { rules: { id: string; gives: object }[]; examples: unknown[] } }>('/tables/authority')
  const why = { 'zh-CN': '总部的理由', 'zh-Hant': '總部的理由', en: 'Reason of headquarters' }
  const authority = { table: 'authority', rules: rules.map((rule, i) => (i ? rule : { ...rule, gives: { ...rule.gives, why } })), examples }
  const box = { code: 'cfromhead', parent: null, label: { 'zh-CN': '总部的包装类', 'zh-Hant': '', en: '' }, matter: 'product', keywords: [], wording: [], retired: false }
  await field(panel(admin), '文件内容').fill(JSON.stringify({ wenguo: 'own-pack', version: 1, pack: code, packVersion: '1.0.0', entries: [{ list: 'phrases', code: 'ownfromhead', retired: false, content: { situation: 'calming', temperament: null, step: null, text: { 'zh-CN': '总部的开场白', 'zh-Hant': '', en: '' } } }, { list: 'guidance', code: 'nothingSuch', retired: false }], tables: [authority, { ...authority, table: 'routing', rules: [{ id: 'x', when: { unit: ['NOUNIT'] }, gives: { place: { kind: 'own' }, owner: null, tell: [], why } }], examples: [] }], categories: [box] }))
  await press(panel(admin), '看会改什么')
  await panel(admin).getByText('新增 2 条，改动 1 条，一样 0 条，不能取用 2 条').waitFor()
  await panel(admin).getByText('与正在用的相比：加 0 条规则，改 1 条，去掉 0 条。').waitFor()
  await panel(admin).getByText('第 1 条规则：这里没有部门“NOUNIT”。').waitFor()
  await lookAtPanel(admin, 'own-file')
  await press(panel(admin), '取用')
  await panel(admin).getByText('新增 2 条，改动 1 条。').waitFor()
  await panel(admin).getByRole('link', { name: '审批权限' }).waitFor()
  await panel(admin).getByRole('link', { name: '投诉类别' }).waitFor()
  await lookAtPanel(admin, 'own-file-taken')
  await press(panel(admin), '完成')
  await line(admin, '总部的开场白').waitFor()
  const known = await registerBy(desk, '总部')
  await visit(admin, `/complaints/${known.id}`)
  await press(admin, '补填或修改')
  await choose(panel(admin), '佩戴场合', '婚礼')
  await lookAtPanel(admin, 'own-case-fields')
  await save(admin, '保存')
  await admin.getByText('改了 1 个登记栏目').first().waitFor()
})

chapter('what stands on a printed paper is said our way, seen before it is stored, and given back with one press', async () => {
  await visit(admin, '/settings/own/papers')
  const notice = admin.getByRole('region', { name: /^处理结果告知书/ })
  await notice.getByRole('link', { name: '看样张（English）' }).waitFor()
  await look(admin, 'own-papers')
  const opening = notice.locator('.own-l').filter({ hasText: '会填上：{at} {number}' })
  await opening.locator('.unit-n').click()
  await field(panel(admin), /^文字/).fill('您反映的事情，{at} 收到，办完了。')
  await journey.refused(admin, 422, async () => {
    await press(panel(admin), '保存')
    await panel(admin).getByText('文字里少了“{number}”').first().waitFor()
  })
  await lookAtPanel(admin, 'own-paper')
  await field(panel(admin), /^文字/).fill('编号 {number} 的事情，{at} 收到，办完了。')
  const example = async (link: ReturnType<Page['getByRole']>) => textOfPdf(await (await admin.request.get(await link.getAttribute('href') ?? '')).body())
  expect(await example(panel(admin).getByRole('link', { name: '看印出来的样子' }))).toContain('收到，办完了。')
  expect(await example(notice.getByRole('link', { name: '看样张（简体中文）' }))).not.toContain('收到，办完了。')
  await save(admin, '保存')
  await opening.getByText('改过').waitFor()
  expect(await example(notice.getByRole('link', { name: '看样张（简体中文）' }))).toContain('收到，办完了。')
  await opening.locator('.unit-n').click()
  await press(panel(admin), '改回行业包的说法')
  await sure(admin)
  await panel(admin).waitFor({ state: 'detached' })
  await opening.getByText('您于 {at} 向我们反映的情况').waitFor()
})

chapter('a rule about words is tried on a text before it holds; what the law forbids to say is only added to', async () => {
  await visit(admin, '/settings/own/wording')
  await line(admin, '封口费、保密费、不得对外透露').getByText('法律规定').waitFor()
  await look(admin, 'own-wording')
  await press(admin, '加一条发言规则')
  const form = panel(admin)
  const tags = async (name: string, words: readonly string[]) => { for (const word of words) { await form.getByRole('combobox', { name }).first().fill(word); await admin.keyboard.press('Enter') } }
  await tags('不能说的话', ['亲亲'])
  await press(form, '加一种先后出现的说法')
  await tags('先出现其中一个', ['全城'])
  await tags('后面又出现其中一个', ['第一', '最低'])
  await field(form, /^为什么不能说/).fill('夸大，查不到依据')
  await field(form, /^依据/).fill('《广告法》第九条')
  await field(form, /^可以改说/).fill('我们认真对待每一位顾客')
  await field(form, '试一段话').fill('亲亲，我们全城价格最低。')
  await eventually(() => form.locator('mark').allInnerTexts()).toEqual(['亲亲', '全城价格最低'])
  await lookAtPanel(admin, 'own-wording-new')
  await save(admin, '保存')
  await line(admin, '亲亲').getByText('自己加的').waitFor()
  await line(admin, '封口费、保密费、不得对外透露').locator('.unit-n').click()
  await journey.refused(admin, 409, async () => {
    await form.getByRole('combobox', { name: '不能说的话' }).focus()
    await admin.keyboard.press('Backspace')
    await press(form, '保存')
    await form.getByText('少了“not post anything”').first().waitFor()
  })
  expect(await form.getByRole('button', { name: '停用' }).count()).toBe(0)
  await lookAtPanel(admin, 'own-wording-law')
  await press(form, '取消')
})

chapter('what we call things is heard on every page; on a phone, in English, guidance is written language by language', async () => {
  await visit(admin, '/settings/own/words')
  await look(admin, 'own-words')
  await admin.getByRole('region', { name: /^来源渠道/ }).getByRole('button', { name: '当面', exact: true }).click()
  await field(panel(admin), /^叫法/).fill('到店')
  await save(admin, '保存')
  await visit(admin, '/register?form=full')
  await admin.getByRole('group', { name: '来源渠道' }).or(admin.locator('.chans')).first().getByText('到店').waitFor()
  await desk.put('/me', { locale: 'en' })
  const phone = await signedIn(journey, LIN, { size: PHONE, locale: 'en-GB' })
  await visit(phone, '/settings/own/guidance')
  await phone.locator('.own-l').first().waitFor()
  await look(phone, 'own-guidance-phone-en')
  await phone.locator('.own-l .unit-n').first().click()
  await panel(phone).getByRole('button', { name: 'English' }).click()
  await lookAtPanel(phone, 'own-guidance-form-phone-en')
  await field(panel(phone), 'Goal').fill('')
  await save(phone, 'Save')
  await phone.locator('.own-l').first().getByText('No English').waitFor()
  await visit(phone, '/settings/own/fields')
  await phone.locator('.own-l').first().waitFor()
  await look(phone, 'own-fields-phone-en')
  await visit(phone, '/settings/own/wording')
  await phone.locator('.own-l .unit-n').first().click()
  await lookAtPanel(phone, 'own-wording-phone-en')
})
