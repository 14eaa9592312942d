import type { Locale } from '#contract/common.ts'

/** Characters that are written so only in one of the two ways, frequent ones. */
const TRADITIONAL = /[們個這為來時說對過還後發現開關問題應該訂單電話買賣錢處請謝給覺認講實點嗎麼樣體業務員門間聯繫號碼達資報價週幾萬與國會學當進裡讓從嚴選單變據]/gu
const SIMPLIFIED = /[们个这为来时说对过还后发现开关问题应该订单电话买卖钱处请谢给觉认讲实点吗么样体业务员门间联系号码达资报价周几万与国会学当进里让从严选单变据]/gu
const HAN = /\p{Script=Han}/u

const countOf = (text: string, signs: RegExp): number => text.match(signs)?.length ?? 0

/** In which language to answer somebody who wrote this. */
export const languageOf = (text: string): Locale => {
  if (!HAN.test(text)) return /[a-z]{3}/i.test(text) ? 'en' : 'zh-CN'
  return countOf(text, TRADITIONAL) > countOf(text, SIMPLIFIED) ? 'zh-Hant' : 'zh-CN'
}
