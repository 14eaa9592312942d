import { LOCALES, type Locale, type Words } from '#contract/common.ts'
import { NAMED_VALUES, PAPER_PLACES, type OwnEntry, type OwnField, type OwnList } from '#contract/own.ts'
import { Nature, Matter, Channel, Urgency, Severity, Liability, ServiceFault, Temperament, RemedyKind } from '#contract/packs.ts'
import { Outcome } from '#contract/complaint.ts'
import { inTermsOf, withOwnWords } from '#contract/terms.ts'
import { dictionary } from '#kernel/i18n.ts'
import type { PackBody } from '../shape.ts'
import type { Item } from './overlay.ts'

const VALUES: Readonly<Record<typeof NAMED_VALUES[number], readonly string[]>> = {
  nature: Nature.options, matter: Matter.options, channel: Channel.options, urgency: Urgency.options, severity: Severity.options, liability: Liability.options,
  serviceFault: ServiceFault.options, temperament: Temperament.options, remedyKind: RemedyKind.options, outcome: Outcome.options,
}

/** What the industry calls values of ours. */
const packWords = ({ pack: { terms } }: PackBody): readonly Item[] => {
  const said = LOCALES.map((locale) => [locale, withOwnWords(inTermsOf(terms, locale, dictionary(locale).terms as Record<string, unknown>), terms?.values, locale) as Record<string, Record<string, string>>] as const)
  return NAMED_VALUES.flatMap((kind) => VALUES[kind].map((value) => ({ code: `${kind}.${value}`, label: Object.fromEntries(said.map(([locale, words]) => [locale, words[kind]?.[value] ?? value])) })))
}

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Of what all papers share, where they are signed and sealed; the rest is the typesetter's. */
const SHARED = ['seal', 'sign', 'date', 'dateBlank']

const isSaid = (texts: readonly string[]) => texts.some((text) => /\p{L}/u.test(text.replace(/\{\w+\}/g, '')))

const sectionsOf = (locale: Locale) => dictionary(locale).papers as unknown as Sections

/** What always stands on a paper, by place, as the program brings it; what is only filled in is not said by anybody. */
const placesOnPaper = () => PAPER_PLACES.flatMap((place) => Object.keys(sectionsOf('zh-CN')[place] ?? {}).filter((key) => place !== 'common' || SHARED.includes(key)).map((key) => [place, key] as const))
  .filter(([place, key]) => isSaid(LOCALES.map((locale) => sectionsOf(locale)[place]?.[key] ?? '')))

const paperTexts = (terms: PackBody['pack']['terms']): readonly Item[] => {
  const said = LOCALES.map((locale) => [locale, inTermsOf(terms, locale, sectionsOf(locale))] as const)
  return placesOnPaper().map(([place, key]) => ({ code: `${place}.${key}`, text: Object.fromEntries(said.map(([locale, words]) => [locale, words[place]?.[key] ?? ''])) }))
}

/** The items of a part as the pack has them. */
export const packItems = (body: PackBody, list: OwnList): readonly (Item & { readonly code: string })[] =>
  (list === 'words' ? packWords(body) : list === 'papers' ? paperTexts(body.pack.terms) : body[list]) as readonly (Item & { readonly code: string })[]

const isEmpty = (words: Words) => LOCALES.every((locale) => words[locale].trim() === '')

const CHOOSING: readonly OwnField['type'][] = ['choice', 'several']

/** A field as it is kept; choices that were there before and are left out now are retired. */
const fieldOf = ({ hint, unit, choices, categories, channels, ...said }: OwnField, before: Item | null): Item => {
  const earlier = (before?.choices ?? []) as readonly { readonly code: string; readonly label: Words }[]
  const left = earlier.filter((one) => !choices.some(({ code }) => code === one.code)).map(({ code, label }) => ({ code, label, retired: true }))
  const given = choices.map(({ retired, ...choice }) => ({ ...choice, ...(retired && { retired }) }))
  return {
    filter: false, personal: false, ...before, ...said, hint: isEmpty(hint) ? undefined : hint, unit: unit.trim() || undefined, choices: CHOOSING.includes(said.type) ? [...given, ...left] : undefined,
    categories: categories.length ? categories : undefined, channels: channels.length ? channels : undefined,
  }
}

/** What was said as an item of the pack's shape; `before`: the item it takes the place of, of which it keeps what cannot be changed. */
export const itemOf = (entry: OwnEntry, code: string, before: Item | null): Item => {
  const said = entry.list === 'fields' ? fieldOf(entry.content, before) : { ...(entry.list === 'wording' && { kind: 'expressions' }), ...before, ...entry.content }
  // What is left open is not there; JSON alone is kept.
  return JSON.parse(JSON.stringify({ ...said, code }, (_key, value: unknown) => (value === null ? undefined : value))) as Item
}

/** What stood on a paper before anybody said it otherwise; null for what is no such place. */
export const paperOriginal = (code: string): Words | null => {
  const [place = '', key = ''] = code.split('.')
  if (sectionsOf('zh-CN')[place]?.[key] === undefined) return null
  return Object.fromEntries(LOCALES.map((locale) => [locale, sectionsOf(locale)[place]?.[key] ?? ''])) as Words
}
