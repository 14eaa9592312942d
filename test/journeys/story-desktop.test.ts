import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, openJourney, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { createPerson, firstRun, type Somebody, signedIn } from './steps/begin.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: '店员', phone: '0571-85010001' }
const MANAGER: Somebody = { name: '陈国栋', email: 'chen@example.com', unit: '一店', position: '店长' }
const FINANCE: Somebody = { name: '周敏', email: 'zhou@example.com', unit: '财务部', position: '财务' }
const OFFICER: Somebody = { name: '赵一鸣', email: 'zhao@example.com', unit: '总部', position: '投诉专员' }

let journey: Journey
let admin: Page

beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('the first page asks for language, trade, firm and administrator', async () => {
  admin = await journey.window('林总')
  await firstRun(admin, '明岚珠宝', 'lin@example.com')
  await look(admin, 'desk-empty')
})

chapter('the administrator creates the people', async () => {
  await admin.getByRole('link', { name: '设置', exact: true }).click()
  await look(admin, 'settings')
  await admin.getByRole('link', { name: /^人员/ }).click()
  for (const who of [CLERK, MANAGER, FINANCE, OFFICER]) await createPerson(admin, who)
  await look(admin, 'people')
})
