import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance, type Resource, type TFunction } from 'i18next'
import type { Locale, Words } from '#contract/common.ts'
import { speakerOf, spokenTree, withOwnWords } from '#contract/terms.ts'
import { ROOT } from '#kernel/root.ts'
import { readPack } from '#modules/packs/load.ts'
import type { PackBody } from '#modules/packs/shape.ts'

export type Example = PackBody['examples'][number]

type Labelled = 'categories' | 'classes' | 'fields' | 'positions' | 'causes'

/** An industry as it speaks in one language. */
export interface Trade {
  readonly locale: Locale
  readonly body: PackBody
  /** A text of the pages in the words of the industry: `t('case:next.title')`. */
  readonly t: TFunction
  /** A text of the pack. */
  say(words: Words): string
  /** What the pack calls something by its code. */
  label(of: Labelled, code: string): string
  readonly example: Example
}

const inFolder = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown] as const)

/** The words of the pages as `web/app/i18n.ts` loads them; the portal speaks to everybody alike. */
const wordsOf = (locale: Locale, body: PackBody): Resource[string] => {
  const { portal, ...staff } = Object.fromEntries([...inFolder(join(ROOT, 'locales', locale, 'web')), ...inFolder(join(ROOT, 'locales', locale)).filter(([area]) => area === 'terms')])
  const { terms } = body.pack
  const said = (terms ? spokenTree(staff, speakerOf(terms, locale)) : staff) as Record<string, Record<string, unknown>>
  return { ...said, terms: withOwnWords(said.terms ?? {}, terms?.values, locale), portal } as Resource[string]
}

export const tradeOf = async (pack: string, locale: Locale, worked: string): Promise<Trade> => {
  const body = readPack(ROOT, pack)
  const example = body.examples.find(({ code }) => code === worked)
  if (!example) throw new Error(`${pack}: no worked case ${worked}`)
  const speech = createInstance()
  await speech.init({ lng: locale, fallbackLng: false, resources: { [locale]: wordsOf(locale, body) }, interpolation: { escapeValue: false } })
  const say = (words: Words) => words[locale] || words['zh-CN']
  const label = (of: Labelled, code: string) => {
    const found = body[of].find((each) => each.code === code)
    if (!found) throw new Error(`${pack}: ${of} without ${code}`)
    return say(found.label)
  }
  return { locale, body, example, t: speech.t, say, label }
}

/** The language of a browser at home there. */
export const BROWSERS: Readonly<Record<Locale, string>> = { 'zh-CN': 'zh-CN', 'zh-Hant': 'zh-HK', en: 'en-GB' }
