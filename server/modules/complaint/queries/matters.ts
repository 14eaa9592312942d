import type { About } from '#contract/complaint.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { DAY, type Instant, plusMs } from '#kernel/time.ts'
import { type EarlierMatter, earlierOf } from '../matter-rules.ts'

interface Row { readonly customer_id: string; readonly complaint_id: string; readonly received_at: Instant; readonly order_number: string | null; readonly lot: string | null; readonly product: { readonly name?: string; readonly code?: string } | null; readonly categories: string[] }

/** What these customers complained of since then, in whatever shop (A12); what is confidential is not told. `except`: the case that is asked about. */
export const mattersOf = async (read: Reader, customerIds: readonly string[], since: Instant, except: string | null = null): Promise<EarlierMatter[]> => {
  const { rows } = await sql<Row>`select * from complaint.matters_of(${[...customerIds]}::uuid[], ${since}, ${except}::uuid)`.execute(read.raw)
  return rows.map((r) => ({ customerId: r.customer_id, complaintId: r.complaint_id, receivedAt: r.received_at, categories: r.categories, order: r.order_number, lot: r.lot, productName: r.product?.name ?? null, productCode: r.product?.code ?? null }))
}

/** Whether a known customer comes again with the matter being typed. */
export const isSameMatter = async (read: Reader, { customerId, about }: { readonly customerId?: string | undefined; readonly about?: About | undefined }, days: number, now: Instant) => {
  if (!customerId || !about) return false
  const { categoryCodes = [], order = null, lot = null, productName = null, productCode = null } = about
  return earlierOf(customerId, { categories: categoryCodes, order, lot, productName, productCode }, now, days, await mattersOf(read, [customerId], plusMs(now, -days * DAY))) !== undefined
}
