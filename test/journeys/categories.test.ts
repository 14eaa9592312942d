import { existsSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { button, card, choose, field, lookAtPanel, panel, press, save, visit } from './steps/hands.ts'
import { ADMIN, HEADLESS, deskOf } from './steps/staff.ts'

const TAXONOMY = '../shared/data/complaints/zh_gov_taxonomy_517.csv'
const LIN: Somebody = { name: '林总', email: ADMIN.email, unit: '总部', position: 'administrator' }

let journey: Journey
let admin: Page

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  admin = await signedIn(journey, LIN, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)
const line = (name: string) => admin.locator('.cat-l').filter({ has: admin.getByRole('button', { name, exact: true }) })
const sure = (page: Page, name: string) => page.locator('.ant-popconfirm').getByRole('button', { name }).click()

chapter('a category is added, another renamed and moved; nothing of it is in force before it is published', async () => {
  await visit(admin, '/settings/pack')
  await admin.getByRole('link', { name: '修改投诉类别' }).click()
  await admin.getByRole('heading', { level: 1, name: '投诉类别' }).waitFor()
  await look(admin, 'categories')
  await press(admin, '加一个类别')
  await lookAtPanel(admin, 'category-new')
  await journey.refused(admin, 422, async () => {
    await press(panel(admin), '存到草稿')
    await panel(admin).getByText('类别要有名字').first().waitFor()
  })
  await field(panel(admin), '简体中文名').fill('包装与配件')
  await save(admin, '存到草稿')
  await line('包装与配件').getByText('自己加的').waitFor()
  await admin.getByRole('button', { name: '在包装与配件下面加一个' }).click()
  await field(panel(admin), '简体中文名').fill('首饰盒破损')
  await field(panel(admin), '典型的说法').fill('盒子一打开就散了')
  await save(admin, '存到草稿')
  await admin.getByRole('searchbox', { name: '搜类别或词' }).fill('首饰盒')
  await line('首饰盒破损').waitFor()
  await admin.getByRole('button', { name: '移动首饰盒破损' }).click()
  await choose(panel(admin), '放到哪个类别下面', '工艺与佩戴')
  await lookAtPanel(admin, 'category-move')
  await save(admin, '移动')
  await card(admin, '还没发布的修改').getByText('改动 2 处').waitFor()
  await look(admin, 'categories-draft')
})

chapter('what rules name is retired knowingly; the changes are seen before they are published', async () => {
  await admin.getByRole('searchbox', { name: '搜类别或词' }).fill('')
  const used = admin.locator('.cat-l').filter({ hasText: '处用到' }).last()
  await used.locator('.unit-n').click()
  await panel(admin).getByText('用在这些地方').waitFor()
  await lookAtPanel(admin, 'category-used')
  await press(panel(admin), '仍然停用')
  await sure(admin, '确定')
  await panel(admin).waitFor({ state: 'detached' })
  await press(admin, '看改动并发布')
  await panel(admin).getByText('首饰盒破损').first().waitFor()
  await field(panel(admin), '说明（可不填）').fill('换季整理')
  await lookAtPanel(admin, 'categories-publish')
  await save(admin, '发布')
  await card(admin, '还没发布的修改').waitFor({ state: 'detached' })
  await press(admin, '发布记录')
  await panel(admin).getByText('换季整理').waitFor()
  await lookAtPanel(admin, 'categories-history')
  await admin.keyboard.press('Escape')
  await panel(admin).waitFor({ state: 'detached' })
  await visit(admin, '/register?form=full')
  await field(admin, /顾客的原话/).first().fill('盒子一打开就散了')
  await admin.getByRole('list', { name: '按原话建议的类别' }).first().getByText(/首饰盒破损/).waitFor()
})

chapter('two at once: what a colleague changed meanwhile is not overwritten, and nothing typed is lost', async () => {
  await visit(admin, '/settings/categories')
  await admin.getByRole('searchbox', { name: '搜类别或词' }).fill('首饰盒')
  await press(admin, '首饰盒破损')
  const desk = await deskOf(journey, ADMIN.email)
  const { items } = await desk.get<{ items: { code: string; version: number; label: { 'zh-CN': string }; matter: string }[] }>('/categories/draft')
  const item = items.find((one) => one.label['zh-CN'] === '首饰盒破损')
  await desk.put(`/categories/draft/items/${item?.code}`, { version: item?.version, label: { 'zh-CN': '首饰盒开裂', 'zh-Hant': '', en: '' }, matter: 'product', keywords: [], wording: [] })
  await field(panel(admin), '简体中文名').fill('首饰盒坏了')
  await journey.refused(admin, 409, async () => {
    await press(panel(admin), '存到草稿')
    await panel(admin).getByText('您打开之后，别人改过这一项').waitFor()
  })
  await panel(admin).getByRole('textbox', { name: '简体中文名' }).and(admin.locator('[value="首饰盒坏了"]')).waitFor()
  await admin.keyboard.press('Escape')
  await panel(admin).waitFor({ state: 'detached' })
  await press(admin, '丢弃草稿')
  await sure(admin, '确定')
  await card(admin, '还没发布的修改').waitFor({ state: 'detached' })
})

chapter('a large tree comes from a table and stays usable', async () => {
  await admin.getByRole('searchbox', { name: '搜类别或词' }).fill('')
  const csv = existsSync(TAXONOMY) ? readFileSync(TAXONOMY, 'utf8') : ['一级,二级,三级', ...Array.from({ length: 400 }, (_, i) => `大类${i % 15},中类${i % 60},小类${i}`)].join('\n')
  await press(admin, '从表格导入')
  await field(panel(admin), '表格内容').fill(csv)
  await lookAtPanel(admin, 'categories-import')
  await press(panel(admin), '导入到草稿')
  await panel(admin).getByText(/新增 \d+ 个/).waitFor()
  await press(panel(admin), '看类别')
  await panel(admin).waitFor({ state: 'detached' })
  await press(admin, '全部展开')
  await admin.locator('.cat-l').nth(300).waitFor()
  await press(admin, '全部收起')
  await look(admin, 'categories-large')
})

chapter('on the phone, in English', async () => {
  await (await deskOf(journey, ADMIN.email)).put('/me', { locale: 'en' })
  const phone = await signedIn(journey, LIN, { size: PHONE, locale: 'en-GB', path: '/settings/categories' })
  await visit(phone, '/settings/categories')
  await phone.getByRole('heading', { level: 1, name: 'Categories' }).waitFor()
  await look(phone, 'categories-phone')
  await button(phone, 'Review and publish').click()
  await lookAtPanel(phone, 'categories-publish-phone')
})
