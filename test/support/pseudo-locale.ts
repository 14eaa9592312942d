import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Locale } from '#contract/common.ts'
import { dictionary } from '#kernel/i18n.ts'
import { textsOn } from './texts-on.ts'

/** Loads the words of a locale; names those of the server that the pages say, too. */
const LOADER = fileURLToPath(new URL('../../web/app/words/zh-hant.ts', import.meta.url))
const LOCALE = fileURLToPath(new URL('../../locales/zh-Hant/', import.meta.url))
const PARTS = fileURLToPath(new URL('../../dist/web/assets/', import.meta.url))
const COMPONENTS = fileURLToPath(new URL('../../node_modules/antd/es/locale/zh_HK.js', import.meta.url))

const read = (path: string): unknown => JSON.parse(readFileSync(join(LOCALE, path), 'utf8'))
const below = (value: object, change: (inner: unknown) => unknown) => Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]))
const bracketed = (value: unknown): unknown => (typeof value === 'string' ? value && `⟦${value}⟧` : below(value as object, bracketed))

const stringsIn = (value: unknown): string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [])
/** A word of the machine that a page ought to translate: `walkIn`, `follow-up.record`. */
const isCode = (text: string) => /^[a-z][A-Za-z]{2,}([.-][a-z][A-Za-z-]*)*$/.test(text)

/** The portal carries its words in its own part, written there as texts of the program: each of them in brackets. */
const bracketedIn = (code: string): string => stringsIn(read('web/portal.json')).filter((text) => /\p{sc=Han}/u.test(text)).reduce((all, text) => {
  const written = JSON.stringify(text).slice(1, -1)
  return ['"', '`', "'"].reduce((part, quote) => part.replaceAll(`${quote}${written}${quote}`, `${quote}⟦${written}⟧${quote}`), all)
}, code)

/** The parts that were built with words of the portal: how the program is divided is for the builder to say. */
const partsWithWords = (): readonly string[] => {
  const longest = stringsIn(read('web/portal.json')).reduce((one, other) => (other.length > one.length ? other : one))
  return readdirSync(PARTS).filter((name) => name.endsWith('.js') && readFileSync(join(PARTS, name), 'utf8').includes(JSON.stringify(longest).slice(1, -1)))
}

interface Words { [key: string]: string | Words }

/** While it runs, the server says the words of a locale in brackets. */
export const inBrackets = async <T>(locale: Locale, run: () => Promise<T>): Promise<T> => {
  const words = dictionary(locale) as Words
  const plain = { ...words }
  for (const [area, texts] of Object.entries(plain)) words[area] = bracketed(texts) as Words
  return run().finally(() => Object.assign(words, plain))
}

/** What of a text stands in no locale file and is none of these data. */
export const strayIn = (text: string, data: readonly string[]): string => [...data].sort((a, b) => b.length - a.length).reduce((rest, one) => rest.replaceAll(one, ' '), outside(text)).replace(/\P{L}+/gu, ' ').trim()

/** What a page may show of an answer: names, texts, numbers; of a text in three languages the one that is spoken. */
const shownOf = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return stringsIn(value).filter((text) => !isCode(text))
  if ('zh-Hant' in value) return stringsIn(value['zh-Hant'])
  return Object.values(value).flatMap(shownOf)
}

interface Pseudo {
  /** Texts on this screen that stand in no locale file and came from no answer of the server. */
  strays(): Promise<readonly string[]>
}

/** Keys of the keyboard, the first letter of a name, times as the browser writes them, the languages' own names, words the rules listen for and the names of rules are said as they are; the icon of a named button is not said. */
const AS_IT_IS = 'kbd, .face, .brand i, #slot option, [lang]:not(html), .cat-k, .exs, th[title], li[title], [aria-label]:not(.anticon) .anticon'

/** The text without what stands in brackets, however deep. */
const outside = (text: string): string => {
  const inner = text.replace(/⟦[^⟦⟧]*⟧/g, ' ')
  return inner === text ? text : outside(inner)
}

/** Serves the words of the pages in brackets ⟦…⟧ to this window, which must speak traditional Chinese and not have loaded them yet. */
export const bracketWords = async (page: Page): Promise<Pseudo> => {
  const shared = [...readFileSync(LOADER, 'utf8').matchAll(/zh-Hant\/([\w-]+)\.json/g)].map(([, area = '']) => area)
  const areas = [...readdirSync(join(LOCALE, 'web')).filter((file) => file !== 'portal.json').map((file) => [file.slice(0, -5), read(`web/${file}`)] as const), ...shared.map((area) => [area, read(`${area}.json`)] as const)]
  const words = Object.fromEntries(areas.map(([area, texts]) => [area, bracketed(texts)]))
  await page.context().route('**/assets/zh-hant-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: `export const words = ${JSON.stringify(words)}` }))
  for (const part of partsWithWords()) await page.context().route(`**/assets/${part}`, (route) => route.fulfill({ contentType: 'text/javascript', body: bracketedIn(readFileSync(join(PARTS, part), 'utf8')) }))
  const { default: component } = await import(COMPONENTS) as { default: unknown }
  const known = new Set(stringsIn(component))
  const reading: Promise<void>[] = []
  page.on('response', (response) => {
    if (response.url().includes('/api/') && response.headers()['content-type']?.includes('json')) reading.push(response.json().then((body) => { for (const text of shownOf(body)) known.add(text) }, () => undefined))
  })
  return {
    strays: async () => {
      await Promise.all(reading.splice(0))
      const data = [...known].flatMap((text) => [text, ...text.split('\n')]).map((text) => text.trim()).filter((text) => text.length > 1 || /[a-z]/i.test(text)).sort((a, b) => b.length - a.length)
      const whole = [...known].join('\n')
      const without = (text: string) => data.reduce((rest, one) => (/^[A-Za-z]{1,2}$/.test(one) ? rest.replace(new RegExp(`(?<!\\p{L})${one}(?!\\p{L})`, 'gu'), ' ') : rest.replaceAll(one, ' ')), text)
      // Of a long text a page may show the beginning.
      const isBeginning = (text: string) => text.length > 5 && whole.includes(text.replace(/…$/, '').trim())
      const speaks = (text: string) => /\p{L}/u.test(text)
      return (await textsOn(page, AS_IT_IS)).map((text) => [text, outside(text)] as const)
        .filter(([text, rest]) => speaks(rest) && speaks(without(rest)) && !isBeginning(text)).map(([text]) => text)
    },
  }
}
