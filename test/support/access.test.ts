import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessFaults } from './access.ts'
import { theBrowser } from './browser.ts'

let page: Page
beforeAll(async () => { page = await (await theBrowser()).newPage({ viewport: { width: 613, height: 700 } }) })
afterAll(() => page.context().close())

const show = (main: string) => page.setContent(`<!doctype html><html lang="en"><head><title>A page</title><style>.pale { color: #ccc; background: #fff } .dark .plain { background: #000 } .plain { color: #111 }</style></head><body><main>${main}</main></body></html>`)
const faults = async () => (await accessFaults(page)).map((fault) => fault.split(':')[0])

test('what is met for the first time is looked at, beside what was looked at before', async () => {
  await show('<p class="plain">One</p>')
  expect(await faults()).toEqual([])
  await show('<p class="plain">Two</p><p class="pale">Three</p><section><button></button></section>')
  expect(await faults()).toEqual(['button-name', 'color-contrast'])
})

test('the same part in other surroundings is another part', async () => {
  await show('<div class="dark"><p class="plain">One</p></div>')
  expect(await faults()).toEqual(['color-contrast'])
})

test('a picture that has lost its words is another part', async () => {
  await show('<p><img src="data:," alt="A ring"></p>')
  expect(await faults()).toEqual([])
  await show('<p><img src="data:,"></p>')
  expect(await faults()).toEqual(['image-alt'])
})

test('a page without a title or a language is told, however often it was looked at', async () => {
  await page.setContent('<!doctype html><html><body><main><p class="plain">One</p></main></body></html>')
  for (const _ of [1, 2]) expect(await faults()).toEqual(['document-title', 'html-has-lang'])
})
