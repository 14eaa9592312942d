import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Locale } from '#contract/common.ts'
import { ROOT } from '#kernel/root.ts'
import { notSimplified, onlySimplified } from '../../web/ui/scripts.ts'
import { flatten } from './flatten.ts'

/** Traditional in some words, simplified in others. */
const SIMPLIFIED_HERE = /万|于(?!先生|女士|小姐|太太)|几(?!何|乎)|(?<![公英海方右阿])里(?!程|數)|(?<![皇太])后|范(?=圍|例|本)|[示規模]范|其余|余(?=額|下)|[聯關]系|[標批]准(?=確)|准(?=時|備)|采(?=取|用|購)|制(?=造|作|成)|面(?=粉|包)|征(?=求|兆)|[特象]征|委托|咨|松(?=動|開)|斗(?=爭)/gu
/** In GB 2312 for names and old words, traditional in ours. */
const TRADITIONAL_IN_GB = /[於祇]/gu

const once = (signs: readonly string[]): readonly string[] => [...new Set(signs)]

/** What a text in traditional characters holds that is written so only in simplified ones. */
export const simplifiedIn = (text: string): readonly string[] =>
  once([...onlySimplified(text), ...(text.match(SIMPLIFIED_HERE) ?? []), ...(text.match(/[“”‘’]/g) ?? [])])

/** What a text in simplified characters holds that is not written so there. */
export const traditionalIn = (text: string): readonly string[] =>
  once([...notSimplified(text), ...(text.match(TRADITIONAL_IN_GB) ?? []), ...(text.match(/[「」『』]/g) ?? [])])

/** What an English text holds of Chinese: characters, and signs as wide as they. */
export const chineseIn = (text: string): readonly string[] => once(text.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu) ?? [])

/** Said on the mainland and not in Hong Kong, with what is said there. */
const NOT_SAID: readonly (readonly [RegExp, string])[] = [
  [/信息/, '訊息、資料'], [/默認|缺省/, '預設'], [/視頻/, '影片'], [/打印(?!記)/, '列印'], [/登錄/, '登入'], [/退出登入|注銷/, '登出'], [/短信/, '短訊'], [/郵箱|電子郵件/, '電郵'], [/鼠標/, '滑鼠'],
  [/質量/, '質素、品質'], [/反饋/, '回應、意見'], [/點擊/, '按'], [/加載/, '載入'], [/刷新/, '重新整理'], [/服務器/, '伺服器'], [/數據庫/, '資料庫'], [/文件夾/, '資料夾'], [/上傳/, '上載'], [/快遞/, '速遞'],
  [/搜索/, '搜尋'], [/導出/, '匯出'], [/導入/, '匯入'], [/門店/, '分店'], [/超時/, '逾時'], [/接口|界面/, '介面'], [/小票/, '收據'], [/手機號/, '電話號碼'], [/聯[系繫]/, '聯絡'], [/[帳賬]號|賬戶/, '帳戶'],
  [/什麼/, '甚麼'], [/裡/, '裏'], [/著(?!名|作)/, '着'], [/紀錄/, '記錄'], [/激活/, '啟用'], [/當場/, '即場'], [/照片/, '相片'], [/你/, '您'],
  [/工作日(?!曆)/, '工作天'], [/合同/, '合約'], [/簽字/, '簽署'], [/外單位/, '外間機構'], [/營業員/, '營業代表'], [/護士長/, '病房經理'], [/牽頭/, '統籌'], [/對接/, '聯絡'],
  // Industries put their own word in the place of these.
  [/客戶(?!服務)/, '顧客'], [/商品/, '貨品'],
]

/** What a text of ours for readers in Hong Kong says otherwise than they and the rest of our words do, with what is said instead. */
export const mainlandIn = (text: string): readonly string[] => NOT_SAID.flatMap(([word, said]) => {
  const found = word.exec(text)
  return found ? [`${found[0]} (${said})`] : []
})

/** Industries put their own word in the place of 顾客, and find no other. */
const otherwiseIn = (text: string): readonly string[] => (text.includes('客户') ? ['客户 (顾客)'] : [])

/** Each language is called by its own name; tables of others head their columns as they like; our mark is Chinese, sums on papers are also written in Chinese, and a sign may have no Latin form. */
const AS_THEY_ARE = /^terms\.locale\.|\.rmb$|^web\/common\.mark$|^papers\.common\.uncovered$|^importing\.alsoCalled\./
/** What customers say in the demo, they say in their way. */
const SPOKEN = /\(您\)$/

const faultsIn: Readonly<Record<Locale, (text: string) => readonly string[]>> = {
  'zh-CN': (text) => [...traditionalIn(text), ...otherwiseIn(text)], 'zh-Hant': (text) => [...simplifiedIn(text), ...mainlandIn(text)], en: chineseIn,
}

const textsIn = (path: string, name: string) => flatten(JSON.parse(readFileSync(join(ROOT, path), 'utf8')), name)

const written = (locale: Locale, file: string): string[] => textsIn(`locales/${locale}/${file}`, file.slice(0, -5))
  .flatMap(([key, text]) => (AS_THEY_ARE.test(key) ? [] : faultsIn[locale](text).map((sign) => `${locale}: ${key} holds ${sign}`)))

const demonstrated = (locale: Locale): string[] => textsIn(`server/demo/words/${locale.toLowerCase()}.json`, 'demo')
  .flatMap(([key, text]) => faultsIn[locale](text).filter((sign) => !SPOKEN.test(sign)).map((sign) => `${locale}: ${key} holds ${sign}`))

/** In packs customers and colleagues are quoted, and the industry says what it calls its customers and goods; titles of laws stay as they are. */
const OF_PACKS = /\((您|顧客|貨品)\)$/
const TITLE = /《[^》]*》/g

/** Every text in traditional Chinese below a value of a pack's file, with the way there. */
const hantIn = (value: unknown, path: string): [path: string, text: string][] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'zh-Hant' ? [[path, String(inner)] as [string, string]] : hantIn(inner, `${path}.${key}`)))
}

const packed = (): string[] => readdirSync(join(ROOT, 'packs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  .flatMap((file) => hantIn(parse(readFileSync(join(ROOT, 'packs', file), 'utf8')), file))
  .flatMap(([path, text]) => mainlandIn(text.replaceAll(TITLE, '')).filter((word) => !OF_PACKS.test(word)).map((word) => `packs/${path} holds ${word}`))

/** Texts of ours in the writing of another language: simplified characters among traditional ones, words of the mainland in Hong Kong. */
export const checkWriting = (): string[] => [...packed(), ...(Object.keys(faultsIn) as Locale[])
  .flatMap((locale) => [...readdirSync(join(ROOT, 'locales', locale), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json')).flatMap((file) => written(locale, file)), ...demonstrated(locale)])]
