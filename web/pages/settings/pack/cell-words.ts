import type { TFunction } from 'i18next'
import type { Locale, Words } from '#contract/common.ts'
import type { PackView } from '#contract/packs.ts'
import { localeNow } from '../../../app/i18n.ts'
import { money } from '../../../ui/money.ts'
import { percentText } from '../../../ui/percent.ts'
import { notSimplified, onlySimplified } from '../../../ui/scripts.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type Term = (kind: string, value: string) => string

export interface Speaker { readonly t: TFunction; readonly term: Term; readonly say: (words: Words) => string; readonly pack: PackView }

/** Which enumeration the values of a fact belong to. */
const KIND_OF: Readonly<Record<string, string>> = { kind: 'remedyKind', urgency: 'urgency', severity: 'severity', nature: 'nature', matter: 'matter', liability: 'liability', channel: 'channel', fault: 'serviceFault', stage: 'stage', event: 'clockStart', presence: 'presence', outcome: 'outcome', evidence: 'evidenceKind', claim: 'statuteClaim', of: 'statuteBase', less: 'statuteLess', dayOf: 'statuteDay', opinion: 'expertFinding', body: 'bodyKind', jurisdiction: 'jurisdiction' }
const SHOWN_WORDS = 6
/** What a liaison form goes through, and where a case is handled. */
const PLACES = ['quality', 'units', 'place']

export const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value)
const isWords = (value: Json | undefined): value is Words => isObject(value) && typeof value['zh-CN'] === 'string'

const labelOf = (list: readonly { readonly code: string; readonly label: Words }[], code: string, say: Speaker['say']) => {
  const found = list.find((one) => one.code === code)
  return found ? say(found.label) : code
}

/** A rule of law, as its own table says it. */
const lawWord = (pack: PackView, id: string, say: Speaker['say']) => {
  const text = pack.tables.find((one) => one.table === 'statute')?.rules.find((rule) => rule.id === id)?.gives['text']
  return isWords(text as Json | undefined) ? say(text as Words) : id
}

/** A code in words. */
export const codeWord = ({ t, term, say, pack }: Speaker, fact: string, code: string): string => {
  if (fact === 'category') return labelOf(pack.categories, code, say)
  if (fact === 'customerClass') return labelOf(pack.classes, code, say)
  if (fact === 'position' || fact === 'escalateTo' || fact === 'owner' || fact === 'tell') return labelOf(pack.positions, code, say)
  if (fact === 'clock') return labelOf(pack.clocks.map(({ kind, label }) => ({ code: kind, label })), code, say)
  if (fact === 'gate') return t(`case:gate.${code}`)
  if (fact === 'statute') return lawWord(pack, code, say)
  const kind = KIND_OF[fact]
  return kind ? term(kind, code) : code
}

/** Limits are round figures: ¥2,000 reads better than ¥2,000.00. */
const wholeYuan = (fen: number) => money(fen).replace(/\.00$/, '')

const numberWord = ({ t }: Speaker, fact: string, value: number): string => {
  if (/fen$/i.test(fact)) return wholeYuan(value)
  return /days$/i.test(fact) ? t('common:time.days', { count: value }) : String(value)
}

const boundWords = (speaker: Speaker, fact: string, bound: { readonly [key: string]: Json }): string =>
  (['gt', 'gte', 'lt', 'lte'] as const).flatMap((side) => {
    const value = bound[side]
    return typeof value === 'number' ? [speaker.t(`settings:pack.bound.${side}`, { value: numberWord(speaker, fact, value) })] : []
  }).join(speaker.t('settings:pack.and'))

const isLatin = (word: string) => /^[ -\u024f]+$/.test(word)

const isOwn: Readonly<Record<Locale, (word: string) => boolean>> = {
  'zh-CN': (word) => !isLatin(word) && notSimplified(word).length === 0,
  'zh-Hant': (word) => !isLatin(word) && onlySimplified(word).length === 0,
  en: isLatin,
}

/** Expressions in the reader's own writing come first. */
export const readableFirst = (words: readonly string[]): readonly string[] => {
  const own = isOwn[localeNow()]
  return [...words.filter(own), ...words.filter((word) => !own(word))]
}

const quoted = ({ t }: Speaker, words: readonly Json[]): string => {
  const said = words.map(String)
  const own = said.filter(isOwn[localeNow()])
  const some = (own.length > 0 ? own : said).slice(0, SHOWN_WORDS)
  const shown = some.map((word) => t('settings:pack.quote', { word: word.trim() })).join(t('common:listSeparator'))
  return words.length > some.length ? t('settings:pack.containsMany', { words: shown, count: words.length }) : t('settings:pack.contains', { words: shown })
}

/** One of several. How a case ends is said with commas of its own. */
const listWords = (speaker: Speaker, fact: string, cells: readonly Json[]): string => cells.map((one) => cellWords(speaker, fact, one)).join(speaker.t(fact === 'outcome' ? 'settings:pack.factSep' : 'common:listSeparator'))

const objectWords = (speaker: Speaker, fact: string, cell: { readonly [key: string]: Json }): string => {
  if (isWords(cell)) return speaker.say(cell)
  if (PLACES.includes(fact)) return typeof cell['unit'] === 'string' ? speaker.t('settings:pack.place', { unit: cell['unit'], kind: speaker.term('unitKind', String(cell['kind'])) }) : speaker.term('unitKind', String(cell['kind']))
  if (Array.isArray(cell['contains'])) return quoted(speaker, cell['contains'])
  if (Array.isArray(cell['any']) && Array.isArray(cell['none'])) return speaker.t('settings:pack.without', { any: listWords(speaker, fact, cell['any']), none: listWords(speaker, fact, cell['none']) })
  return boundWords(speaker, fact, cell)
}

/** One cell of a decision table, as one would say it; null when the rule does not ask. */
export const cellWords = (speaker: Speaker, fact: string, cell: Json | undefined): string | null => {
  if (cell === undefined || cell === null) return null
  if (typeof cell === 'boolean') return speaker.t(cell ? 'common:yes' : 'common:no')
  if (typeof cell === 'number') return numberWord(speaker, fact, cell)
  if (typeof cell === 'string') return codeWord(speaker, fact, cell)
  if (Array.isArray(cell)) return listWords(speaker, fact, cell)
  return isObject(cell) ? objectWords(speaker, fact, cell) : null
}

/** Under which conditions a rule holds, but for some of its facts: 紧急程度：特别紧急；渠道：当面. Empty when always. */
export const whenWords = (speaker: Speaker, when: Readonly<Record<string, Json>>, but: readonly string[]): string =>
  Object.entries(when).filter(([fact]) => !but.includes(fact)).map(([fact, cell]) => speaker.t('settings:pack.factIs', { fact: speaker.t(`settings:pack.fact.${fact}`, { defaultValue: fact }), value: cellWords(speaker, fact, cell) })).join(speaker.t('settings:pack.factSep'))

const amountWords = (speaker: Speaker, item: { readonly [key: string]: Json }): string => {
  const { t } = speaker
  const share = typeof item['ofPrice'] === 'number' ? t(item['ofPrice'] === 1 ? 'settings:pack.fullPrice' : 'settings:pack.ofPrice', { percent: percentText(item['ofPrice']) }) : ''
  const fixed = typeof item['fen'] === 'number' ? wholeYuan(item['fen']) : ''
  const least = typeof item['leastFen'] === 'number' ? t('settings:pack.atLeast', { value: wholeYuan(item['leastFen']) }) : ''
  const most = typeof item['mostFen'] === 'number' ? t('settings:pack.atMost', { value: wholeYuan(item['mostFen']) }) : ''
  return [share, fixed, least, most].filter(Boolean).join(' ')
}

/** What holds a list of items. */
export const isItems = (name: string): boolean => name === 'items' || name === 'counts'

/** The items a compensation rule proposes: 退款（全价）、运费与检测费（最多 ¥200）. */
export const itemsWords = (speaker: Speaker, items: Json | undefined): string | null =>
  Array.isArray(items)
    ? items.filter(isObject).map((item: { readonly [key: string]: Json }) => {
        const amount = amountWords(speaker, item)
        const kind = speaker.term('remedyKind', String(item['kind']))
        return amount ? speaker.t('settings:pack.itemOf', { kind, amount }) : kind
      }).join(speaker.t('common:listSeparator'))
    : null
