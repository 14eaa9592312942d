import { LINE } from '#contract/common.ts'
import type { FoundOrder } from '#contract/order-book.ts'
import { keyOf, recipientKey } from './keys.ts'

/** Somebody to be spoken with, by all that they bought of it. `orders`, `quantities`: side by side. `soldBy`: the unit, as an order calls it. */
export interface Buyer { readonly key: string; readonly name: string; readonly phone: string | null; readonly orders: string | null; readonly quantities: string | null; readonly soldBy: string | null }

/** What an order calls who bought it: a number can be rung without a name. Null: it does not say. */
const buyerOf = ({ customerName, phone, memberNumber }: FoundOrder): string | null => customerName?.trim() || phone?.trim() || memberNumber?.trim() || null

const cut = (text: string) => [...text].slice(0, LINE).join('')
const MORE = 8
/** As many as a line holds, and how many there are besides. */
const listed = (parts: readonly string[]): string => {
  let line = ''
  for (const [at, part] of parts.entries()) {
    const longer = at ? `${line}, ${part}` : part
    if (longer.length > LINE - MORE && at < parts.length - 1 || longer.length > LINE) return cut(`${line} +${parts.length - at}`)
    line = longer
  }
  return line
}

const UNSAID = '—'

/** Whoever bought several times is there once, with all their orders: by telephone, else by member number. */
export const buyersOf = (orders: readonly FoundOrder[]): { readonly buyers: readonly Buyer[]; readonly unnamed: number } => {
  const of = new Map<string, FoundOrder[]>()
  for (const order of orders) {
    const name = buyerOf(order)
    if (name === null) continue
    const key = recipientKey({ name, phone: order.phone, order: order.number, member: order.memberNumber })
    const theirs = of.get(key)
    if (theirs) theirs.push(order)
    else of.set(key, [order])
  }
  const buyers = [...of].map(([key, theirs]): Buyer => {
    return {
      key, name: cut([...new Set(theirs.flatMap((order) => buyerOf(order) ?? []))].join('、')), phone: theirs.find(({ phone }) => phone)?.phone ?? null,
      orders: listed(theirs.map(({ number }) => number)) || null, quantities: theirs.some(({ quantity }) => quantity) ? listed(theirs.map(({ quantity }) => quantity || UNSAID)) : null,
      soldBy: theirs.find(({ unit }) => keyOf(unit))?.unit ?? null,
    }
  })
  return { buyers, unnamed: orders.filter((order) => buyerOf(order) === null).length }
}
