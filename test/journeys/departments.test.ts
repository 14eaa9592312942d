import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { DESK, eventually, type Journey, OPENING_MS, openJourney, PHONE, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { card, choose, field, lookAtPanel, panel, press, visit } from './steps/hands.ts'
import { ADMIN, deskOf, hire, type Known, registerBy } from './steps/staff.ts'

const RELATIONS: Somebody = { name: '赵一鸣', email: 'zhao@example.com', unit: '医患关系办公室', position: 'complaintOfficer' }
const MEDICAL: Somebody = { name: '沈质控', email: 'shen@example.com', unit: '医务处', position: 'qualityEngineer' }
const WARD: Somebody = { name: '顾主任', email: 'gu@example.com', unit: '外科病区', position: 'shopManager' }
const NURSING: Somebody = { name: '苏老师', email: 'su@example.com', unit: '护理部', position: 'nursingOfficer' }
const RECORDS: Somebody = { name: 'Ann Lee', email: 'ann@example.com', unit: '病案室', position: 'recordsOfficer' }

let journey: Journey
let relations: Page
let known: Known
let form: string

beforeAll(async () => {
  journey = await openJourney({ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PACK: 'healthcare', ORGANIZATION: '康宁医院' })
  await hire(journey, [RELATIONS, MEDICAL, WARD, NURSING, RECORDS])
  await (await deskOf(journey, RECORDS.email)).put('/me', { locale: 'en' })
  known = await registerBy(await deskOf(journey, RELATIONS.email), WARD.unit, { customer: { name: '何女士', phone: '13905712077' }, points: [{ text: '术后第二天疼得厉害，叫了三次没人来，病程里也没有写', wants: '查清为什么没人来', categoryCode: 'delayedTreatment' }] })
  relations = await signedIn(journey, RELATIONS, { size: DESK })
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

const signed = async (page: Page, name: string | RegExp) => {
  await press(panel(page), name)
  await panel(page).waitFor({ state: 'detached' })
}

chapter('patient relations ask, medical affairs check the record and ask three departments side by side', async () => {
  await visit(relations, `/complaints/${known.id}`)
  await card(relations, '联络单').getByRole('button', { name: '开联络单' }).click()
  await press(panel(relations), '开单')
  await relations.waitForURL('**/complaints/liaison/*')
  form = new URL(relations.url()).pathname.split('/').at(-1) ?? ''
  await press(relations, '签名送出')
  await signed(relations, '签名送出')
  const medical = await signedIn(journey, MEDICAL, { size: DESK })
  await visit(medical, `/complaints/liaison/${form}`)
  await press(medical, '填检验结果，转对策部门')
  await field(panel(medical), /^核实、检验结果/).fill('呼叫器记录三次未应，病程记录缺当晚一页')
  for (const unit of [NURSING.unit, RECORDS.unit]) await choose(panel(medical), '请哪些部门给对策', unit)
  await medical.keyboard.press('Escape')
  await lookAtPanel(medical, 'departments-forward')
  await signed(medical, '签名转出')
  await eventually(() => medical.getByText('等签名').count()).toBe(3)
  await look(medical, 'departments-asked')
})

chapter('each department answers for itself: the ward on the phone, nursing at the desk, records in English', async () => {
  const answer = async (who: Somebody, words: { readonly begin: string; readonly sign: string; readonly cause: RegExp; readonly measure: RegExp }, said: readonly [string, string], view: { readonly size: typeof PHONE; readonly locale?: string }) => {
    const page = await signedIn(journey, who, view)
    await visit(page, `/complaints/liaison/${form}`)
    await press(page, words.begin)
    await field(panel(page), words.cause).fill(said[0])
    await field(panel(page), words.measure).first().fill(said[1])
    await lookAtPanel(page, `departments-answer-${who.position}`)
    await signed(page, words.sign)
    await page.context().close()
  }
  const zh = { begin: '填写原因和对策', sign: '签名回复', cause: /^原因分析/, measure: /^对策$|^对策\*/ }
  await answer(WARD, zh, ['夜班两人看四十床', '术后首夜加一名二线'], { size: PHONE })
  await answer(NURSING, zh, ['呼叫器漏响没有报修', '每班测试呼叫器并签名'], { size: DESK })
  await answer(RECORDS, { begin: 'Answer', sign: 'Sign the answer', cause: /^Cause/, measure: /^Countermeasure$|^Countermeasure\*/ }, ['The night page was filed late', 'Pages are counted at every handover'], { size: PHONE, locale: 'en-GB' })
})

chapter('patient relations accept what all three say, and the patient is answered point by point', async () => {
  await relations.reload()
  await relations.getByText('等采纳').first().waitFor()
  await press(relations, '采纳答复，办结')
  await field(panel(relations), /^答复/).fill('夜间人手不足、呼叫器故障，两件事都已经改了')
  await signed(relations, '签名采纳')
  await relations.getByText('已办结').first().waitFor()
  await look(relations, 'departments-settled')
  const { stops } = await (await deskOf(journey, RELATIONS.email)).get<{ stops: readonly { kind: string; state: string; unit: { name: string } }[] }>(`/liaison-forms/${form}`)
  expect(stops.filter(({ kind }) => kind === 'unit').map(({ unit, state }) => `${unit.name} ${state}`).sort()).toEqual([WARD, NURSING, RECORDS].map(({ unit }) => `${unit} accepted`).sort())
})
