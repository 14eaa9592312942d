import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { attach, button, card, choose, day, field, markedWhileWritten, panel, photo, pick, press, save, write } from './hands.ts'

const next = (page: Page) => card(page, '现在该做')

/** Presses what the page says is to be done now. */
export const doNext = (page: Page, name: string) => press(next(page), name)

export const acknowledge = async (page: Page) => {
  await write(panel(page), { 说了什么: '收到了，我姓李，今天就把戒指送去看。', 为什么不能当场解决: '要送质检看镶口', 下次联系是哪天: day(2) })
  await save(page, '记下已告知')
}

export const restate = async (page: Page) => {
  await field(panel(page), '我听到的是').fill('苏女士买的六爪钻戒，戴了十二天掉了一颗碎钻；来电询问时店员态度冷淡。希望补好、退一部分钱并道歉。')
  await panel(page).getByRole('checkbox', { name: '顾客确认：说得对' }).check()
  await save(page, '存为双方认可的事实')
}

export const verify = async (page: Page) => {
  await pick(panel(page), '有这笔订单或记录吗？', '是')
  await pick(panel(page), '是我们提供的吗？', '是')
  await field(panel(page), '怎么核对的').fill('查到销售单XS20261110-031')
  await save(page, '记下核对结果')
}

export const classifyFirst = async (page: Page) => {
  await field(panel(page), '我们怎么理解').fill('镶口松动掉碎钻')
  await pick(panel(page), '伤害程度', '较重')
  await save(page, '保存归类')
}

/** What was found about the first point, with a photo, whose it is and why. */
export const findFirst = async (page: Page) => {
  await field(panel(page), '查到了什么').fill('显微镜下看到第四爪内侧有砂眼，镶口没有压实。')
  await pick(panel(page), '责任判定', '本公司责任')
  await choose(panel(page), '根本原因', '镶嵌不牢')
  await choose(panel(page), '怎么查的', '产品检验')
  await attach(panel(page), await photo(page, '镶口放大.jpg'))
}

export const findSecond = async (page: Page) => {
  await field(panel(page), '查到了什么').fill('通话录音核实，接听时两次打断顾客。')
  await pick(panel(page), '责任判定', '本公司责任')
  await save(page, '存下结论')
}

/** A gift out of the standard and a refund of our own. */
export const fillProposal = async (page: Page, refund: string) => {
  const form = panel(page)
  await form.getByText('免费补镶同级宝石并加固全部镶口').waitFor()
  await press(form, /^维修/)
  await press(form, /^礼品或礼券/)
  await press(form, '加一项')
  const line = form.locator('.line').last()
  await field(line, '金额（元）').fill(refund)
  await field(line, '说明').fill('退回部分货款')
  await form.getByText('要店长核准后才能告诉顾客').waitFor()
  await field(form, '为什么这样处理').fill('镶口工艺问题，责任在我们；婚期临近，尽快补好。')
}

export const offer = async (page: Page, words: string) => {
  await field(panel(page), '跟顾客说的话').fill(words)
  await save(page, /^把方案告诉/)
}

/** Approved wording for a no is begun with. */
export const pickWording = async (page: Page) => {
  await press(panel(page), '插入话术')
  const library = page.getByRole('dialog', { name: '话术' })
  const phrase = library.locator('button.phrase').first()
  const words = await phrase.locator('span').first().innerText()
  await library.getByText('说不', { exact: true }).first().waitFor()
  await phrase.click()
  await expect.poll(() => field(panel(page), '为什么不能同意').inputValue()).toContain(words)
}

export const declineCounter = async (page: Page) => {
  await pickWording(page)
  await markedWhileWritten(panel(page), field(panel(page), '为什么不能同意'), '答复顾客')
  await field(panel(page), '为什么不能同意').fill('碎钻和镶口由我们免费补好，戒指不影响佩戴；按补偿标准，退一半货款超出了实际损失。')
  await panel(page).getByRole('checkbox', { name: '申请调解' }).check()
}

/** One task is begun and done: money with a reference, other things with a photo. */
export const doTask = async (page: Page, title: RegExp, proof: { readonly reference?: string; readonly file?: string }) => {
  const task = card(page, '谈妥之后').getByRole('listitem').filter({ hasText: title })
  await press(task, '开始办')
  await task.getByText('正在办').waitFor()
  await press(task, '办完了')
  const form = panel(page)
  await field(form, '办得怎么样').fill('已经办好，顾客确认收到。')
  expect(await button(form, '记为办完').isDisabled()).toBe(true)
  if (proof.reference) await field(form, '凭证号').fill(proof.reference)
  if (proof.file) await attach(form, await photo(page, proof.file))
}

/** Asked by somebody who did not handle the case; the customer came back before day two. */
export const followUp = async (page: Page) => {
  const form = panel(page)
  await pick(form, '这次的处理结果，您满意吗？', '满意')
  await form.locator('[aria-label^="请您给这次处理打个分"]').getByRole('radio').nth(4).click()
  await field(form, '顾客还说了什么').fill('补得很好，谢谢。')
  expect(await button(form, '记下回访').isDisabled()).toBe(true)
  await form.getByRole('checkbox', { name: '顾客自己提前来说的' }).check()
}

export const close = async (page: Page) => {
  await write(panel(page), { 起因: '来料爪位有砂眼，出厂检验漏检。', 影响: '退款六百元，补镶一次，顾客婚期未受影响。', 改进: '每周抽检镶口；接听来电先道歉再询问。' })
}
