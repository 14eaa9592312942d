import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Journey, OPENING_MS, openJourney, storyOf } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { type Somebody, signedIn } from './steps/begin.ts'
import { deskOf, HEADLESS, hire, registerBy } from './steps/staff.ts'

const CLERK: Somebody = { name: '李晓芸', email: 'li@example.com', unit: '一店', position: 'clerk' }

let journey: Journey
let clerk: Page

beforeAll(async () => {
  journey = await openJourney(HEADLESS)
  await hire(journey, [CLERK])
  const desk = await deskOf(journey, CLERK.email)
  for (const name of ['何先生', '赵先生', '钱先生']) await registerBy(desk, '一店', { customer: { name } })
  clerk = await signedIn(journey, CLERK)
}, OPENING_MS)
afterAll(() => journey.close())

const chapter = storyOf(() => journey)

chapter('each figure of the desk opens as many complaints as it counts', async () => {
  const figures = clerk.getByRole('navigation', { name: '数字' })
  await figures.waitFor()
  const names = await figures.getByRole('link').allInnerTexts()
  expect(names.map((name) => name.replace(/\D/g, ''))).toEqual(['3', '3', '0', '3', '0', '0', '0', '0', '0'])
  for (const [at, name] of names.entries()) {
    await clerk.goto('/')
    await figures.getByRole('link').nth(at).click()
    await clerk.getByRole('search', { name: '筛选' }).getByText(`共${name.replace(/\D/g, '')}件`, { exact: true }).waitFor()
  }
  await look(clerk, 'list-from-figure')
})
