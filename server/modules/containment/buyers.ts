import { LINE } from '#contract/common.ts'
import type { FoundOrder } from '#contract/order-book.ts'
import { keyOf, recipientKey } from './keys.ts'

/** Somebody to be spoken with, by all that they bought of it. `soldBy`: the unit, as an order calls it. */
export interface Buyer { readonly name: string; readonly phone: string | null; readonly order: string; readonly quantity: string | null; readonly soldBy: string | null }

/** What an order calls who bought it: a number can be rung without a name. Null: it does not say. */
const buyerOf = ({ customerName, phone, memberNumber }: FoundOrder): string | null => customerName?.trim() || phone?.trim() || memberNumber?.trim() || null

const joined = (parts: readonly (string | null)[]): string => [...new Set(parts.filter((part) => part))].join(', ').slice(0, LINE).toWellFormed()

/** Whoever bought several times is there once, with all their orders; who it was is taken from the first order that is given. */
export const buyersOf = (orders: readonly FoundOrder[]): { readonly buyers: readonly Buyer[]; readonly unnamed: number } => {
  const of = new Map<string, { name: string; orders: FoundOrder[] }>()
  let unnamed = 0
  for (const order of orders) {
    const name = buyerOf(order)
    if (name === null) unnamed += 1
    else {
      const key = recipientKey({ name, phone: order.phone, order: order.number })
      const known = of.get(key)
      if (known) known.orders.push(order)
      else of.set(key, { name, orders: [order] })
    }
  }
  const buyers = [...of.values()].map(({ name, orders: [first, ...more] }): Buyer => {
    const theirs = first ? [first, ...more] : more
    return { name, phone: first?.phone ?? null, order: joined(theirs.map(({ number }) => number)), quantity: joined(theirs.map(({ quantity }) => quantity)) || null, soldBy: theirs.find(({ unit }) => keyOf(unit))?.unit ?? null }
  })
  return { buyers, unnamed }
}
