import { type Block, blocksOf } from '#contract/plain-text.ts'
import type { Locale, Words } from '#contract/common.ts'
import type { Poster } from '#modules/pledge/port.ts'
import { paperWords } from '../words.ts'
import { short } from './frame.ts'

interface PosterView {
  readonly locale: Locale; readonly title: string; readonly organization: string; readonly scan: string; readonly address: string; readonly ways: string; readonly outside: string
  readonly blocks: readonly Block[]; readonly places: readonly { readonly name: string; readonly lines: readonly string[] }[]; readonly others: readonly { readonly name: string; readonly contact: string }[]
}

/** More would be a directory, not a poster: the page behind the code has them all. */
const MOST_PLACES = 8
const MOST_NAME = 40

const OTHERWISE = ['zh-CN', 'zh-Hant', 'en'] as const
const spoken = (texts: Words, locale: Locale) => [locale, ...OTHERWISE].map((each) => texts[each]).find((text) => text.trim() !== '') ?? ''

export const poster = (root: string, { locale, address, page }: Poster): PosterView => {
  const words = paperWords(root, locale).poster
  return {
    locale, title: words.title, organization: short(page.organization, MOST_NAME), scan: words.scan, address: address.replace(/^https?:\/\//, ''), ways: words.ways, outside: words.outside,
    blocks: blocksOf(spoken(page.texts, locale)),
    places: page.places.slice(0, MOST_PLACES).map((place) => ({ name: short(place.name, MOST_NAME), lines: [place.phone, place.address, page.places.length === 1 ? page.email : null].filter((line): line is string => Boolean(line)) })),
    others: page.outside.map((way) => ({ name: spoken(way.label, locale), contact: way.contact.replace(/^https?:\/\//, '') })),
  }
}
