import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, field, lookAtPanel, panel, press, save, visit } from './steps/hands.ts'
import { type Desk, HEADLESS, deskOf, hire, registerBy } from './steps/staff.ts'

const OFFICER: Somebody = { name: '周敏', email: 'zhou@example.com', unit: '总部', position: 'complaintOfficer' }
const ABROAD: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let officer: Page
let desk: Desk

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [OFFICER, ABROAD])
  desk = await deskOf(journey, OFFICER.email)
  await (await deskOf(journey, ABROAD.email)).put('/me', { locale: 'en' })
  officer = await signedIn(journey, OFFICER, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

const KINDS: readonly (readonly [category: string, said: readonly string[]])[] = [
  ['扣头、耳针松脱', ['搭口老是自己松开', '搭口合不拢', '小钩子合不拢']],
  ['不开发票', ['要的单据一直拖着', '单据抬头写反了不给换', '财务说单据月底统一给']],
  ['等候太久', ['叫号叫了半天轮不到', '前面只有两个人也轮不到', '叫号机没人管']],
]

/** Complaints of the past, as another system had them: ended, and filed. */
const past = (labels: readonly string[]) => KINDS.flatMap(([, said], kind) => Array.from({ length: 20 }, (_, i) => `P-${kind}-${i},2026-0${(i % 9) + 1}-11,客人${kind}${i},"${['上周来的', '和家人一起', '第二次反映'][i % 3]}，${said[i % said.length]}，${['请尽快答复', '谢谢'][i % 2]}",${labels[kind]},2026-10-0${(i % 9) + 1}`))

chapter('without closed complaints it is said honestly that words alone make the suggestions', async () => {
  await visit(officer, '/settings/suggestions')
  await officer.getByText('只按词库（行业规则里的词和自己加的说法）').waitFor()
  await officer.getByText(/已结案、归了类的投诉才 0 条，至少要 40 条/).waitFor()
  await look(officer, 'learning-none')
})

chapter('complaints of the past are brought; learnt from, they make suggestions, and everybody sees how good these are', async () => {
  const { categories } = await desk.get<{ categories: { code: string; label: { 'zh-CN': string } }[] }>('/pack')
  const labels = ['clasp', 'invoice', 'waiting'].map((code) => categories.find((each) => each.code === code)?.label['zh-CN'] ?? '')
  await visit(officer, '/settings/imports')
  await officer.getByRole('button', { name: '导入表格' }).click()
  await panel(officer).locator('input[type=file]').first().setInputFiles({ name: '往年.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${['编号,收到时间,姓名,投诉内容,投诉类别,结案时间', ...past(labels)].join('\r\n')}`) })
  await panel(officer).getByRole('button', { name: /往年\.csv/ }).waitFor()
  await press(panel(officer), '上传并开始')
  await choose(officer, '收到时间怎么读', '年-月-日')
  await choose(officer, '结案时间怎么读', '年-月-日')
  await press(officer, '试运行')
  await press(officer, '导入60行')
  await officer.getByRole('region', { name: '已导入' }).waitFor()
  await visit(officer, '/settings/suggestions')
  await press(officer, '现在学一次')
  await officer.getByText('第 1 版模型，加上词库').waitFor({ timeout: 60_000 })
  await card(officer, '准确率').getByText(/的投诉会有建议/).waitFor()
  await card(officer, '准确率').getByText('每一类准不准').first().click()
  await look(officer, 'learning-report')
  await press(card(officer, '学过的各版'), '看准确率')
  await lookAtPanel(officer, 'learning-model')
  await officer.keyboard.press('Escape')
  await panel(officer).waitFor({ state: 'detached' })
})

chapter('at registration what was learnt is suggested with its confidence and the words that made it, and chosen by hand', async () => {
  await visit(officer, '/register?form=full')
  await field(officer, /顾客的原话/).first().fill('我的手镯小钩子合不拢，请尽快答复')
  const suggested = officer.getByRole('list', { name: '按原话建议的类别' }).first()
  await suggested.getByText(/把握约 \d+%/).first().waitFor()
  await look(officer, 'register-suggested', '我的手镯')
  expect(await suggested.textContent()).toContain('合不拢')
})

chapter('what people correct is proposed for the dictionary, and accepted or declined', async () => {
  for (const text of ['手链昨天崩口子了', '项链也崩口子，捡回来了']) {
    const made = await registerBy(desk, '总部', { points: [{ text }] })
    const { version } = await desk.get<{ version: number }>(`/complaints/${made.id}`)
    await desk.post(`/complaints/${made.id}/classify`, { version, pointId: made.points[0]?.id, categoryCode: 'clasp' })
  }
  await eventually(async () => (await desk.get<{ items: unknown[] }>('/wordings?state=proposed')).items.length).toBeGreaterThan(0)
  await visit(officer, '/settings/suggestions?part=dictionary')
  const proposed = card(officer, '待采纳的').getByRole('listitem').filter({ hasText: '崩口子' }).first()
  await proposed.waitFor()
  await look(officer, 'dictionary-proposed')
  await press(proposed, '采纳')
  await press(officer, '加一个说法')
  await field(panel(officer), /顾客怎么说/).fill('褪成铜色')
  await choose(panel(officer), '这说的是哪一类', '变色')
  await lookAtPanel(officer, 'wording-new')
  await save(officer, '保存')
  await officer.getByText('自己加的', { exact: true }).first().click()
  await card(officer, '自己加的').getByText('“褪成铜色”').waitFor()
  await card(officer, '自己加的').getByText(/崩口子/).first().waitFor()
  await look(officer, 'dictionary-own')
})

chapter('the one who files a point sees which words made the suggestion', async () => {
  const made = await registerBy(desk, '总部', { points: [{ text: '手镯的搭口合不拢，小钩子也松' }] })
  await visit(officer, `/complaints/${made.id}?panel=classify&on=${made.points[0]?.id}`)
  await panel(officer).locator('mark').first().waitFor()
  await lookAtPanel(officer, 'classify-marked')
})

chapter('on the phone, in English', async () => {
  const ann = await signedIn(journey, ABROAD, { size: PHONE, locale: 'en-GB' })
  await visit(ann, '/settings/suggestions')
  await ann.getByText('Model no. 1, and the dictionary').waitFor()
  await look(ann, 'learning-phone')
  await press(ann, 'Use no model for now')
  await ann.getByText('The dictionary alone (words of the industry and your own)').waitFor()
  await press(ann, 'Use the newest')
  await ann.getByText('Model no. 1, and the dictionary').waitFor()
  await visit(ann, '/settings/suggestions?part=dictionary&state=accepted')
  await card(ann, 'Your own').getByRole('listitem').first().waitFor()
  await look(ann, 'dictionary-phone')
})
