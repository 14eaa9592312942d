import type { Locale } from '#contract/common.ts'
import type { CardSheet, PrintedCard } from '#modules/comment-card/port.ts'
import { paperWords } from '../words.ts'
import { short } from './frame.ts'

/** What one card says. `also`: the same in a second language, for who does not read the first. */
interface CardFace { readonly title: string; readonly also: string; readonly greeting: string; readonly where: string; readonly details: string; readonly address: string; readonly typed: string }
interface CardsView { readonly locale: Locale; readonly layout: CardSheet['layout']; readonly title: string; readonly organization: string; readonly cards: readonly CardFace[] }

/** Where foreigners are met the second language is theirs. */
const SECOND: Readonly<Record<Locale, Locale>> = { 'zh-CN': 'en', 'zh-Hant': 'en', en: 'zh-CN' }
/** Cards on one page. */
const ON_A_PAGE: Readonly<Record<CardSheet['layout'], number>> = { one: 1, four: 4, eight: 8, tent: 1 }
const MOST = { name: 36, greeting: 72, where: 40 }

const chinese = (locale: Locale) => locale !== 'en'

const faceOf = (root: string, { locale, organization }: CardSheet, card: PrintedCard): CardFace => {
  const words = paperWords(root, locale).card
  return {
    title: words.title, also: paperWords(root, SECOND[locale]).card.title, greeting: short(card.greeting?.[locale] || words.greeting, MOST.greeting * (chinese(locale) ? 1 : 2)),
    where: short(card.unit.startsWith(organization) ? card.unit : `${organization} · ${card.unit}`, MOST.where), details: short(card.details.join(' · '), MOST.where), address: card.address.replace(/^https?:\/\//, ''), typed: words.typed,
  }
}

/** One card alone fills its sheet, so that it can be cut into as many as there is room for. */
export const cards = (root: string, sheet: CardSheet): CardsView => {
  const faces = sheet.cards.map((card) => faceOf(root, sheet, card))
  const [only] = faces
  return {
    locale: sheet.locale, layout: sheet.layout, title: paperWords(root, sheet.locale).card.title, organization: short(sheet.organization, MOST.name),
    cards: faces.length === 1 && only ? Array.from({ length: ON_A_PAGE[sheet.layout] }, () => only) : faces,
  }
}
