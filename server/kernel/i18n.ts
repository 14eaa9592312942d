import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import { ROOT } from './root.ts'

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
  find(locale, path)?.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')) ?? null

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

const faultWords: Record<Locale, z.core.$ZodErrorMap> = { 'zh-CN': z.locales.zhCN().localeError, 'zh-Hant': z.locales.zhTW().localeError, en: z.locales.en().localeError }

/** How a faulty field is explained, in the reader's language. */
export const faultsIn = (locale: Locale): z.core.$ZodErrorMap => (issue) => {
  if (issue.code === 'custom' && issue.params?.word) return words(locale, ['kernel', 'faults', String(issue.params.word)]) ?? undefined
  if (issue.input === undefined && issue.code === 'invalid_type') return words(locale, ['kernel', 'faults', 'required']) ?? undefined
  return faultWords[locale](issue)
}
