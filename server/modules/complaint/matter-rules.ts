import { DAY, type Instant } from '#kernel/time.ts'

/** What tells the matter of a complaint: category, order, lot, goods. */
export interface MatterOf { readonly categories: readonly string[]; readonly order: string | null; readonly lot: string | null; readonly productName: string | null; readonly productCode: string | null }

const plain = (text: string | null) => text?.trim().toLowerCase() || null
const same = (a: string | null, b: string | null) => plain(a) !== null && plain(a) === plain(b)

/** Whether a customer's two complaints are about the same matter. */
export const isSameMatter = (a: MatterOf, b: MatterOf): boolean =>
  same(a.order, b.order) || same(a.lot, b.lot) || same(a.productCode, b.productCode) || same(a.productName, b.productName) || a.categories.some((code) => b.categories.includes(code))

export interface EarlierMatter extends MatterOf { readonly customerId: string; readonly complaintId: string; readonly receivedAt: Instant }

/** The customer's latest earlier case of the same matter, not longer ago than `days`. */
export const earlierOf = (customerId: string, matter: MatterOf, receivedAt: Instant, days: number, earlier: readonly EarlierMatter[]): EarlierMatter | undefined =>
  earlier.filter((e) => e.customerId === customerId && e.receivedAt <= receivedAt && receivedAt.getTime() - e.receivedAt.getTime() <= days * DAY && isSameMatter(matter, e)).sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime())[0]
