import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import { ROOT } from './root.ts'
import { inTheirTerms, ownWord } from './terms.ts'

interface Dictionary { readonly [key: string]: string | Dictionary }
const loaded = new Map<Locale, Dictionary>()

const load = (locale: Locale): Dictionary => {
  const folder = join(ROOT, 'locales', locale)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(folder, name), 'utf8')) as Dictionary]))
}

/** All words of a locale: module → section → key. Read once. */
export const dictionary = (locale: Locale): Dictionary => {
  const words = loaded.get(locale) ?? load(locale)
  loaded.set(locale, words)
  return words
}

const find = (locale: Locale, path: readonly string[]): string | null => {
  let at: string | Dictionary | undefined = dictionary(locale)
  for (const key of path) at = typeof at === 'object' ? at[key] : undefined
  return typeof at === 'string' ? at : null
}

/** The words at `path`, `{name}` filled in. Null when the locale has none. */
export const words = (locale: Locale, path: readonly string[], params: Readonly<Record<string, unknown>> = {}): string | null =>
  (ownValue(path, locale) ?? said(find(locale, path), locale))?.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')) ?? null

const ownValue = ([area, kind, value]: readonly string[], locale: Locale) => (area === 'terms' && kind && value ? ownWord(kind, value, locale) : null)

const said = (text: string | null, locale: Locale) => (text === null ? null : inTheirTerms(text, locale))

/** The reader's locale from `Accept-Language`; Chinese first. */
export const chooseLocale = (header: string | undefined): Locale => {
  const wanted = (header ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '')
  for (const tag of wanted) {
    if (/^zh-(hant|tw|hk|mo)/.test(tag)) return 'zh-Hant'
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return 'zh-CN'
}

const FORMATS: Record<string, string> = { email: 'email', date: 'day', datetime: 'moment', uuid: 'id' }

type Issue = Parameters<z.core.$ZodErrorMap>[0]
interface Fault { readonly word: string; readonly most?: unknown; readonly least?: unknown }

const outOfBounds = (issue: Extract<Issue, { code: 'too_big' | 'too_small' }>): Fault => {
  const big = issue.code === 'too_big'
  const bound = big ? { most: issue.maximum } : { least: issue.minimum }
  if (issue.origin === 'string') return { word: big ? 'tooLong' : issue.input === '' ? 'required' : 'tooShort', ...bound }
  if (issue.origin === 'array') return { word: big ? 'tooMany' : 'tooFew', ...bound }
  return { word: big ? 'tooMuch' : 'tooLittle', ...bound }
}

const faultOf = (issue: Issue): Fault => {
  switch (issue.code) {
    case 'custom': return { word: typeof issue.params?.word === 'string' ? issue.params.word : 'format' }
    case 'too_big': case 'too_small': return outOfBounds(issue)
    case 'invalid_format': return { word: FORMATS[issue.format] ?? 'format' }
    case 'invalid_value': return { word: issue.input === undefined ? 'required' : 'choice' }
    case 'unrecognized_keys': return { word: 'unknown' }
    default: return { word: issue.input === undefined ? 'required' : 'kind' }
  }
}

/** How a faulty field is explained, in the reader's language and in words of our own: what is wrong and what would be right. */
export const faultsIn = (locale: Locale): z.core.$ZodErrorMap => (issue) => {
  const { word, ...bounds } = faultOf(issue)
  return words(locale, ['kernel', 'faults', word], bounds) ?? undefined
}
