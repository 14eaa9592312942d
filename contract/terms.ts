import type { Locale, OwnWords, Terms } from './common.ts'

/** What every text of ours calls them, in pages, messages, papers and the general pack. */
export const OURS: Terms = {
  customer: { one: { 'zh-CN': '顾客', 'zh-Hant': '顧客', en: 'customer' }, many: { 'zh-CN': '顾客', 'zh-Hant': '顧客', en: 'customers' } },
  product: { one: { 'zh-CN': '商品', 'zh-Hant': '貨品', en: 'product' }, many: { 'zh-CN': '商品', 'zh-Hant': '貨品', en: 'products' } },
  order: { one: { 'zh-CN': '订单', 'zh-Hant': '訂單', en: 'order' }, many: { 'zh-CN': '订单', 'zh-Hant': '訂單', en: 'orders' } },
}
const NAMES = ['customer', 'product', 'order'] as const

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const articleOf = (word: string) => (/^[aeiou]/i.test(word) ? 'an' : 'a')

/** Blanks and nestings are keys, not words: they stay as they are. */
const KEYS = /(\{\{?[^{}]*\}?\}|\$t\([^)]*\))/

type Speak = (text: string) => string

const inEnglish = (terms: Terms): Speak => {
  const pairs = NAMES.flatMap((name) => [[OURS[name].many.en, terms[name].many.en], [OURS[name].one.en, terms[name].one.en]] as const).filter(([ours, theirs]) => ours !== theirs)
  if (!pairs.length) return (text) => text
  const theirs = new Map(pairs.flatMap(([from, to]) => [[from, to], [capital(from), capital(to)]]))
  // "in order to" is no order.
  const pattern = new RegExp(`\\b(?:(an?) )?(?<!\\bin )(${[...theirs.keys()].join('|')})\\b`, 'gi')
  return (text) => text.replace(pattern, (whole: string, article: string | undefined, word: string) => {
    const said = theirs.get(word)
    if (!said) return whole
    if (!article) return said
    const fitting = articleOf(said)
    return `${/^[A-Z]/.test(article) ? capital(fitting) : fitting} ${said}`
  })
}

const inChinese = (terms: Terms, locale: 'zh-CN' | 'zh-Hant'): Speak => (text) => NAMES.reduce((said, name) => said.replaceAll(OURS[name].one[locale], terms[name].one[locale]), text)

/** How an industry says a text of ours: a hospital has patients, a cement works customers of another kind (患者、客户). */
export const speakerOf = (terms: Terms, locale: Locale): Speak => {
  const speak = locale === 'en' ? inEnglish(terms) : inChinese(terms, locale)
  return (text) => text.split(KEYS).map((part, i) => (i % 2 === 0 ? speak(part) : part)).join('')
}

/** Every text of a tree of words, said so. */
export const spokenTree = <T>(tree: T, speak: Speak): T => {
  if (typeof tree === 'string') return speak(tree) as T
  if (Array.isArray(tree)) return tree.map((item) => spokenTree(item, speak)) as T
  if (typeof tree !== 'object' || tree === null) return tree
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, spokenTree(value as unknown, speak)])) as T
}

/** A tree of words as an industry says it; without words of its own as it is. */
export const inTermsOf = <T>(terms: Terms | null | undefined, locale: Locale, tree: T): T => (terms ? spokenTree(tree, speakerOf(terms, locale)) : tree)

type Values = Readonly<Record<string, unknown>>

/** The words for values (`terms.json`), those that an industry has of its own in their place. */
export const withOwnWords = (words: Values, own: OwnWords | undefined, locale: Locale): Values => ({
  ...words,
  ...Object.fromEntries(Object.entries(own ?? {}).map(([kind, values]) => [kind, { ...words[kind] as Values, ...Object.fromEntries(Object.entries(values).map(([value, said]) => [value, said[locale]])) }])),
})
