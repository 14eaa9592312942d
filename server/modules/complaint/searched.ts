import type { RegisterComplaint } from '#contract/complaint.ts'
import { fold } from '#kernel/fold.ts'
import { gramVector } from '#kernel/grams.ts'
import { searchedText } from '#kernel/question.ts'
import { readingsOf } from '#kernel/readings.ts'
import { digitsOf } from '#modules/customer/rules.ts'

/** What of a complaint can be searched; names and titles also by their sound. */
export interface Searchable { readonly names: readonly string[]; readonly texts: readonly string[] }

/** A product or an order is told by its parts, or by its name or number alone. */
export const asObject = <T extends object>(given: T | string | null | undefined, key: keyof T): T | null => (typeof given === 'string' ? (given ? { [key]: given } as T : null) : (given ?? null))

/** What it was bought as, in one line, as tables of rules look through it. */
export const productWords = (product: { readonly name?: string | undefined; readonly code?: string | undefined } | null): string => [product?.name, product?.code].filter(Boolean).join(' ')

const told = (parts: readonly (string | null | undefined)[]): string[] => parts.filter((part) => part !== null && part !== undefined && part !== '') as string[]

export const searchable = (input: RegisterComplaint, number: string): Searchable => {
  const [product, order, { name, phone, email, memberNumber }] = [asObject(input.product, 'name'), asObject(input.order, 'number'), input.customer]
  return {
    names: told([name, product?.name]),
    texts: told([number, phone, digitsOf(phone), email, memberNumber, ...input.points.flatMap((p) => [p.text, p.wants]), input.place, input.soFar, product?.code, order?.number, ...Object.values(input.fields ?? {}).map(String)]),
  }
}

/** The columns of a row of the search, in the slice with this key. */
export const searchColumns = ({ names, texts }: Searchable, key: string): { body: string; grams: string } => {
  const folded = fold([...names, ...texts].join('\n'))
  const readings = [...new Set(names.flatMap(readingsOf))]
  return { body: searchedText(folded, readings), grams: gramVector(folded, readings, key) }
}
