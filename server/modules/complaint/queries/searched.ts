import { type Reader, sql } from '#kernel/db.ts'
import type { Kind } from '#kernel/marks.ts'
import { digitsOf } from '#modules/customer/rules.ts'
import type { Searchable } from '../searched.ts'

const casesOf = (read: Reader, organizationId: string, ids: readonly string[]) => read.selectFrom('complaint.complaint as c')
  .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
  .select(['c.id', 'c.number', 'c.complainant_name', 'c.complainant_phone', 'c.complainant_email', 'c.place', 'c.so_far', 'c.product', 'c.order_number', 'c.fields', 'u.name', 'u.phone', 'u.email', 'u.member_number'])
  .where('c.organization_id', '=', organizationId).where(sql<boolean>`c.id = any (${[...ids]}::uuid[])`).execute()

const pointsOf = (read: Reader, organizationId: string, ids: readonly string[]) => read.selectFrom('complaint.point').select(['complaint_id', 'words', 'wants'])
  .where('organization_id', '=', organizationId).where(sql<boolean>`complaint_id = any (${[...ids]}::uuid[])`).orderBy('no').execute()

type Row = Awaited<ReturnType<typeof casesOf>>[number]
type Point = Awaited<ReturnType<typeof pointsOf>>[number]
type Part = string | null | undefined

const given = (parts: readonly Part[]): string[] => parts.filter((part): part is string => part !== null && part !== undefined && part !== '')
const productOf = ({ product }: Row) => (product ?? {}) as { readonly name?: string; readonly code?: string }

/** As the complaint stands in the tables: the same that was given to the search when it was registered. */
const searchableOf = (row: Row, points: readonly Point[]): Searchable => {
  const [product, phone] = [productOf(row), row.complainant_phone ?? row.phone]
  return {
    names: given([row.complainant_name ?? row.name, product.name]),
    texts: given([row.number, phone, digitsOf(phone), row.complainant_email ?? row.email, row.member_number, ...points.flatMap((p) => [p.words, p.wants]), row.place, row.so_far, product.code, row.order_number, ...Object.values((row.fields ?? {}) as Record<string, unknown>).map(String)]),
  }
}

const both = async (read: Reader, organizationId: string, ids: readonly string[]) => {
  const [rows, points] = await Promise.all([casesOf(read, organizationId, ids), pointsOf(read, organizationId, ids)])
  return rows.map((row) => ({ row, points: points.filter((p) => p.complaint_id === row.id) }))
}

/** Complaint → what of it can be searched, read anew from the tables. */
export const searchablesOf = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Searchable>> =>
  new Map((await both(read, organizationId, ids)).map(({ row, points }) => [row.id, searchableOf(row, points)]))

export interface Told { readonly text: string; readonly kind: Kind }
const asTold = (kind: Kind, parts: readonly Part[]): Told[] => given(parts).map((text) => ({ text, kind }))

/** Complaint → the texts a reader may be shown a piece of: the customer's words first. */
export const toldIn = async (read: Reader, organizationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Told[]>> =>
  new Map((await both(read, organizationId, ids)).map(({ row, points }) => [row.id, [
    ...asTold('text', [...points.flatMap((p) => [p.words, p.wants]), row.so_far, row.place]), ...asTold('name', [productOf(row).name]),
    ...asTold('text', [productOf(row).code, row.order_number, ...Object.values((row.fields ?? {}) as Record<string, unknown>).map(String)]),
    ...asTold('number', [row.complainant_phone ?? row.phone]), ...asTold('text', [row.complainant_email ?? row.email, row.member_number]),
  ]]))
