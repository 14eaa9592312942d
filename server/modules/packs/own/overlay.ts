import { isDeepStrictEqual } from 'node:util'
import { LOCALES, type Terms, Words } from '#contract/common.ts'
import { GROWING, type OwnList } from '#contract/own.ts'
import type { Field } from '#contract/packs.ts'
import { OURS } from '#contract/terms.ts'
import type { PackBody } from '../shape.ts'

export type Item = Readonly<Record<string, unknown>>
/** The newest revision of one place. */
export interface Own { readonly list: OwnList | 'order'; readonly code: string; readonly revision: number; readonly content: Item | null; readonly was: Item | null; readonly retired: boolean }

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value)
type Coded = Item & { readonly code: string }
const areCoded = (value: unknown): value is readonly Coded[] => Array.isArray(value) && value.length > 0 && value.every((one) => isItem(one) && typeof one.code === 'string')

const byCode = (was: unknown, own: readonly Coded[], now: readonly Coded[]): readonly Coded[] => {
  const before = areCoded(was) ? was : []
  const find = (all: readonly Coded[], code: string) => all.find((one) => one.code === code)
  const kept = own.map((one) => {
    const [then, is] = [find(before, one.code), find(now, one.code)]
    if (is) return merged(then, one, is) as Coded
    // What the pack dropped may have been chosen.
    return then ? { ...one, retired: true } : one
  })
  return [...kept, ...now.filter(({ code }) => !find(own, code) && !find(before, code))]
}

/** What the firm changed stays; of what it left alone the pack's newest is taken, part by part, language by language. */
export const merged = (was: unknown, own: unknown, now: unknown): unknown => {
  if (isDeepStrictEqual(own, was)) return now
  if (isDeepStrictEqual(now, was)) return own
  if (areCoded(own) && areCoded(now)) return byCode(was, own, now)
  if (!isItem(own) || !isItem(now)) return own
  const before = isItem(was) ? was : {}
  const parts = [...new Set([...Object.keys(now), ...Object.keys(own)])].map((key) => [key, merged(before[key], own[key], now[key])] as const)
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined))
}

/** Whether firm and pack both changed the same thing, each otherwise. */
export const clashes = (was: unknown, own: unknown, now: unknown): boolean => {
  if ([was, now].some((other) => isDeepStrictEqual(own, other)) || isDeepStrictEqual(was, now)) return false
  if (!isItem(was) || !isItem(own) || !isItem(now)) return true
  return [...new Set([...Object.keys(own), ...Object.keys(now)])].some((key) => clashes(was[key], own[key], now[key]))
}

/** Where a language was left empty, simplified Chinese stands in, or what there is. */
export const spoken = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(spoken) as T
  if (!isItem(value)) return value
  const words = Words.safeParse(value)
  if (!words.success) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, spoken(part)])) as T
  const any = words.data['zh-CN'] || words.data['zh-Hant'] || words.data.en
  return Object.fromEntries(LOCALES.map((locale) => [locale, words.data[locale] || any])) as T
}

/** On paper every language stands alone: where one was left empty, the original is printed. */
const printed = (own: Item, original: Item): Item => {
  const [said, brought] = [own.text, original.text] as [Words, Words]
  return { ...own, text: Object.fromEntries(LOCALES.map((locale) => [locale, said[locale].trim() === '' ? brought[locale] : said[locale]])) }
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const has = (all: readonly unknown[], one: unknown) => all.some((each) => isDeepStrictEqual(each, one))
const both = (brought: unknown, own: unknown): readonly unknown[] => [...listed(brought), ...listed(own).filter((one) => !has(listed(brought), one))]

/** What the pack stops rests on law: the firm adds to it, and what a newer pack adds is stopped, too. */
export const isLaw = (list: OwnList, brought: Item | null): boolean => list === 'wording' && brought?.level === 'stop'

/** Never less than the pack. */
export const strengthened = (own: Item, brought: Item): Item => ({
  ...own, level: 'stop', find: both(brought.find, own.find), near: both(brought.near, own.near), unless: listed(own.unless).filter((one) => has(listed(brought.unless), one)),
})

interface Place { readonly item: Coded; readonly retired: boolean }

const placeOfPack = (list: OwnList, item: Coded, own: Own | undefined): Place => {
  const law = isLaw(list, item)
  if (!own?.content) return { item, retired: !law && (own?.retired ?? false) }
  const mixed = merged(own.was, own.content, item) as Coded
  const said = law ? strengthened(mixed, item) as Coded : mixed
  return { item: (list === 'papers' ? printed(said, item) : spoken(said)) as Coded, retired: !law && own.retired }
}

/** Every item of a list as people see it, those out of use among them. */
export const placesOf = (list: OwnList, items: readonly Coded[], all: readonly Own[]): readonly Place[] => {
  const own = new Map(all.filter((one) => one.list === list).map((one) => [one.code, one]))
  const ofPack = new Set(items.map(({ code }) => code))
  const others = [...own.values()].flatMap(({ code, content, was, retired }): Place[] => {
    if (ofPack.has(code) || !content || (was && !GROWING.includes(list))) return []
    // A field that the pack dropped is read, and asked no more.
    return [{ item: spoken({ ...content, code }), retired: retired || (was !== null && list === 'fields') }]
  })
  return [...items.map((item) => placeOfPack(list, item, own.get(item.code))), ...others]
}

const ordered = (places: readonly Place[], all: readonly Own[]): readonly Place[] => {
  const codes = all.find(({ list }) => list === 'order')?.content?.codes
  if (!Array.isArray(codes)) return places
  const rank = ({ item }: Place) => { const at = codes.indexOf(item.code); return at < 0 ? codes.length : at }
  return places.toSorted((a, b) => rank(a) - rank(b))
}

/** Fields in the order in which they are asked. */
export const fieldPlaces = (items: readonly Field[], all: readonly Own[]): readonly Place[] => ordered(placesOf('fields', items, all), all)

/** The words of the industry, and what the firm calls values of ours. */
export const termsWith = (terms: Terms | undefined, all: readonly Pick<Own, 'list' | 'code' | 'content' | 'retired'>[]): Terms | undefined => {
  const named = all.filter(({ list, content }) => list === 'words' && content)
  if (!named.length) return terms
  const values = { ...terms?.values }
  for (const { code, content } of named) {
    const [kind = '', value = ''] = code.split('.')
    values[kind] = { ...values[kind], [value]: spoken(content?.label as Words) }
  }
  return { ...(terms ?? OURS), values }
}

export interface Said { readonly body: PackBody; /** No longer asked; answers keep them. */ readonly pastFields: readonly Field[] }

/** The pack as this firm says it. */
export const overlaid = (body: PackBody, all: readonly Own[]): Said => {
  if (!all.length) return { body, pastFields: [] }
  const living = <T extends { code: string }>(list: OwnList, items: readonly T[]) => placesOf(list, items as unknown as Coded[], all).filter(({ retired }) => !retired).map(({ item }) => item as unknown as T)
  const fields = fieldPlaces(body.fields, all)
  const terms = termsWith(body.pack.terms, all)
  return {
    body: {
      ...body, pack: { ...body.pack, ...(terms && { terms }) }, fields: fields.filter(({ retired }) => !retired).map(({ item }) => item as unknown as Field), phrases: living('phrases', body.phrases), guidance: living('guidance', body.guidance),
      temperaments: living('temperaments', body.temperaments), forbidden: living('forbidden', body.forbidden), wording: living('wording', body.wording), classes: living('classes', body.classes), bodies: living('bodies', body.bodies), telling: living('telling', body.telling), 'follow-up': living('follow-up', body['follow-up']), agreements: living('agreements', body.agreements),
    },
    pastFields: fields.filter(({ retired }) => retired).map(({ item }) => item as unknown as Field),
  }
}
