import { Fen } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { type AnswerPart, type By, FoundOrder, MOST_FOUND, type SourceFields, headerOdd, hostVaries, noValue } from '#contract/order-book.ts'
import { phoneKey } from '#modules/customer/rules.ts'

const folded = (value: string): string => value.normalize('NFKC').replace(/\s/g, '').toLowerCase()

/** As it is compared: nobody types a number twice alike. Null where nothing can be compared. */
export const keyOf = (by: By, value: string | null): string | null => {
  if (value === null || value.trim() === '') return null
  return by === 'phone' ? phoneKey(value) ?? folded(value) : folded(value)
}

/** Asked by something that tells who a person is. */
export const isOfPerson = (by: string): boolean => by === 'phone' || by === 'member'

/** Who complains is not for everybody who reads the case. */
export const isKept = ({ identity }: { readonly identity: string }): boolean => identity !== 'open'

/** Who bought it is told to who knows it already, or may know it: a number alone, of any case, is no reason. */
export const isUnnamed = ({ by, kept, seesIdentity }: { readonly by: By; readonly kept: boolean; readonly seesIdentity: boolean }): boolean => kept || !(isOfPerson(by) || seesIdentity)

const VALUE = '{value}'
const BY = '{by}'
/** Headers that are of the line, not of who asks. */
const OF_THE_LINE = /^(host|content-length|content-type|connection|transfer-encoding|upgrade|te|trailer|expect|proxy-.*)$/i

/** The address as it is asked: both stand in it as one part each, whatever they hold. */
export const addressFor = (template: string, by: By, value: string): string => template.replaceAll(BY, by).replaceAll(VALUE, encodeURIComponent(value))

/** Nothing that varies before the first part behind the host; white space is left out by who reads addresses, and could hide where the host ends. */
const FIXED_HOST = /^[a-z]+:\/\/[^\s/?#{\\]+(?:[/?#]|$)/i

/** Why settings are not taken, besides the address itself. The host is the same whatever is asked. */
export const whyNotSource = ({ url, method, header }: Pick<SourceFields, 'url' | 'method' | 'header'>): { readonly refusal: Refusal; readonly field: string } | null => {
  if (method === 'GET' && !url.includes(VALUE)) return { refusal: noValue, field: 'url' }
  if (!FIXED_HOST.test(url)) return { refusal: hostVaries, field: 'url' }
  return header && OF_THE_LINE.test(header.name) ? { refusal: headerOdd, field: 'header/name' } : null
}

/** What lies at a path of names; undefined where it leads nowhere. */
export const at = (value: unknown, path: string): unknown => path.split('.').filter((name) => name !== '').reduce<unknown>((inner, name) =>
  (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name) ? (inner as Record<string, unknown>)[name] : undefined), value)

const textOf = (value: unknown): string | null => {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
  return text === '' ? null : text.replaceAll('\u0000', '').slice(0, 200).toWellFormed()
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/
/** Year first, as systems write it; anything else is not guessed. */
const dayOf = (value: unknown): string | null => {
  const [, year = '', month = '', day = ''] = DAY.exec(textOf(value) ?? '') ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return FoundOrder.shape.boughtOn.safeParse(date).success ? date : null
}

/** Digit by digit: no amount passes through a fraction. More than we can keep is no amount. */
const fenOf = (value: unknown, amountIn: 'yuan' | 'fen'): number | null => {
  const [, whole, part = ''] = /^(\d{1,12})(?:\.(\d{1,2})\d*)?$/.exec((textOf(value) ?? '').replace(/[,¥￥\s]/g, '')) ?? []
  if (whole === undefined) return null
  const fen = amountIn === 'fen' ? Number(whole) : Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return Fen.safeParse(fen).success ? fen : null
}

type Shape = Pick<SourceFields, 'listPath' | 'paths' | 'amountIn'>
const DEFAULT_LIST = 'orders'

const orderOf = (row: unknown, { paths, amountIn }: Shape): FoundOrder | null => {
  const told = (part: AnswerPart) => at(row, paths[part] || part)
  const number = textOf(told('number'))
  if (number === null) return null
  const text = (part: AnswerPart) => textOf(told(part))
  return {
    number, product: text('product'), productCode: text('productCode'), lot: text('lot'), serial: text('serial'), quantity: text('quantity'), boughtOn: dayOf(told('boughtOn')), amountFen: fenOf(told('amount'), amountIn), unit: text('unit'),
    customerName: text('customerName'), phone: text('phone'), memberNumber: text('memberNumber'), shipment: text('shipment'), shippedOn: dayOf(told('shippedOn')),
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export interface Read { readonly orders: readonly FoundOrder[]; readonly more: boolean }
/** Orders in an answer; null when it is not as agreed: no JSON, no list at the place, or entries without a number. One order that stands alone is a list of one. */
export const readAnswer = (text: string, shape: Shape, most = MOST_FOUND): Read | null => {
  const body = parsed(text)
  const there = body === undefined ? undefined : Array.isArray(body) && shape.listPath === '' ? body : at(body, shape.listPath || DEFAULT_LIST)
  if (there === null) return { orders: [], more: false }
  const rows = Array.isArray(there) ? there : typeof there === 'object' ? [there] : null
  if (!rows) return null
  const orders = rows.slice(0, most).map((row) => orderOf(row, shape))
  return orders.some((order) => order === null) ? null : { orders: orders.filter((order) => order !== null), more: rows.length > most }
}

const sameText = (a: string | null, b: string | null) => (a === null || b === null ? a === b : folded(a) === folded(b))
const sameThing = (a: FoundOrder, b: FoundOrder) => (['number', 'product', 'productCode', 'serial', 'lot'] as const).every((part) => sameText(a[part], b[part]))
const samePhone = (a: FoundOrder, b: FoundOrder) => keyOf('phone', a.phone) === keyOf('phone', b.phone)
const sameSale = (a: FoundOrder, b: FoundOrder) => sameThing(a, b) && a.boughtOn === b.boughtOn && sameText(a.unit, b.unit) && samePhone(a, b)
/** What is told anew may say more than before; where both name the shop or the buyer and name others, it is another sale under the same number. */
const toldAnew = (a: FoundOrder, b: FoundOrder) => sameThing(a, b) && (!a.unit || !b.unit || sameText(a.unit, b.unit)) && (!a.phone || !b.phone || samePhone(a, b))

/** An order and who tells it: a table, or a system. */
export interface ToldOrder { readonly from: string; readonly order: FoundOrder }
/** What several tell comes once, as it was told first. Whoever tells two orders apart by day, shop or buyer means two. */
export const once = (told: readonly ToldOrder[]): FoundOrder[] => {
  const kept = new Map<string, ToldOrder[]>()
  for (const one of told) {
    const number = folded(one.order.number)
    const others = kept.get(number) ?? []
    if (!others.some((other) => (other.from === one.from ? sameSale : toldAnew)(other.order, one.order))) kept.set(number, [...others, one])
  }
  const first = new Set([...kept.values()].flat())
  return told.filter((one) => first.has(one)).map(({ order }) => order)
}
