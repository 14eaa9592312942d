import { createContext, useContext, useMemo } from 'react'
import type { Locale } from '#contract/common.ts'
import en from '../../locales/en/web/portal.json' with { type: 'json' }
import simplified from '../../locales/zh-CN/web/portal.json' with { type: 'json' }
import traditional from '../../locales/zh-Hant/web/portal.json' with { type: 'json' }
import { speakLocale } from './api.ts'
import { zoneHere } from '../ui/zone.ts'
import { keep, recall } from './store.ts'

export type Words = typeof simplified

// All three travel with the page: switching language must not need the network.
const WORDS: Readonly<Record<Locale, Words>> = { 'zh-CN': simplified, 'zh-Hant': traditional, en }

/** The language tag for the browser: fonts, line breaking, dates. Traditional is written in Hong Kong usage. */
const TAGS: Readonly<Record<Locale, string>> = { 'zh-CN': 'zh-CN', 'zh-Hant': 'zh-HK', en: 'en-GB' }

export const LANGUAGES: readonly { readonly locale: Locale; readonly name: string; readonly tag: string }[] = [
  { locale: 'zh-CN', name: '简体', tag: 'zh-CN' },
  { locale: 'zh-Hant', name: '繁體', tag: 'zh-HK' },
  { locale: 'en', name: 'English', tag: 'en' },
]

export interface Speech {
  readonly locale: Locale
  readonly tag: string
  readonly words: Words
  /** On whose clock times are read: the firm's once a case is open. */
  readonly zone: string
}

export const speechOf = (locale: Locale): Speech => ({ locale, tag: TAGS[locale], words: WORDS[locale], zone: zoneHere() })

const KEY = 'locale'

const preferred = (language: string): Locale => {
  if (!/^zh\b/i.test(language)) return 'en'
  return /hant|-(?:hk|tw|mo)\b/i.test(language) && !/hans/i.test(language) ? 'zh-Hant' : 'zh-CN'
}

/** What the link says, else what was chosen here before, else what the browser speaks. */
export const firstLocale = (): Locale => {
  const said = new URLSearchParams(location.search).get('lang')
  if (said !== null && said in WORDS) return said as Locale
  const chosen = recall<Locale>(KEY)
  return chosen !== null && chosen in WORDS ? chosen : preferred(navigator.language)
}

export const speak = (speech: Speech) => {
  speakLocale(speech.locale)
  document.documentElement.lang = speech.tag
}

export const rememberLocale = (locale: Locale) => keep(KEY, locale)

export const SpeechContext = createContext<Speech>(speechOf('zh-CN'))
export const useSpeech = () => useContext(SpeechContext)

/** The speech of this page on the clock of a zone. */
export const useSpeechIn = (zone: string | undefined): Speech => {
  const speech = useSpeech()
  return useMemo(() => ({ ...speech, zone: zone ?? speech.zone }), [speech, zone])
}

/** Puts values into the `{{places}}` of a sentence. */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>) =>
  sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
