import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { attach, card, choose, day, field, photo, press, write } from './hands.ts'

export interface Registered { readonly number: string; readonly code: string; readonly id: string }

/** Number and look-up code from the page after registration; it stays open. */
export const readRegistered = async (page: Page): Promise<Registered> => {
  await page.locator('.done-code').waitFor()
  const receipt = await page.getByRole('link', { name: /打印回执|列印回執|Print receipt/ }).getAttribute('href') ?? ''
  return { number: await page.getByRole('heading', { level: 1 }).innerText(), code: await page.locator('.done-c').innerText(), id: /complaints\/([^/]+)\//.exec(receipt)?.[1] ?? '' }
}

/** Bytes of a paper, asked for with the cookies of the page. */
export const paper = async (page: Page, complaintId: string, name: 'receipt' | 'agreement' | 'notice' | 'file') => {
  const answer = await page.request.get(`/api/v1/complaints/${complaintId}/papers/${name}`)
  expect({ name, status: answer.status(), type: answer.headers()['content-type'] }).toEqual({ name, status: 200, type: 'application/pdf' })
  const bytes = await answer.body()
  expect(bytes.subarray(0, 4).toString()).toBe('%PDF')
  return bytes
}

/** A call to the shop: who it is, two points, what was bought, and the sign-off. */
export const takeCall = async (page: Page) => {
  await page.getByRole('link', { name: '登记投诉' }).first().click()
  const who = card(page, '谁在投诉')
  await field(who, '电话').fill('13905710912')
  await card(page, '认得这位顾客吗').getByText('投诉过1次').waitFor()
  await press(page, /^就是他/)
  expect(await field(who, '怎么称呼').inputValue()).toBe('苏女士')
  await choose(who, '顾客分类', '婚庆顾客')
  const points = card(page, '说了什么，想要什么')
  await write(points, { 顾客的原话: '六爪钻戒才戴了十二天，碎钻掉了一颗，我下个月结婚要用的。', 顾客希望我们怎么做: '补好石头，再退一部分钱' })
  await points.getByRole('button', { name: /掉石、石头松动/ }).click()
  await press(points, '还有一件事')
  await field(points, '顾客的原话').nth(1).fill('我打电话来问，店员爱理不理，让我自己看着办。')
  await field(points, '顾客希望我们怎么做').nth(1).fill('给我道歉')
  await points.getByRole('button', { name: /服务态度/ }).click()
  await field(points, '顾客要求赔偿（元）').fill('800')
}

export const describeGoods = async (page: Page) => {
  await write(card(page, '来龙去脉'), { 在哪里发生的: '一店柜台', 到现在怎么样了: '打过一次电话，没有人跟进。' })
  const goods = card(page, '订单与商品')
  await write(goods, { 销售单号: 'XS20261110-031', 购买日期: day(-12), 商品或项目: '六爪钻戒', 实付金额: '12999', '条码／款号': 'R6-0312' })
  await goods.locator('summary').last().click()
  await choose(goods, '品类', '戒指')
  await choose(goods, '材质与成色', '18K金（750）')
  await field(goods, '圈口／手寸').fill('12号')
}

/** Evidence, urgency as the rules propose it, receiver, sign-off, and the button. */
export const signOff = async (page: Page) => {
  const closing = card(page, '凭证、紧急程度与签认')
  await attach(closing, await photo(page, '顾客发来的照片.jpg'))
  // She came before with another matter: that alone makes nothing urgent.
  await closing.getByText('按一般时限处理').waitFor()
  expect(await field(closing, '接待人').inputValue()).toBe('李晓芸')
  await page.getByText('还差：记录人签认').waitFor()
  await page.getByRole('checkbox', { name: /我是记录人李晓芸/ }).check()
  await press(page, '登记')
}
