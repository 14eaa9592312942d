import dayjs from 'dayjs'
import i18next, { type TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { LOCALES, type Locale, type Terms, type Words } from '#contract/common.ts'
import { speakerOf, spokenTree, withOwnWords } from '#contract/terms.ts'
import { speakLocale } from './call.ts'
import type { Bundle } from './words/bundle.ts'

const KEPT = 'wenguo.locale'

const isLocale = (text: string | null): text is Locale => LOCALES.some((locale) => locale === text)

const fromBrowser = (): Locale => {
  const wanted = navigator.language.toLowerCase()
  if (!wanted.startsWith('zh')) return 'en'
  return /hant|-(?:tw|hk|mo)$/.test(wanted) && !wanted.includes('hans') ? 'zh-Hant' : 'zh-CN'
}

/** The language of this browser before anybody signed in. */
export const localeHere = (): Locale => {
  const kept = localStorage.getItem(KEPT)
  return isLocale(kept) ? kept : fromBrowser()
}

const loaders: Readonly<Record<Locale, () => Promise<{ words: Bundle }>>> = {
  'zh-CN': () => import('./words/zh-cn.ts'),
  'zh-Hant': () => import('./words/zh-hant.ts'),
  en: () => import('./words/en.ts'),
}
const days: Readonly<Record<Locale, () => Promise<unknown>>> = {
  'zh-CN': () => import('dayjs/locale/zh-cn.js'),
  'zh-Hant': () => import('dayjs/locale/zh-hk.js'),
  en: () => Promise.resolve(),
}
/** For fonts, quotation marks and line breaks. Traditional is written in Hong Kong usage. */
export const TAGS: Readonly<Record<Locale, string>> = { 'zh-CN': 'zh-CN', 'zh-Hant': 'zh-HK', en: 'en' }
const dayNames: Readonly<Record<Locale, string>> = { 'zh-CN': 'zh-cn', 'zh-Hant': 'zh-hk', en: 'en' }

const INDUSTRY = 'wenguo.industry'

const keptIndustry = (): Terms | null => {
  try {
    return JSON.parse(localStorage.getItem(INDUSTRY) ?? 'null') as Terms | null
  } catch {
    return null
  }
}

let industry = keptIndustry()

const inTheirWords = (words: Bundle, terms: Terms, locale: Locale): Bundle => {
  const said = spokenTree(words, speakerOf(terms, locale))
  return { ...said, terms: withOwnWords(said['terms'] ?? {}, terms.values, locale) }
}

const add = async (locale: Locale) => {
  const { words } = await loaders[locale]()
  const said = industry ? inTheirWords(words, industry, locale) : words
  for (const [area, texts] of Object.entries(said)) i18next.addResourceBundle(locale, area, texts, true, true)
}

/** Loads a language and speaks it from now on: pages, dates, and the server's answers. */
export const speak = async (locale: Locale) => {
  await Promise.all([add(locale), days[locale]()])
  speakLocale(locale)
  dayjs.locale(dayNames[locale])
  localStorage.setItem(KEPT, locale)
  document.documentElement.lang = TAGS[locale]
  await i18next.changeLanguage(locale)
}

/** From now on the pages say what the industry of the organisation says: a hospital has patients, not customers. */
export const speakIndustry = async (terms: Terms | null) => {
  if (JSON.stringify(terms) === JSON.stringify(industry)) return
  industry = terms
  localStorage.setItem(INDUSTRY, JSON.stringify(terms))
  await speak(localeNow())
}

export const startWords = async () => {
  speakLocale(localeHere())
  await i18next.use(initReactI18next).init({
    lng: localeHere(), fallbackLng: false, supportedLngs: [...LOCALES], ns: [], defaultNS: 'common', fallbackNS: 'common', resources: {},
    interpolation: { escapeValue: false }, returnNull: false, react: { useSuspense: false },
  })
  await speak(localeHere())
}

export const localeNow = (): Locale => (isLocale(i18next.language) ? i18next.language : 'zh-CN')

/** Texts as somebody of another language reads them; null while they come. */
export const useWordsFor = (locale: Locale): TFunction | null => {
  const [here, setHere] = useState(() => (i18next.hasResourceBundle(locale, 'case') ? locale : null))
  useEffect(() => {
    if (here !== locale) void add(locale).then(() => setHere(locale))
  }, [here, locale])
  return here === locale ? i18next.getFixedT(locale) : null
}

/** A text of the pack in the reader's language. */
export const say = (words: Words): string => words[localeNow()] || words['zh-CN'] || words['zh-Hant'] || words.en

/** The word for a value of a contract's enumeration: `term('channel', 'phone')` → 电话. */
export const useTerm = () => {
  const { t } = useTranslation('terms')
  return (kind: string, value: string): string => t(`${kind}.${value}`, { defaultValue: value })
}
