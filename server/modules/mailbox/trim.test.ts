import { expect, test } from 'vitest'
import { trimReply } from './rules/trim.ts'

const NEW = '手表收到了，可是表带颜色不对。\n请换一条黑色的。'
const OLD = '您好，换货已经寄出。\n如有问题请回信。'

const LAYOUTS: Readonly<Record<string, string>> = {
  QQ: `${NEW}\n\n\n------------------ 原始邮件 ------------------\n发件人: "客服" <kefu@shop.example.cn>;\n发送时间: 2026年11月3日(星期二) 下午4:05\n收件人: "陈先生"<chen@example.cn>;\n主题: 换货\n\n${OLD}`,
  'QQ with hard spaces': `${NEW}\n\n------------------\u00a0原始邮件\u00a0------------------\n发件人:\u00a0"客服"\n\n${OLD}`,
  '163': `${NEW}\n\n在 2026-11-03 16:05:12，"客服" <kefu@shop.example.cn> 写道：\n\n${OLD}\n${'很长的原文\n'.repeat(12)}`,
  '网易邮箱大师': `${NEW}\n| |\n陈先生\n|\n|\nchen@example.cn\n|\n签名由 网易邮箱大师 定制\n---- 回复的原邮件 ----\n| 发件人 | 客服<kefu@shop.example.cn> |\n| 日期 | 2026年11月3日 16:05 |\n| 收件人 | chen@example.cn |\n| 主题 | 换货 |\n${OLD}`,
  Foxmail: `${NEW}\n\n\n\n陈先生\nchen@example.cn\n \n发件人： 客服\n发送时间： 2026-11-03 16:05\n收件人： 陈先生\n主题： Re: 换货\n${OLD}`,
  Outlook: `${NEW}\n\n________________________________\n发件人: 客服 <kefu@shop.example.cn>\n发送时间: 2026年11月3日 16:05\n收件人: 陈先生\n抄送: 店长\n主题: 换货\n\n${OLD}`,
  'Outlook, Hong Kong': `${NEW}\n\n寄件者: 客服 <cs@shop.example.hk>\n寄件日期: 2026年11月3日 下午 04:05\n收件者: 陳先生\n主旨: 換貨\n\n${OLD}`,
  阿里: `${NEW}\n------------------------------------------------------------------\n发件人：客服 <kefu@shop.example.cn>\n发送时间：2026年11月3日(星期二) 16:05\n收件人：陈先生<chen@example.cn>\n主　题：换货\n\n${OLD}`,
  'Gmail': `${NEW}\n\n客服 <kefu@shop.example.cn> 于2026年11月3日周二 16:05写道：\n\n> ${OLD.replace('\n', '\n> ')}\n`,
  'Apple Mail': `${NEW}\n\n发自我的 iPhone\n\n> 在 2026年11月3日，16:05，客服 <kefu@shop.example.cn> 写道：\n> \n> ${OLD.replace('\n', '\n> ')}\n`,
  'Yahoo, Hong Kong': `${NEW}\n\n    於 2026年11月3日 星期二 下午04:05:12 [GMT+8]， 客服<cs@shop.example.hk> 寫道：\n\n${OLD}`,
  Thunderbird: `${NEW}\n\n在 2026/11/3 16:05, 客服 写道:\n> ${OLD.replace('\n', '\n> ')}\n`,
}

test.each(Object.entries(LAYOUTS))('what %s quotes is set apart', (_, text) => {
  const { words, quoted } = trimReply(text)
  expect(words).toBe(NEW)
  expect(quoted).toContain('换货已经寄出')
})

test('an answer below or between is kept with what it answers', () => {
  expect(trimReply('On Tue, 3 Nov 2026 at 16:05, Shop <s@example.com>\nwrote:\n> Which colour?\n\nBlack, please.').words).toBe('Black, please.')
  const between = `Hello,\n\nOn 3 Nov 2026, at 16:05, Shop wrote:\n> Which colour?\nBlack.\n> Which size?\nLarge, and please send it to the office.\n`
  expect(trimReply(between).words).toBe('Hello,\n\n> Which colour?\nBlack.\n> Which size?\nLarge, and please send it to the office.')
})

test('what a person writes is not taken for a head, a rule or a quotation', () => {
  for (const text of ['时间：11月3日\n地点：一店\n\n店员说没有货。', `先说第一件：\n----\n表带断了。\n\n${'再说第二件。\n'.repeat(20).trim()}`, '他在柜台写道歉信。', '', '只有一行'])
    expect(trimReply(text).words).toBe(text)
})

test('what is only sent on is kept whole', () => {
  const text = '---------- Forwarded message ---------\nFrom: A <a@example.com>\nDate: Tue, Nov 3, 2026\nSubject: Broken\nTo: B <b@example.com>\n\nIt broke.'
  expect(trimReply(text)).toEqual({ words: text, quoted: '' })
})

test('hostile text takes no time', () => {
  const begun = process.cpuUsage()
  for (const piece of ['>', '- ', '在 2026-11-03 ', '发件人：', ' \u00a0\u200b', '<a@b', '写道', '_'.repeat(300)]) trimReply(piece.repeat(100_000).slice(0, 200_000))
  for (const line of ['> a\n', '发件人：x\n', 'On 3 Nov 2026\n', '--\n', '| |\n', ' \n']) trimReply(line.repeat(20_000))
  // Of its own: others may work beside it.
  expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(5_000)
})
