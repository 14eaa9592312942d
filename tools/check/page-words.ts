import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { LOCALES } from '#contract/common.ts'
import { ROOT } from '#kernel/root.ts'
import { flatten } from './flatten.ts'

const FORM = /_(zero|one|other)$/

interface Said { readonly blanks: Set<string>; readonly forms: Set<string>; empty: boolean }

/** What a locale says: key without its form for one or many → blanks of all forms together. */
const said = (locale: string, file: string): ReadonlyMap<string, Said> => {
  const all = new Map<string, Said>()
  for (const [path, text] of flatten(JSON.parse(readFileSync(join(ROOT, 'locales', locale, 'web', file), 'utf8')), file.slice(0, -5))) {
    const key = path.replace(FORM, '')
    const one = all.get(key) ?? { blanks: new Set(), forms: new Set(), empty: true }
    for (const [blank] of text.matchAll(/\{\{?\w+\}?\}/g)) one.blanks.add(blank)
    one.forms.add(FORM.exec(path)?.[1] ?? '')
    if (text.trim()) one.empty = false
    all.set(key, one)
  }
  return all
}

/** "One remedy" needs no number. */
const blanksOf = ({ blanks }: Said) => [...blanks].filter((blank) => blank !== '{{count}}').sort().join(' ')

/** English has one form for one and another for many; Chinese has the same for both, which bears no mark. */
const formFault = (locale: string, { forms }: Said): string | null => {
  if (locale === 'en') return forms.has('one') === forms.has('other') ? null : 'lacks the form for one or for many'
  return forms.has('one') || forms.has('other') ? 'has a form that Chinese does not know' : null
}

const compared = (locale: string, first: ReadonlyMap<string, Said>, words: ReadonlyMap<string, Said>): string[] => {
  const missing = [...first.keys()].filter((key) => !words.has(key)).map((key) => `${key} is missing`)
  const rest = [...words].flatMap(([key, one]) => {
    const model = first.get(key)
    if (!model) return [`${key} is in no other locale`]
    const form = formFault(locale, one)
    return [
      ...(form ? [`${key} ${form}`] : []),
      ...(blanksOf(one) === blanksOf(model) ? [] : [`${key} has other blanks than ${LOCALES[0]}`]),
      ...(one.empty === model.empty ? [] : [`${key} is empty, or is not, other than in ${LOCALES[0]}`]),
    ]
  })
  return [...missing, ...rest].map((fault) => `${locale}: web/${fault}`)
}

/** Faults of the words of the pages: every text is there in every locale, with the same blanks. @returns the faults. */
export const checkPageWords = (): string[] => {
  const files = [...new Set(LOCALES.flatMap((locale) => readdirSync(join(ROOT, 'locales', locale, 'web'))))].sort()
  return LOCALES.flatMap((locale) => {
    const there = new Set(readdirSync(join(ROOT, 'locales', locale, 'web')))
    return files.flatMap((file) => (there.has(file) ? compared(locale, said(LOCALES[0], file), said(locale, file)) : [`${locale}: web/${file} is missing`]))
  })
}
