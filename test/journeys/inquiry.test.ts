import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { attach, choose, field, lookAtPanel, panel, photo, press } from './steps/hands.ts'
import { type Desk, deskOf, HEADLESS, hire, type Known, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }
const ABROAD: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '总部', position: 'complaintOfficer' }

let journey: Journey
let clerk: Page
let desk: Desk
let known: Known

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK, ABROAD])
  await (await deskOf(journey, ABROAD.email)).put('/me', { locale: 'en' })
  desk = await deskOf(journey, CLERK.email)
  known = await registerBy(desk, '一店', { customer: { name: '安女士', phone: '13905712019' } })
  clerk = await signedIn(journey, CLERK, { size: PHONE })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('on the phone: a visit is arranged, made with a photo and the place, and finished', async () => {
  await clerk.context().grantPermissions(['geolocation'])
  await clerk.context().setGeolocation({ latitude: 31.230416, longitude: 121.473701, accuracy: 12 })
  await clerk.goto(`/complaints/${known.id}`)
  await press(clerk, '为第1条安排调查')
  const form = panel(clerk)
  await choose(form, '怎么查', '现场查看')
  await field(form, /^查什么/).fill('到顾客家看扣头断在哪里')
  await form.getByRole('button', { name: '3天后' }).click()
  await lookAtPanel(clerk, 'inquiry-ask')
  await press(form, '安排调查')
  await field(form, /^地点/).fill('顾客家中')
  await press(form, '记下手机定位')
  await form.getByText(/31\.23042/).waitFor()
  await form.getByLabel(/^到达/).fill('2026-01-05T10:00')
  await field(form, /^在场的人/).fill('安女士、李晓芸')
  await field(form, /^看到什么/).fill('扣头焊点断开')
  await attach(form, await photo(clerk, '扣头.jpg'))
  await field(form, /^查到的结果/).fill('焊点熔合不足')
  await lookAtPanel(clerk, 'inquiry-visit')
  await press(form, '查完了')
  await form.waitFor({ state: 'detached' })
  await clerk.getByText('焊点熔合不足').first().waitFor()
  await clerk.goto(`/complaints/${known.id}?panel=finding`)
  await choose(panel(clerk), '依据哪些调查', '现场查看')
  await field(panel(clerk), /^查到了什么/).fill('焊点断开')
  await panel(clerk).getByText('本公司责任', { exact: true }).click()
  await press(panel(clerk), '存下结论')
  await panel(clerk).waitFor({ state: 'detached' })
})

chapter('at the desk: a sample is taken, sealed anew and its files are checked; what expires is listed', async () => {
  await clerk.setViewportSize(DESK)
  await clerk.goto(`/complaints/${known.id}?panel=takeEvidence`)
  const form = panel(clerk)
  await choose(form, '种类', '监控录像')
  await field(form, /^是什么/).fill('柜台三号机位')
  await field(form, /^来源/).fill('商场物业')
  await attach(form, await photo(clerk, '截图.jpg'))
  await field(form, /^在哪里取得/).fill('监控室')
  await field(form, /^现在放在哪里/).fill('监控室')
  await form.getByText('监控录像循环覆盖，30天').click()
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
  await clerk.goto('/watch/evidence')
  await clerk.getByText('柜台三号机位').waitFor()
  await look(clerk, 'evidence')
  await clerk.goto('/watch/inquiries?state=done')
  await clerk.getByText('焊点熔合不足').waitFor()
  await look(clerk, 'inquiries')
})

chapter('in English on the phone: an inquiry of every kind can be written', async () => {
  const page = await signedIn(journey, ABROAD, { size: PHONE, locale: 'en' })
  const ownerId = (await desk.get<{ items: { id: string; name: string }[] }>('/people')).items.find(({ name }) => name === CLERK.name)?.id
  const dueAt = new Date(Date.now() + 3 * 86_400_000).toISOString()
  const made = await desk.post<{ id: string }>(`/complaints/${known.id}/inquiries`, { what: 'Lot', ownerId, dueAt, details: { kind: 'lotInspection', fields: { lot: 'L1', values: [{ item: '3d', standard: '22', measured: '21', conforms: false }] } } })
  await page.goto(`/complaints/${known.id}?panel=inquiry&on=${made.id}`)
  await panel(page).getByText('No other case in sight has lot L1').waitFor()
  await lookAtPanel(page, 'inquiry-lot')
  const talk = await desk.post<{ id: string }>(`/complaints/${known.id}/inquiries`, { what: 'Talk', ownerId, dueAt, details: { kind: 'appraisal', fields: { commission: 'jointly' } } })
  await page.goto(`/complaints/${known.id}?panel=inquiry&on=${talk.id}`)
  await panel(page).getByText('What both agreed').waitFor()
  await lookAtPanel(page, 'inquiry-appraisal')
  expect(await panel(page).getByRole('button', { name: 'Finished' }).isDisabled()).toBe(true)
  await page.goto('/watch/evidence')
  await page.getByText('柜台三号机位').waitFor()
  await look(page, 'evidence-phone', '柜台')
})
