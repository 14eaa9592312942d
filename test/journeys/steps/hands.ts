import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'

type Place = Page | Locator

const pageOf = (place: Place): Page => ('page' in place ? place.page() : place)

export const field = (place: Place, name: string | RegExp): Locator => place.getByRole('textbox', typeof name === 'string' ? { name, exact: true } : { name })
export const button = (place: Place, name: string | RegExp): Locator => place.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

/** Writes into fields by their labels. */
export const write = async (place: Place, texts: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(texts)) await field(place, name).fill(text)
}

export const press = (place: Place, name: string | RegExp) => button(place, name).click()

/** Opens a list by its label and takes one of its entries. */
export const choose = async (place: Place, name: string, entry: string) => {
  const box = place.getByRole('combobox', { name, exact: true })
  await box.click()
  if (await box.isEditable()) await box.fill(entry)
  await pageOf(place).locator('.ant-select-dropdown:visible').locator('.ant-select-item-option, .ant-select-tree-node-content-wrapper').filter({ hasText: entry }).first().click()
}

/** One of a group of choices. */
export const pick = (place: Place, group: string, entry: string) => place.getByRole('radiogroup', { name: group, exact: true }).getByText(entry, { exact: true }).click()

/** The form beside the page. */
export const panel = (page: Page): Locator => page.getByRole('dialog')

/** Where the tools of developers find the router and what the server said. */
interface Routed {
  readonly __TSR_ROUTER__: { navigate(to: { readonly href: string }): Promise<void> }
  readonly __TANSTACK_QUERY_CLIENT__: { invalidateQueries(all: object, how: { readonly refetchType: 'none' }): Promise<void>; removeQueries(those: { readonly type: 'inactive' }): void }
}

const pathOf = (address: string): string => address.replace(/\?.*/, '')
const to = (page: Page, path: string) => page.evaluate(async (href) => {
  const { __TSR_ROUTER__: router, __TANSTACK_QUERY_CLIENT__: said } = window as unknown as Routed
  // What was asked before is shown at once and asked again: here others did something meanwhile, and a press on what stood before is refused.
  said.removeQueries({ type: 'inactive' })
  await said.invalidateQueries({}, { refetchType: 'none' })
  await router.navigate({ href })
  await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)) })
}, path)

/** Goes there as a link of the pages does, which does not load them anew; back when what it leads to is shown. */
export const follow = async (page: Page, path: string): Promise<void> => {
  const from = new URL(page.url())
  if (from.searchParams.has('panel')) {
    await to(page, from.pathname)
    await panel(page).waitFor({ state: 'detached' })
  }
  await to(page, path)
}

/** Goes there: as a link does where somebody is among the pages already, which is cheap; else, and to see anew what others did to what is open, by loading them. */
export const visit = async (page: Page, path: string): Promise<void> => {
  const from = new URL(page.url()).pathname
  const among = await page.locator('.side, .tabs-m').count() > 0 && !/^\/(portal|sign-in)\b/.test(path) && from !== pathOf(path)
  await (among && (page.url().includes('panel=') || await panel(page).count() === 0) ? follow(page, path) : page.goto(path))
}

/** Looks at a form beside the page once it stands open. */
export const lookAtPanel = async (page: Page, name: string) => {
  await panel(page).waitFor()
  await look(page, `panel-${name}`)
}

/** A card by its heading, whatever number stands behind it. */
export const card = (page: Page, title: string): Locator => page.getByRole('region', { name: new RegExp(`^${title}`) })

/** Saves the form beside the page, which closes when it is done. */
export const save = async (page: Page, name: string | RegExp) => {
  await press(panel(page), name)
  await panel(page).waitFor({ state: 'detached' })
}

/** Draws a name on the pad of the form beside the page, and keeps it. */
export const signOn = async (page: Page) => {
  const pad = panel(page).getByRole('img', { name: '请在这里签名' })
  await eventually(() => pad.getAttribute('aria-busy')).toBe('false')
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('no place to sign')
  await pad.hover()
  await page.mouse.down()
  await page.mouse.move(box.x + 40, box.y + 20, { steps: 4 })
  await page.mouse.up()
  await press(panel(page), '签好了')
  await panel(page).getByRole('img', { name: /的签名$/ }).waitFor()
}

/** What nobody may say is marked while it is written, keeps the form from being saved, and is gone with what to say instead. */
export const markedWhileWritten = async (form: Locator, box: Locator, saving: string | RegExp) => {
  await box.fill('收款后请您删除差评。')
  await form.getByText('《反不正当竞争法》').waitFor()
  expect(await button(form, saving).isDisabled()).toBe(true)
  await press(form, '换成这句')
  await form.getByText('《反不正当竞争法》').waitFor({ state: 'detached' })
  expect(await box.inputValue()).not.toContain('删除差评')
}

const DAY = 86_400_000
/** A day as a date field takes it: `day(2)` is the day after tomorrow. */
export const day = (ahead: number): string => new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10)

export interface Picture { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }

/** A photo as a phone takes it: drawn, so that it is a real picture and nobody's. */
export const photo = async (page: Page, name: string): Promise<Picture> => {
  const bytes = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
    const pen = canvas.getContext('2d')
    if (!pen) return ''
    pen.fillStyle = '#d9d4c8'
    pen.fillRect(0, 0, 640, 480)
    pen.lineWidth = 22
    pen.strokeStyle = '#b9923f'
    pen.beginPath()
    pen.arc(320, 290, 120, 0, 2 * Math.PI)
    pen.stroke()
    pen.fillStyle = '#6b5a35'
    pen.fillRect(296, 140, 48, 34)
    return canvas.toDataURL('image/jpeg', 0.8).split(',')[1] ?? ''
  })
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes, 'base64') }
}

/** Adds a file where the place has room for one; waits until it was sent. */
export const attach = async (place: Locator, file: Picture) => {
  await place.locator('input[type=file]').first().setInputFiles(file)
  await place.getByRole('button', { name: new RegExp(file.name) }).last().waitFor()
}

const UPLOADS = /\/api\/v1\/(files|uploads)/

/** Fills a form with a file while the line is slow: what saves it waits until the file has arrived. */
export const onSlowLine = async (page: Page, saving: string, fillIn: () => Promise<void>) => {
  let arrive: () => void = () => undefined
  const slow = new Promise<void>((go) => { arrive = go })
  await page.route(UPLOADS, async (route) => { await slow; await route.continue() })
  await fillIn()
  await panel(page).getByText('附件还没传完').waitFor()
  await eventually(() => button(panel(page), saving).isDisabled()).toBe(true)
  arrive()
  await panel(page).getByText('附件还没传完').waitFor({ state: 'detached' })
  await page.unroute(UPLOADS)
}
