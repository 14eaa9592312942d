import type { AgreementText, Edits } from '#contract/agreement.ts'
import { LOCALES, type Locale, type Terms } from '#contract/common.ts'
import type { RemedyKind } from '#contract/packs.ts'
import { inTermsOf, withOwnWords } from '#contract/terms.ts'
import { amountInWords } from '#kernel/amount-in-words.ts'
import { localDay } from '#kernel/calendar.ts'
import { formatDay } from '#kernel/format-time.ts'
import { dictionary, words } from '#kernel/i18n.ts'
import { yuan } from '#kernel/money.ts'
import { HOUR, type Instant, plusMs } from '#kernel/time.ts'
import { papersIn } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'

type Texts = Readonly<Record<string, string>>
const blanksIn = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted().join()

const STANDING = /^clause\d+$/
const isClause = (key: string) => STANDING.test(key)

/** What always stands on an agreement, as the firm says it; words of its own that fill in something else give way, as on every paper. */
const standingWords = (locale: Locale, terms: Terms | null, papers: Parameters<typeof papersIn>[0]): Texts => {
  const own = papersIn(papers, locale)
  const { agreement, signing } = inTermsOf(terms, locale, dictionary(locale).papers as unknown as Readonly<Record<'agreement' | 'signing', Texts>>)
  const said = Object.entries(agreement).map(([key, text]) => { const ours = own[`agreement.${key}`]; return [key, ours && blanksIn(ours) === blanksIn(text) ? ours : text] as const })
  return { ...Object.fromEntries(said), ...signing }
}

/** Amounts on papers always show fen. */
const figuresOf = (fen: number) => (fen % 100 === 0 ? `${yuan(fen)}.00` : yuan(fen))

interface Item { readonly id: string; readonly kind: string; readonly amount_fen: number; readonly note: string | null; readonly point_id: string }
interface Point { readonly id: string; readonly no: number; readonly said: string; readonly found: string }
export interface Source {
  readonly locale: Locale; readonly number: string; readonly no: number; readonly organization: string; readonly unit: { readonly name: string; readonly phone: string; readonly address: string }; readonly timeZone: string; readonly now: Instant
  readonly customer: AgreementText['customer']; readonly representative: AgreementText['representative']; readonly points: readonly Point[]; readonly items: readonly Item[]; readonly totalFen: number
  readonly body: PackBody; readonly papers: Parameters<typeof papersIn>[0]; /** Who carries out an item. */ readonly unitFor: (kind: string) => string
}

const fill = (text: string, values: Readonly<Record<string, string>>) => text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

const kindWords = ({ body: { pack: { terms } }, locale }: Source, kind: string): string => {
  const known = withOwnWords(inTermsOf(terms, locale, dictionary(locale).terms as Record<string, unknown>), terms?.values, locale) as Record<string, Texts>
  return known['remedyKind']?.[kind] ?? kind
}

/** The words of our own that are left out where they lie on a paper by themselves. */
const LINE_MARK = '\n'

const itemOf = (source: Source) => (item: Item): AgreementText['items'][number] => {
  const { locale, timeZone, now, body } = source
  const rule = body.execution.find((one) => one.kind === item.kind)
  const until = rule ? localDay(timeZone, plusMs(now, rule.hours * HOUR)) : null
  return {
    id: item.id, kind: item.kind, label: kindWords(source, item.kind), pointNo: source.points.find(({ id }) => id === item.point_id)?.no ?? 1, note: item.note ?? '', amountFen: item.amount_fen, amount: figuresOf(item.amount_fen),
    how: (rule ? words(locale, ['agreement', 'carriedOutBy'], { what: rule.label[locale], unit: source.unitFor(item.kind) }) : words(locale, ['agreement', 'doneAtOnce'])) ?? '', until, untilWords: until ? formatDay(until, locale) : '',
  }
}

/** A line of what it is about: the first words of every point. */
const matterOf = ({ points }: Source): string => points.map(({ said }) => said.split(LINE_MARK)[0] ?? '').join('；')

/** The agreement as it is proposed: what stands on every one, the pack's clauses for what is given, and what the case knows. */
export const proposedText = (source: Source): AgreementText => {
  const { locale, body } = source
  const all = standingWords(locale, body.pack.terms ?? null, source.papers)
  const labels = Object.fromEntries(Object.entries(all).filter(([key]) => !isClause(key)))
  const kinds = source.items.map(({ kind }) => kind as RemedyKind)
  const ofPack = body.agreements.filter((one) => one.kinds.length === 0 || one.kinds.some((kind) => kinds.includes(kind))).map((one) => ({ code: one.code, text: one.text[locale] || one.text['zh-CN'] }))
  const standing = Object.entries(all).filter(([key]) => isClause(key)).map(([code, text]) => ({ code, text }))
  const day = localDay(source.timeZone, source.now)
  return {
    edition: 1, locale, number: source.number, no: source.no, organization: source.organization, unit: source.unit.name, words: labels, firm: { name: source.organization, phone: source.unit.phone, address: source.unit.address }, customer: source.customer, representative: source.representative,
    matter: matterOf(source), points: source.points.map(({ no, said, found }) => ({ no, said, found })), items: source.items.map(itemOf(source)), totalFen: source.totalFen, figures: figuresOf(source.totalFen),
    inWords: fill(all['rmb'] ?? '', { words: amountInWords(source.totalFen, locale === 'zh-Hant' ? 'traditional' : 'simplified') }),
    // What is particular comes before what stands on every agreement, whose last clause says from when it is in force.
    clauses: [...ofPack, ...standing], place: source.unit.address || source.unit.name, day, dayWords: formatDay(day, locale),
  }
}

/** The text as somebody wants it. */
export const editedText = (text: AgreementText, edits: Edits): AgreementText => ({
  ...text, customer: edits.customer, matter: edits.matter, clauses: edits.clauses, place: edits.place, day: edits.day, dayWords: formatDay(edits.day, text.locale),
  points: text.points.map((point) => ({ ...point, ...edits.points.find(({ no }) => no === point.no) })),
  items: text.items.map((item) => { const typed = edits.items.find(({ id }) => id === item.id); return typed ? { ...item, how: typed.how, until: typed.until, untilWords: typed.until ? formatDay(typed.until, text.locale) : '' } : item }),
})

/** Which of the languages a customer is written to in. */
export const localeOf = (wanted: string | null, house: string): Locale => LOCALES.find((one) => one === (wanted ?? house)) ?? 'zh-CN'
