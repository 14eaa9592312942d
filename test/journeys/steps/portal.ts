import type { Page } from 'playwright-core'
import { field, press, write } from './hands.ts'

/** What the portal says, in the customer's language. */
export interface Told { readonly what: string; readonly text: string; readonly name: readonly [label: string, value: string]; readonly phone: readonly [label: string, value: string]; readonly submit: string }

export const tell = async (page: Page, { what, text, name, phone, submit }: Told) => {
  await write(page, { [what]: text, [name[0]]: name[1], [phone[0]]: phone[1] })
  await press(page, submit)
}

/** Opens a case with its number and code. */
export const openCase = async (page: Page, number: string, code: string) => {
  await page.goto(`/portal?case=${number}`)
  await field(page, '查询码').fill(code)
  await press(page, '查看')
  await page.getByRole('list', { name: '进展，共五步' }).waitFor()
}

export const askForMore = async (page: Page, amount: string, wish: string) => {
  await page.getByRole('radio', { name: /^想要别的办法/ }).check()
  await field(page, '您觉得多少钱合适（元） 选填').fill(amount)
  await field(page, '您觉得怎样才公道').fill(wish)
}

export const accept = async (page: Page) => {
  await page.getByRole('radio', { name: /^同意/ }).check()
  await press(page, '同意这个方案')
  await page.getByRole('heading', { name: '确定同意这个方案吗？' }).waitFor()
}
