import type { Locale } from '#contract/common.ts'
import { type Liability, RemedyKind } from '#contract/packs.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { FAULTY, JEWELLERY, LOOSE, RETAIL, SERVICE, type Spec } from './specs.ts'
import { type DemoWords, fill, pick } from './words.ts'

export interface Part { readonly kind: RemedyKind; readonly fen: number }

/** Something to complain about, with its words in one language and the remedy that would be fair. */
export interface Matter {
  readonly text: string; readonly wants: string; readonly finding: string; readonly product: string | null; readonly category: string | null; readonly severity: Spec['severity']; readonly liability: Liability; readonly cause: string
  readonly parts: readonly Part[]; readonly reason: string | null; readonly priceFen: number | null; readonly claimFen: number | null; readonly fault: Spec['fault'] | null; readonly fields: Readonly<Record<string, string | number>>
  /** A worked case brings its own customer. */
  readonly customer: { readonly name: string; readonly phone: string } | null
}

const SPECS: Readonly<Record<string, Spec>> = { ...LOOSE, ...JEWELLERY, ...SERVICE, ...FAULTY, ...RETAIL }
const FEN = 100
const TEN_YUAN = 1_000
/** No two cases of a kind come out alike: that makes the range of precedents. */
const SHARES = [1, 1.4, 0.6, 1.25, 0.8, 1.6, 1.05, 1.3]

const scaled = (fen: number, share: number) => Math.round(fen * share / TEN_YUAN) * TEN_YUAN

const partsOf = (items: string): Part[] => items.split(', ').map((item) => {
  const [kind, yuan] = item.split(' ')
  return { kind: RemedyKind.parse(kind), fen: Number(yuan ?? 0) * FEN }
})

const fromSpec = (spec: Spec, words: DemoWords, key: string, number: number): Matter => {
  const said = words.matters[key]
  if (!said) throw new Error(`no words for ${key}`)
  const thing = pick(key in LOOSE ? words.pieces : words.goods, number)
  const speak = (text: string) => fill(text, { thing })
  const several = key in LOOSE || key in FAULTY
  return {
    text: speak(said.text), wants: said.wants, finding: said.finding, product: said.product ?? (several ? thing : null), category: spec.category, severity: spec.severity, liability: spec.liability, cause: spec.cause,
    parts: partsOf(spec.items).map((part) => (several ? { ...part, fen: scaled(part.fen, pick(SHARES, number)) } : part)), reason: null, priceFen: spec.price ? spec.price * FEN : null, claimFen: spec.claim ? spec.claim * FEN : null, fault: spec.fault ?? null, fields: spec.fields ?? {}, customer: null,
  }
}

const fromExample = (body: PackBody, words: DemoWords, code: string, locale: Locale): Matter | null => {
  const e = body.examples.find((x) => x.code === code)
  if (!e) return null
  const price = e.fields.pricePaid
  return {
    text: e.text[locale], wants: e.wants[locale], finding: e.finding[locale], product: e.title[locale], category: e.category, severity: e.severity, liability: e.liability, cause: e.rootCause,
    parts: e.items.map((i) => ({ kind: i.kind, fen: i.amountFen })), reason: e.reason[locale], priceFen: typeof price === 'number' ? price : null, claimFen: null, fault: null, fields: e.fields, customer: { name: pick(words.guests, body.examples.indexOf(e)), phone: e.phone },
  }
}

/** The matters of `specs.ts` happen in shops. */
const OF_SHOPS = ['base', 'jewellery']

/** What happens in another trade: one of its own worked cases, to somebody else each time. */
const ofTheTrade = (body: PackBody, words: DemoWords, locale: Locale, name: string): Matter => {
  const { code } = pick(body.examples, [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0))
  const matter = fromExample(body, words, code, locale)
  if (!matter) throw new Error(`no worked case ${code}`)
  return { ...matter, customer: null, fields: knownFields(body, matter) }
}

/** `looseWork:3` is the matter with the fourth thing, `worked-defect` the worked case of the pack. Only what the pack knows of categories and fields is kept. */
export const matterOf = (body: PackBody, words: DemoWords, locale: Locale, name: string): Matter => {
  const [key = '', number = '0'] = name.split(':')
  const spec = SPECS[key]
  if (spec && !OF_SHOPS.includes(body.pack.code)) return ofTheTrade(body, words, locale, name)
  const matter = spec ? fromSpec(spec, words, key, Number(number)) : fromExample(body, words, key, locale)
  if (!matter) return matterOf(body, words, locale, 'coldShoulder')
  const known = body.categories.some((c) => c.code === matter.category)
  return { ...matter, category: known ? matter.category : null, cause: body.causes.some((c) => c.code === matter.cause) ? matter.cause : '', fields: knownFields(body, matter) }
}

const fits = (field: PackBody['fields'][number], value: string | number): boolean => {
  if (field.type === 'choice') return (field.choices ?? []).some((c) => c.code === value)
  return (field.type === 'number' || field.type === 'money') === (typeof value === 'number')
}

const above = (body: PackBody, code: string | null): string[] => {
  const category = body.categories.find((c) => c.code === code)
  return category ? [category.code, ...above(body, category.parent)] : []
}

const knownFields = (body: PackBody, matter: Matter) => {
  const line = above(body, matter.category)
  return Object.fromEntries(Object.entries(matter.fields).filter(([code, value]) => {
    const field = body.fields.find((f) => f.code === code)
    return field !== undefined && fits(field, value) && (!field.categories || field.categories.some((c) => line.includes(c)))
  }))
}
