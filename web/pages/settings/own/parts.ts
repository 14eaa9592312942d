import type { Words } from '#contract/common.ts'
import type { OwnItem, OwnList, OwnWording } from '#contract/own.ts'
import type { Field, RemedyKind } from '#contract/packs.ts'

/** A text of an item; of several, one below the other, at least and at most so many. */
export interface Part { readonly key: string; readonly long?: true; readonly several?: readonly [number, number] }
export type TextList = Exclude<OwnList, 'fields'>

/** What is said in each part of a pack, in the order in which it is read. */
export const PARTS: Readonly<Record<TextList, readonly Part[]>> = {
  phrases: [{ key: 'text', long: true }],
  guidance: [{ key: 'label' }, { key: 'goal' }, { key: 'does', several: [1, 10] }, { key: 'donts', several: [1, 10] }, { key: 'phrases', several: [3, 3] }, { key: 'evidence' }],
  temperaments: [{ key: 'advice', several: [3, 10] }],
  forbidden: [{ key: 'why' }, { key: 'instead' }],
  wording: [{ key: 'why' }, { key: 'basis' }, { key: 'instead' }],
  classes: [{ key: 'label' }, { key: 'traits', long: true }, { key: 'typical', long: true }, { key: 'guidance', long: true }],
  'follow-up': [{ key: 'text' }],
  bodies: [{ key: 'label' }],
  telling: [{ key: 'label' }, { key: 'text', long: true }],
  words: [{ key: 'label' }],
  agreements: [{ key: 'text', long: true }],
  papers: [{ key: 'text', long: true }],
}

export type Item = OwnItem['now']

export const asField = (item: Item) => item as unknown as Field

/** Texts of a part, however many there are. */
export const textsAt = (item: Item | null, key: string): readonly Words[] => {
  const found = item?.[key] as unknown as Words | readonly Words[] | undefined
  return found === undefined ? [] : Array.isArray(found) ? found as readonly Words[] : [found as Words]
}

/** Wordings that are not to be used. */
export const findsOf = (item: Item | null): readonly string[] => (Array.isArray(item?.['find']) ? item['find'] as string[] : [])

/** Words of which one comes after the other, and what clears the clause. */
export const wordingOf = (item: Item | null) => item as unknown as Partial<OwnWording> & { readonly kind?: string } | null

/** Found by the program itself: numbers of people, sums in words. */
export const isByProgram = (item: Item | null) => { const kind = wordingOf(item)?.kind; return kind !== undefined && kind !== 'expressions' }

/** The pack stops it, as the law wants it: a firm only adds to it. */
export const isLaw = (list: OwnList, pack: Item | null) => list === 'wording' && wordingOf(pack)?.level === 'stop'

/** For which kinds of remedy a clause stands. */
export const kindsOf = (item: Item | null): readonly RemedyKind[] => (Array.isArray(item?.['kinds']) ? item['kinds'] as RemedyKind[] : [])

/** What an item is called in a list. */
export const nameOf = (list: OwnList, item: Item, say: (words: Words) => string, separator: string): string => {
  if (list === 'forbidden') return findsOf(item).slice(0, 3).join(separator)
  if (list === 'wording') return findsOf(item).slice(0, 3).join(separator) || wordingOf(item)?.near?.[0]?.chain.map(([word]) => word).join(' … ') || textsAt(item, 'why').map(say).join('')
  const [name] = textsAt(item, list === 'phrases' || list === 'follow-up' || list === 'agreements' || list === 'papers' ? 'text' : 'label')
  return name ? say(name) : ''
}
