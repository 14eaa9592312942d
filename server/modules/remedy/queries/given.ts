import type { RemedyKind } from '#contract/packs.ts'
import { type Reader, sql } from '#kernel/db.ts'

interface Row { readonly kind: RemedyKind; readonly amount_fen: number; readonly point_id: string }

/** What this case was given already, also under agreements that fell away: the law is not to be done twice, nor a fee given back twice. Of the organisation that asks. */
export const givenItems = async (read: Reader, complaintId: string) => {
  const { rows } = await sql<Row>`select * from remedy.given_items(${complaintId}::uuid)`.execute(read.raw)
  return rows.map(({ kind, amount_fen, point_id }) => ({ kind, amountFen: amount_fen, pointId: point_id }))
}
