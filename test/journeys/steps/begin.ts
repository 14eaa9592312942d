import type { Page } from 'playwright-core'
import { eventually, type Journey } from '#test/journey.ts'
import { look } from '#test/journey-look.ts'
import { choose, field, panel, press, save, write } from './hands.ts'

export const PASSWORD = 'correct horse battery'

export interface Somebody { readonly name: string; readonly email: string; readonly unit: string; readonly position: string; readonly phone?: string }

/** Language, trade, firm and administrator on the first page of a fresh installation. */
export const firstRun = async (page: Page, organization: string, email: string) => {
  await page.waitForURL('**/first-run')
  await press(page, 'English')
  await page.getByRole('heading', { name: 'Begin with Wenguo' }).waitFor()
  await press(page, '简体中文')
  await page.getByRole('radio', { name: /珠宝/ }).check()
  await look(page, 'first-run')
  await press(page, '开始使用')
  await eventually(() => page.getByText('这一项要填').count()).toBe(4)
  await write(page, { 企业名称: organization, 您的姓名: '林总', 邮箱: email, 密码: PASSWORD })
  await press(page, '开始使用')
  await page.getByRole('heading', { name: /林总，/ }).waitFor()
}

export const createPerson = async (page: Page, who: Somebody) => {
  await press(page, '新增人员')
  const form = panel(page)
  await write(form, { 姓名: who.name, 邮箱: who.email, 电话: who.phone ?? '' })
  await choose(form, '部门', who.unit)
  await choose(form, '职位', who.position)
  await field(form, '初始密码').fill(PASSWORD)
  await save(page, '保存')
  await page.getByRole('button', { name: who.name, exact: true }).waitFor()
}

/** A window in which somebody is signed in; it goes nowhere until it is told to, unless there is a `path`. */
export const signedIn = (journey: Journey, who: Somebody, window: Parameters<Journey['window']>[1] = {}): Promise<Page> =>
  journey.window(who.name, { path: null, as: { email: who.email, password: PASSWORD }, ...window })

export const signIn = async (page: Page, email: string, english = false) => {
  await write(page, english ? { 'E-mail': email, Password: PASSWORD } : { 邮箱: email, 密码: PASSWORD })
  await press(page, english ? 'Sign in' : '登录')
  // The pages now speak the language of the account, whatever the browser speaks.
  await page.getByRole('navigation', { name: /^(主导航|Main)$/ }).waitFor()
}
