import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locale, Terms } from '#contract/common.ts'
import { inTermsOf } from '#contract/terms.ts'
import { formatDay, formatDayOf, formatEnd, formatInstant, formatStamp, formatStampEnd } from '#kernel/format-time.ts'
import { yuan } from '#kernel/money.ts'
import type zhCN from '../../../locales/zh-CN/papers.json'
import type { PaperData, PackWords } from './paper.ts'

type PaperWords = typeof zhCN

const loaded = new Map<Locale, PaperWords>()

/** The words printed on papers, read once. Here and not by the kernel's dictionary, which would bring all of Zod into the worker. */
export function paperWords(root: string, locale: Locale): PaperWords {
  const known = loaded.get(locale)
  if (known !== undefined) return known
  const words = JSON.parse(readFileSync(join(root, 'locales', locale, 'papers.json'), 'utf8')) as PaperWords
  loaded.set(locale, words)
  return words
}

const blanksIn = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted().join()

/** Words made for an earlier edition of the paper, which filled in something else, give way to the original. */
const saidOr = (said: string | undefined, original: string) => (said !== undefined && blanksIn(said) === blanksIn(original) ? said : original)

type Texts = Readonly<Record<string, unknown>>

/** Those of the firm in the place of the original, by place (`notice.closing`). */
const withOwn = (words: PaperWords, papers: Readonly<Record<string, string>>): PaperWords => {
  const inPlace = (place: string, texts: Texts) => Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, typeof text === 'string' ? saidOr(own(papers, `${place}.${key}`), text) : text]))
  return Object.fromEntries(Object.entries(words).map(([place, texts]) => [place, inPlace(place, texts as Texts)])) as PaperWords
}

interface Speaking { readonly locale: Locale; readonly industry: Terms | null; readonly papers?: Readonly<Record<string, string>> | undefined }

/** Said in the words of the industry, and where the firm has its own, in those. */
export const wordsOf = (root: string, { industry, locale, papers = {} }: Speaking): PaperWords => withOwn(inTermsOf(industry, locale, paperWords(root, locale)), papers)

/** `{name}` filled in, in one pass: a value that looks like a placeholder stays as it is. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/** How things are written on this paper. What is absent becomes a dash. */
export interface Pen {
  readonly w: PaperWords
  readonly data: PaperData
  term(group: string, code: string | null | undefined): string
  at(instant: string | null | undefined): string
  /** The end of a period: midnight is 24:00 of the day before. */
  until(instant: string | null | undefined): string
  /** For columns of times. */
  stamp(instant: string | null | undefined): string
  stampEnd(instant: string | null | undefined): string
  dayOf(instant: string | null | undefined): string
  day(day: string | null | undefined): string
  money(fen: number | null | undefined): string
  text(value: string | null | undefined): string
  yesNo(value: boolean | null | undefined): string
  pack(list: keyof PackWords, code: string | null | undefined): string
  list(values: readonly (string | null | undefined)[]): string
  fill(text: string, values: Readonly<Record<string, string | number>>): string
}

/** Amounts on papers always show fen. */
export const figures = (fen: number): string => (fen % 100 === 0 ? `${yuan(fen)}.00` : yuan(fen))

export function penFor(data: PaperData, w: PaperWords): Pen {
  const { locale, timeZone } = data
  const absent = w.common.absent
  const orAbsent = <T>(value: T | null | undefined, write: (value: T) => string) =>
    value === null || value === undefined || value === '' ? absent : write(value)
  return {
    w,
    data,
    fill,
    term: (group, code) => orAbsent(code, (known) => termOf(data, group, known)),
    at: (instant) => orAbsent(instant, (known) => formatInstant(known, locale, timeZone)),
    until: (instant) => orAbsent(instant, (known) => formatEnd(known, locale, timeZone)),
    stamp: (instant) => orAbsent(instant, (known) => formatStamp(known, timeZone)),
    stampEnd: (instant) => orAbsent(instant, (known) => formatStampEnd(known, timeZone)),
    dayOf: (instant) => orAbsent(instant, (known) => formatDayOf(known, locale, timeZone)),
    day: (day) => orAbsent(day, (known) => formatDay(known, locale)),
    money: (fen) => orAbsent(fen, figures),
    text: (value) => orAbsent(value, (known) => known),
    yesNo: (value) => orAbsent(value, (known) => (known ? w.common.yes : w.common.not)),
    pack: (list, code) => orAbsent(code, (known) => own(data.pack[list], known) ?? known),
    list: (values) =>
      orAbsent(
        values.filter((value) => value !== null && value !== undefined && value !== '' && value !== absent).join(w.common.and),
        (known) => known,
      ),
  }
}

function termOf(data: PaperData, group: string, code: string): string {
  const words = own(data.terms, group)
  const word = typeof words === 'object' ? own(words, code) : undefined
  return typeof word === 'string' ? word : code
}

/** A code may be called `constructor`: only what the record itself holds counts. */
const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
