import { LOCALES, type Words } from '#contract/common.ts'
import { Channel, type Field, YES_NO } from '#contract/packs.ts'
import { FIELD } from './parts.ts'

const CALL_KINDS = ['missed', 'answered'] as const
export type CallKind = typeof CALL_KINDS[number]

/** What is there to be meant: units, categories, classes, choices, by code and by every name they have. */
export interface Known {
  readonly units: readonly { readonly id: string; readonly code: string; readonly name: string }[]
  readonly categories: readonly { readonly code: string; readonly parent: string | null; readonly label: Words }[]
  readonly classes: readonly { readonly code: string; readonly label: Words }[]
  readonly fields: readonly Field[]
  readonly channelNames: Readonly<Record<string, readonly string[]>>
  /** What telephone systems call a call that was missed, and one that was taken. */
  readonly callNames: Readonly<Record<CallKind, readonly string[]>>
  /** How yes and no are written. */
  readonly answerNames: readonly (readonly [string, string])[]
}

/** Two things of one name: which is meant has to be told. */
const SEVERAL = Symbol('several')
export type Meaning = { readonly code: string } | { readonly why: 'unknown' | 'several' }
type Names = ReadonlyMap<string, string | typeof SEVERAL>

const plain = (name: string) => name.normalize('NFKC').trim().toLowerCase().replace(/\s*[/>›＞／-]\s*/g, '/').replace(/\s+/g, ' ')

const namesOf = (entries: readonly (readonly [string, string])[], codes: readonly string[]): Names => {
  const names = new Map<string, string | typeof SEVERAL>()
  for (const [name, code] of entries) {
    const key = plain(name)
    if (key) names.set(key, names.has(key) && names.get(key) !== code ? SEVERAL : code)
  }
  // A code means itself, whatever is called so.
  for (const code of codes) names.set(plain(code), code)
  return names
}

const inAll = (label: Words) => LOCALES.map((locale) => label[locale])

/** A category by its name, or by its path from the top: 质量/镶嵌/掉钻. */
const categoryNames = (categories: Known['categories']) => categories.flatMap((category) => LOCALES.flatMap((locale) => {
  const path = (c: Known['categories'][number]): string => {
    const parent = categories.find((each) => each.code === c.parent)
    return parent ? `${path(parent)}/${c.label[locale]}` : c.label[locale]
  }
  return [[category.label[locale], category.code], [path(category), category.code]] as const
}))

/** Units are meant by id; their codes come before their names. */
const unitNames = ({ units }: Known): Names => {
  const names = new Map(namesOf(units.map((u) => [u.name, u.id]), units.map((u) => u.id)))
  for (const { code, id } of units) names.set(plain(code), id)
  return names
}

const choiceNames = ({ choices = [] }: Field): Names => {
  const living = choices.filter(({ retired }) => !retired)
  return namesOf(living.flatMap((c) => inAll(c.label).map((name) => [name, c.code] as const)), living.map((c) => c.code))
}

const tableOf = (known: Known): ReadonlyMap<string, Names> => new Map([
  ['unit', unitNames(known)],
  ['category', namesOf(categoryNames(known.categories), known.categories.map((c) => c.code))],
  ['customerClass', namesOf(known.classes.flatMap((c) => inAll(c.label).map((name) => [name, c.code] as const)), known.classes.map((c) => c.code))],
  ['channel', namesOf(Channel.options.flatMap((c) => (known.channelNames[c] ?? []).map((name) => [name, c] as const)), Channel.options)],
  ['callKind', namesOf(CALL_KINDS.flatMap((kind) => known.callNames[kind].map((name) => [name, kind] as const)), CALL_KINDS)],
  ...known.fields.filter((f) => f.type === 'choice' || f.type === 'several').map((f) => [FIELD + f.code, choiceNames(f)] as const),
  ...known.fields.filter((f) => f.type === 'yesNo').map((f) => [FIELD + f.code, namesOf(known.answerNames, YES_NO)] as const),
])

/** Says what a value of the table means with us: first as somebody told, then by code and name. */
export const meanings = (known: Known, told: Readonly<Record<string, Readonly<Record<string, string>>>>) => {
  const tables = tableOf(known)
  return (part: string, value: string): Meaning => {
    const names = tables.get(part)
    const chosen = told[part]?.[value]
    if (chosen === '') return { code: '' }
    const found = names?.get(plain(chosen ?? value))
    if (found === SEVERAL) return { why: 'several' }
    return found === undefined ? { why: 'unknown' } : { code: found }
  }
}
