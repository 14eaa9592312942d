import { LOCALES, type Locale, type Words } from '#contract/common.ts'
import { fieldSaid, NAMED_VALUES, OWN_PAPERS, PAPER_PLACES, type OwnEntry, type OwnField, type OwnItem, type OwnList, type OwnWording } from '#contract/own.ts'
import type { Field, Phrase, RemedyKind } from '#contract/packs.ts'
import type { Body } from '#contract/proceeding-pack.ts'
import { findsOf, type Item, kindsOf, PARTS, type TextList, textsAt, wordingOf } from './parts.ts'

export const NOTHING: Words = { 'zh-CN': '', 'zh-Hant': '', en: '' }

/** Texts as they are typed, beside what else an item of that part has. */
export interface Typed { readonly texts: Readonly<Record<string, readonly Words[]>>; readonly situation: Phrase['situation']; readonly temperament: NonNullable<Phrase['temperament']> | null; readonly step: NonNullable<Phrase['step']> | null; readonly find: readonly string[]; readonly kinds: readonly RemedyKind[]; /** Of a body outside: what it is, how it is reached, for which units. */ readonly body: { readonly kind: Body['kind']; readonly contact: string; readonly units: readonly string[] }; /** Whether customers hear of it. */ readonly told: boolean; readonly wording: Pick<OwnWording, 'level' | 'near' | 'unless'> }

/** As somebody begins to type: the firm's words, else those of the pack. */
export const beginning = (item: OwnItem | null): Item | null => item && (item.own ?? item.pack)

export const typedOf = (list: TextList, item: Item | null): Typed => {
  const phrase = item as unknown as Phrase | null
  const body = list === 'bodies' ? item as unknown as Body | null : null
  const texts = PARTS[list].map(({ key, several }) => [key, [...textsAt(item, key), ...Array<Words>(several?.[0] ?? 1).fill(NOTHING)].slice(0, Math.max(textsAt(item, key).length, several?.[0] ?? 1))] as const)
  return { texts: Object.fromEntries(texts), situation: phrase?.situation ?? 'calming', temperament: phrase?.temperament ?? null, step: phrase?.step ?? null, find: findsOf(item), kinds: kindsOf(item), body: { kind: body?.kind ?? 'consumerAssociation', contact: body?.contact ?? '', units: body?.units ?? [] }, told: item?.['told'] === true, wording: { level: wordingOf(item)?.level ?? 'warn', near: wordingOf(item)?.near ?? [], unless: wordingOf(item)?.unless ?? [] } }
}

const isBlank = (words: Words) => LOCALES.every((locale) => words[locale].trim() === '')

/** Lines that were left empty are none. */
export const entryOf = (list: TextList, { texts, situation, temperament, step, find, kinds, body, told, wording }: Typed): OwnEntry => {
  const said = PARTS[list].map(({ key, several }) => { const all = texts[key] ?? []; return [key, several ? all.filter((words, at) => at < several[0] || !isBlank(words)) : all[0] ?? NOTHING] as const })
  return { list, content: { ...Object.fromEntries(said), ...(list === 'phrases' && { situation, temperament, step }), ...(list === 'forbidden' && { find }), ...(list === 'wording' && { find, ...wording }), ...(list === 'agreements' && { kinds }), ...(list === 'bodies' && body), ...(list === 'telling' && { told }) } } as unknown as OwnEntry
}

export const fieldOf = (item: Item | null): OwnField => fieldSaid(item as unknown as Field | null)

/** Languages in which something is not said yet. */
export const missingIn = (texts: readonly Words[]): readonly Locale[] => LOCALES.filter((locale) => texts.some((words) => words[locale].trim() === '' && words['zh-CN'].trim() !== ''))

/** Every text of an item that people read. */
export const allTexts = (list: OwnList, item: Item): readonly Words[] => {
  if (list !== 'fields') return PARTS[list].flatMap(({ key }) => textsAt(item, key))
  const field = fieldOf(item)
  return [field.label, field.hint, ...field.choices.map(({ label }) => label)]
}

export const kindOf = (code: string) => NAMED_VALUES.find((kind) => code.startsWith(`${kind}.`)) ?? null

/** Under which heading a value or a word of a paper stands. */
export const groupOf = (list: OwnList, code: string) => (list === 'papers' ? PAPER_PLACES.find((place) => code.startsWith(`${place}.`)) ?? null : kindOf(code))

/** The paper on which words are seen: what all share is seen on the agreement, which both sides sign and seal. */
export const paperOf = (code: string) => OWN_PAPERS.find((paper) => code.startsWith(`${paper}.`)) ?? 'agreement'

/** What is filled in there, as it has to be written. */
export const blanksOf = (words: Words): readonly string[] => [...new Set(LOCALES.flatMap((locale) => words[locale].match(/\{\w+\}/g) ?? []))].toSorted()
