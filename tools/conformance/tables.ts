import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { type Told, readDate } from '../../server/modules/importing/rules/dates.ts'
import { instantOfWall, zoneOf } from '#kernel/calendar/zone.ts'
import { type Came, type Imported, type Meaning, bringTable } from './imported.ts'
import type { Lazy } from './product.ts'
import { type Case, type Recogniser, isRecord, judged, skipped } from './suite.ts'

type Figure = (came: Came) => unknown
interface Schema { readonly meaning: Meaning; readonly figures: Readonly<Record<string, Figure>> }

const DAY = 86_400_000

const countBy = (came: Came, of: (row: Imported) => string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const row of came.complaints) counts[of(row)] = (counts[of(row)] ?? 0) + 1
  return counts
}
const by = (column: string): Figure => (came) => countBy(came, (row) => row.cell(column))

const dayIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return (at: string) => format.format(new Date(at))
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits))
/** By linear interpolation between the two nearest. */
const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? 0
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at))
}

const wallOf = (told: Told | null): number => (told && 'wall' in told ? told.wall : Number.NaN)

const LETTERS_ZONE = 'Asia/Shanghai'
const letterDay = dayIn(LETTERS_ZONE)
const receivedOn = ({ complaint }: Imported) => letterDay(complaint.receivedAt)
const daysToForward = (row: Imported) => (wallOf(readDate(row.cell('Date sent to company'), 'dmy')) - Date.parse(receivedOn(row))) / DAY

const perProductAndYear: Figure = ({ complaints }) => {
  const groups = new Map<string, { product: string; year: number; companies: Map<string, number>; total: number }>()
  for (const row of complaints) {
    const [product, year, company] = [row.cell('Product').toLowerCase(), Number(receivedOn(row).slice(0, 4)), row.cell('Company').toLowerCase()]
    const group = groups.get(`${product} ${year}`) ?? { product, year, companies: new Map<string, number>(), total: 0 }
    groups.set(`${product} ${year}`, group)
    group.total++
    group.companies.set(company, (group.companies.get(company) ?? 0) + 1)
  }
  return [...groups.values()].sort((a, b) => (a.product === b.product ? a.year - b.year : a.product < b.product ? -1 : 1))
    .map(({ product, year, companies, total }) => [product, year, total, companies.size, Math.floor((Math.max(...companies.values()) * 100) / total + 0.5)])
}

const top = (column: string, most: number): Figure => (came) => Object.fromEntries(Object.entries(countBy(came, (row) => row.cell(column))).sort(([, a], [, b]) => b - a).slice(0, most))
const timely = ({ complaints }: Came) => complaints.filter((row) => row.cell('Timely response?') === 'Yes').length

/** Letters of the bureau for consumers: days as `dd-mm-yyyy`, many without the customer's words. */
const LETTERS: Schema = {
  meaning: {
    columns: { externalId: ['Complaint ID'], receivedAt: ['Date received'], text: ['Issue', 'Sub-issue', 'Consumer complaint narrative'], channel: ['Submitted via'], productName: ['Product'], closingNote: ['Company response to consumer'] },
    dates: { receivedAt: 'dmy' }, timeZone: LETTERS_ZONE, values: { channel: { Web: 'web', Referral: 'regulator', Phone: 'phone', 'Postal mail': 'letter', Fax: 'letter', Email: 'email' } },
  },
  figures: {
    rows: ({ complaints }) => complaints.length,
    distinct_ids: ({ complaints }) => new Set(complaints.map((row) => row.cell('Complaint ID'))).size,
    date_min: ({ complaints }) => complaints.map(receivedOn).sort()[0],
    date_max: ({ complaints }) => complaints.map(receivedOn).sort().at(-1),
    narrative_nonempty: ({ complaints }) => complaints.filter((row) => row.cell('Consumer complaint narrative').trim() !== '').length,
    timely_yes: timely,
    timely_pct: (came) => rounded((timely(came) * 100) / came.complaints.length, 4),
    by_channel: by('Submitted via'), by_company_response: by('Company response to consumer'), by_product: by('Product'),
    by_month: (came) => countBy(came, (row) => receivedOn(row).slice(0, 7)),
    days_to_forward: ({ complaints }) => {
      const days = complaints.map(daysToForward)
      return { mean: rounded(days.reduce((sum, each) => sum + each, 0) / days.length, 6), p50: quantile(days, 0.5), p90: quantile(days, 0.9), max: Math.max(...days), negative: days.filter((each) => each < 0).length }
    },
    top10_companies: top('Company', 10),
    product_year__total__companies__top_company_pct_halfup: perProductAndYear,
  },
}

const CALLS_ZONE = 'America/New_York'
const closed = ({ complaints }: Came) => complaints.flatMap((row) => (row.complaint.state === 'closed' && row.complaint.closedAt ? [{ row, at: Date.parse(row.complaint.closedAt), received: Date.parse(row.complaint.receivedAt) }] : []))
const dueOf = (row: Imported) => instantOfWall(zoneOf(CALLS_ZONE), wallOf(readDate(row.cell('Due Date'), 'mdy')))

/** Calls to a city: moments as `MM/DD/YYYY hh:mm:ss AM`, some closed before they came. */
const CALLS: Schema = {
  meaning: {
    columns: { externalId: ['Unique Key'], receivedAt: ['Created Date'], closedAt: ['Closed Date'], text: ['Complaint Type', 'Descriptor'], closingNote: ['Resolution Description'], place: ['City'] },
    dates: { receivedAt: 'mdy', closedAt: 'mdy' }, timeZone: CALLS_ZONE, values: {},
  },
  figures: {
    rows: ({ complaints }) => complaints.length,
    closed: (came) => closed(came).length,
    closed_on_or_before_due: (came) => closed(came).filter(({ row, at }) => at <= dueOf(row)).length,
    closed_late: (came) => closed(came).filter(({ row, at }) => at > dueOf(row)).length,
    closed_before_created: (came) => closed(came).filter(({ at, received }) => at < received).length,
    median_days_to_close: (came) => rounded(quantile(closed(came).map(({ at, received }) => (at - received) / DAY), 0.5), 1),
    by_status: by('Status'), by_descriptor: by('Descriptor'), by_borough: by('Borough'),
  },
}

/** Told apart by what is counted. */
const schemaOf = (content: Readonly<Record<string, unknown>>): Schema | null => {
  if (typeof content['rows'] !== 'number') return null
  return [LETTERS, CALLS].find(({ figures }) => Object.keys(content).some((key) => key !== 'rows' && key in figures)) ?? null
}

/** What says of itself how the figures are to be understood is no figure. */
const NO_FIGURE = ['file', 'timestamps', 'note']

/** Figures of a table of complaints that lies beside them: the table is imported, and the figures are counted over what the product then holds. */
export const tables = (product: Lazy): Recogniser => (content, _folder, file) => {
  const schema = isRecord(content) ? schemaOf(content) : null
  const table = file.replace(/\.expected\.json$/, '.csv')
  if (!isRecord(content) || !schema) return null
  if (!existsSync(table)) return [skipped('table', 'the table is not there')]
  let coming: Promise<Came> | null = null
  const came = async () => { coming ??= bringTable(await product.ask(), table, schema.meaning); return coming }
  return Object.entries(content).filter(([key]) => !NO_FIGURE.includes(key)).map(([key, expected]): Case => {
    const figure = schema.figures[key]
    if (!figure) return skipped(key, 'no such figure is counted yet')
    return { id: key, run: async () => { const actual = figure(await came()); return judged(isDeepStrictEqual(actual, expected), expected, actual) } }
  })
}
