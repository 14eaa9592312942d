import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { attach, card, choose, day, field, lookAtPanel, panel, photo, pick, press, save, visit } from './steps/hands.ts'
import { ADMIN, type Desk, deskOf, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '东区销售部', position: 'clerk' }
const CARE: Somebody = { name: '秦总', email: 'qin@example.com', unit: '总部', position: 'serviceManager' }
const ABROAD: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let clerk: Page
let care: Page
let desk: Desk
let known: Known

beforeAll(async () => {
  journey = await openJourney({ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PACK: 'cement', ORGANIZATION: '长陵水泥' })
  await hire(journey, [CLERK, CARE, ABROAD])
  await (await deskOf(journey, ABROAD.email)).put('/me', { locale: 'en' })
  desk = await deskOf(journey, CLERK.email)
  known = await registerBy(desk, CLERK.unit, { channel: 'field', customer: { name: '安达混凝土', phone: '13905712019', classCode: 'corporate' }, points: [{ text: '顶板浇完第五天有十几条裂缝', wants: '查清原因，修补的钱谁出', categoryCode: 'crackSlab' }], product: { name: '普通硅酸盐水泥', lot: 'C260718' } })
  clerk = await signedIn(journey, CLERK, { size: PHONE })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('on the phone: a visit is arranged, made with a photo and the place, and finished', async () => {
  await clerk.context().grantPermissions(['geolocation'])
  await clerk.context().setGeolocation({ latitude: 31.230416, longitude: 121.473701, accuracy: 12 })
  await visit(clerk, `/complaints/${known.id}`)
  await press(clerk, '为第1条安排调查')
  const form = panel(clerk)
  await choose(form, '怎么查', '现场查看')
  await field(form, /^查什么/).fill('到工地看裂缝')
  await form.getByRole('button', { name: '3天后' }).click()
  await lookAtPanel(clerk, 'inquiry-ask')
  await press(form, '安排调查')
  await field(form, /^地点/).fill('车库顶板')
  await press(form, '记下手机定位')
  await form.getByText(/31\.23042/).waitFor()
  await form.getByLabel(/^到达/).fill('2026-01-05T10:00')
  await field(form, /^在场的人/).fill('监理、李晓芸')
  await field(form, /^看到什么/).fill('裂缝宽0.2毫米，覆盖晚')
  await attach(form, await photo(clerk, '裂缝.jpg'))
  await field(form, /^查到的结果/).fill('出厂水泥偏热，没有随车提醒')
  await lookAtPanel(clerk, 'inquiry-visit')
  await press(form, '查完了')
  await form.waitFor({ state: 'detached' })
  await clerk.getByText('出厂水泥偏热，没有随车提醒').first().waitFor()
  await visit(clerk, `/complaints/${known.id}?panel=finding`)
  await choose(panel(clerk), '依据哪些调查', '现场查看')
  await field(panel(clerk), /^查到了什么/).fill('水泥偏热，覆盖又晚')
  await panel(clerk).getByText('双方都有责任', { exact: true }).click()
  await press(panel(clerk), '存下结论')
  await panel(clerk).waitFor({ state: 'detached' })
})

chapter('at the desk: a sample is taken, sealed anew and its files are checked; what expires is listed', async () => {
  await clerk.setViewportSize(DESK)
  await visit(clerk, `/complaints/${known.id}?panel=takeEvidence`)
  const form = panel(clerk)
  await choose(form, '种类', '实物样品')
  await field(form, /^是什么/).fill('同编号封存样')
  await field(form, /^来源/).fill('东区检测所')
  await attach(form, await photo(clerk, '封条.jpg'))
  await field(form, /^在哪里取得/).fill('检测所样品室')
  await field(form, /^现在放在哪里/).fill('检测所样品室')
  await form.getByText('封存样四十天（按抽样检验结果验收）').click()
  await lookAtPanel(clerk, 'evidence-take')
  await press(form, '记为证据')
  await form.waitFor({ state: 'detached' })
  await press(clerk, /^保管、保全/)
  await press(form, '核对文件有没有变')
  await form.getByText('和收下时一样，没有变').waitFor()
  await choose(form, '做什么', '加封')
  await field(form, /^封条号/).fill('F-0102')
  await field(form, /^说明/).fill('送检前加封')
  await lookAtPanel(clerk, 'evidence-step')
  await press(form, '记下')
  await form.waitFor({ state: 'detached' })
  await look(clerk, 'case-inquiries')
  await visit(clerk, '/watch/evidence')
  await clerk.getByText('同编号封存样').waitFor()
  await look(clerk, 'evidence')
  await visit(clerk, '/watch/inquiries?state=done')
  await clerk.getByText('出厂水泥偏热，没有随车提醒').waitFor()
  await look(clerk, 'inquiries')
})

chapter('whose fault it was is divided, with a supplier written into the register on the way', async () => {
  care = await signedIn(journey, CARE, { size: DESK })
  await visit(care, `/complaints/${known.id}`)
  await press(card(care, '责任划分'), '划分责任')
  const form = panel(care)
  await form.getByRole('textbox', { name: '责任比例（%）' }).first().fill('33.33')
  await form.getByRole('textbox', { name: '依据' }).first().fill('出厂温度偏高没有提醒')
  await form.getByRole('button', { name: /^余下的都归这一方/ }).nth(1).click()
  await press(form, '名册里没有，添一家')
  await field(form, '单位名称').fill('宏远外加剂')
  await press(form, '添到名册')
  await field(form, '单位名称').waitFor({ state: 'detached' })
  await form.getByRole('textbox', { name: '依据' }).nth(1).fill('外加剂缓凝不足')
  await form.getByText('合计 100%').waitFor()
  await lookAtPanel(care, 'divide')
  await save(care, '保存划分')
  await card(care, '责任划分').getByText('宏远外加剂').first().waitFor()
  await card(care, '责任划分').scrollIntoViewIfNeeded()
  await look(care, 'case-divided')
})

chapter('what it cost is charged back, agreed in part and received', async () => {
  const { current } = await (await deskOf(journey, CARE.email)).get<{ current: { shares: { id: string; outsider: object | null }[] } }>(`/complaints/${known.id}/liability`)
  const share = current.shares.find((one) => one.outsider)?.id ?? ''
  await visit(care, `/complaints/${known.id}?panel=claim&on=${share}`)
  await field(panel(care), '追偿金额').fill('800')
  await field(panel(care), '为什么不是算出来的金额').fill('加固费，另附清单')
  await field(panel(care), '请对方在哪天前答复').fill(day(7))
  await lookAtPanel(care, 'claim')
  await save(care, '提出追偿')
  await card(care, '责任划分').getByRole('button', { name: /^做什么/ }).click()
  await pick(panel(care), '对方怎么说', '部分同意')
  await field(panel(care), '同意承担的金额').fill('500')
  await field(panel(care), '对方的说法').fill('承担材料部分')
  await lookAtPanel(care, 'charge-back')
  await press(panel(care), '记下答复')
  await field(panel(care), '到账凭证号').fill('ICBC-0917')
  await field(panel(care), '到账日期').fill(day(0))
  await press(panel(care).locator('.form-end'), '登记到账')
  await panel(care).getByText('这笔追偿已经结束').waitFor()
  await visit(care, '/watch/charge-backs')
  await care.getByRole('cell', { name: /ICBC-0917/ }).waitFor()
  await look(care, 'charge-backs')
})

chapter('in English on the phone: an inquiry of every kind can be written', async () => {
  const page = await signedIn(journey, ABROAD, { size: PHONE, locale: 'en' })
  const ownerId = (await desk.get<{ items: { id: string; name: string }[] }>('/people')).items.find(({ name }) => name === CLERK.name)?.id
  const dueAt = new Date(Date.now() + 3 * 86_400_000).toISOString()
  const made = await desk.post<{ id: string }>(`/complaints/${known.id}/inquiries`, { what: 'Lot', ownerId, dueAt, details: { kind: 'lotInspection', fields: { lot: 'L1', values: [{ item: '3d', standard: '22', measured: '21', conforms: false }] } } })
  await visit(page, `/complaints/${known.id}?panel=inquiry&on=${made.id}`)
  await panel(page).getByText('No other case in sight has lot L1').waitFor()
  await lookAtPanel(page, 'inquiry-lot')
  const talk = await desk.post<{ id: string }>(`/complaints/${known.id}/inquiries`, { what: 'Talk', ownerId, dueAt, details: { kind: 'appraisal', fields: { commission: 'jointly' } } })
  await visit(page, `/complaints/${known.id}?panel=inquiry&on=${talk.id}`)
  await panel(page).getByText('What both agreed').waitFor()
  await lookAtPanel(page, 'inquiry-appraisal')
  expect(await panel(page).getByRole('button', { name: 'Finished' }).isDisabled()).toBe(true)
  await visit(page, '/watch/evidence')
  await page.getByText('同编号封存样').waitFor()
  await look(page, 'evidence-phone', '封存样')
  await visit(page, `/complaints/${known.id}`)
  await card(page, 'Shares of liability').scrollIntoViewIfNeeded()
  await look(page, 'case-divided-phone-en')
})
