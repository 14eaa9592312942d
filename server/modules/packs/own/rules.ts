import { LOCALES, Words } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/own.ts'
import type { Field } from '#contract/packs.ts'

type Item = Readonly<Record<string, unknown>>
export interface OwnFault { readonly refusal: Refusal; readonly params?: Record<string, string>; readonly field: string }
interface Known { /** Fields in use, as people see them. */ readonly fields: readonly Field[]; readonly categories: readonly { readonly code: string }[] }

const keyOf = (name: string) => name.normalize('NFKC').trim().toLowerCase()
const isNamedAlike = (a: Words, b: Words) => LOCALES.some((locale) => keyOf(a[locale]) !== '' && keyOf(a[locale]) === keyOf(b[locale]))

const choiceFault = ({ type, choices = [] }: Field): OwnFault | null => {
  if (type !== 'choice' && type !== 'several') return null
  const living = choices.filter(({ retired }) => !retired)
  if (!living.length) return { refusal: contract.choicesMissing, field: 'choices' }
  const twice = living.find((one, i) => living.some((other, j) => j < i && (other.code === one.code || isNamedAlike(other.label, one.label))))
  return twice ? { refusal: contract.choiceTwice, params: { name: twice.label['zh-CN'] }, field: 'choices' } : null
}

const fieldFault = (field: Field, { fields, categories }: Known): OwnFault | null => {
  const stray = field.categories?.find((code) => !categories.some((one) => one.code === code))
  if (stray) return { refusal: contract.categoryUnknown, params: { category: stray }, field: 'categories' }
  const same = fields.find((one) => one.code !== field.code && isNamedAlike(one.label, field.label))
  if (same) return { refusal: contract.namesake, params: { name: same.label['zh-CN'] }, field: 'label/zh-CN' }
  return choiceFault(field)
}

/** Every text that people read, with where it stands. */
const textsIn = (value: unknown, path: readonly string[]): readonly (readonly [string, string])[] => {
  if (typeof value !== 'object' || value === null) return []
  const words = Words.safeParse(value)
  if (words.success) return LOCALES.map((locale) => [[...path, locale].join('/'), words.data[locale]])
  return Object.entries(value).flatMap(([key, part]) => textsIn(part, [...path, key]))
}

const BLANK = /\{+[^{}]*\}+/

/** Texts of ours are sent as they are: a blank in braces would go out unfilled. */
const blankFault = (item: Item): OwnFault | null => {
  const [found] = textsIn(item, []).flatMap(([field, text]) => { const [blank] = BLANK.exec(text) ?? []; return blank ? [{ blank, field }] : [] })
  return found ? { refusal: contract.blankUnknown, params: { blank: found.blank }, field: found.field } : null
}

const blanksIn = (text: string): readonly string[] => text.match(/\{\w+\}/g) ?? []

/** What is short and no sentence. */
const isHeading = (original: Words) => original['zh-CN'].length <= 20 && !/[。；]/.test(original['zh-CN'])

/** What is filled in on a paper is neither lost nor invented, and a heading stays one line. */
const paperFault = (item: Item, original: Words | null): OwnFault | null => {
  const said = item.text as Words
  if (!original) return null
  const faults = LOCALES.filter((locale) => said[locale].trim() !== '').flatMap((locale): OwnFault[] => {
    const [text, field, needed] = [said[locale], `text/${locale}`, blanksIn(original[locale])]
    const [stray] = (text.match(new RegExp(BLANK, 'g')) ?? []).filter((blank) => !needed.includes(blank))
    if (stray !== undefined) return [{ refusal: contract.blankUnknown, params: { blank: stray }, field }]
    const missing = needed.filter((blank) => !blanksIn(text).includes(blank))
    if (missing.length) return [{ refusal: contract.blankMissing, params: { blank: missing.join(' ') }, field }]
    return isHeading(original) && text.length > contract.MOST_HEADING ? [{ refusal: contract.lineTooLong, params: { most: String(contract.MOST_HEADING) }, field }] : []
  })
  return faults[0] ?? null
}

/** Answers are of the kind the field had. */
export const isOtherKind = (list: contract.OwnList, item: Item, before: Item | null): boolean => list === 'fields' && before !== null && item.type !== before.type

/** What is wrong with words of the firm's own; null: they may stand. */
export const faultOf = (list: contract.OwnList, item: Item, known: Known, /** Of a word of a paper. */ original: Words | null): OwnFault | null => {
  if (list === 'papers') return paperFault(item, original)
  return (list === 'fields' ? fieldFault(item as unknown as Field, known) : null) ?? blankFault(item)
}
