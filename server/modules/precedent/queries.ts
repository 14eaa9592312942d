import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'

export interface Comparable { readonly complaintId: string; readonly number: string; readonly why: string[]; readonly givenFen: number; readonly kinds: string[]; readonly satisfied: boolean | null; readonly closedAt: Instant }
export interface Like { readonly category: string; readonly above: readonly string[]; readonly severity: string | null; readonly liability: string | null }

const MOST = 200

const whyAlike = (r: { category_code: string; severity: string | null; liability: string | null }, like: Like): string[] => [
  r.category_code === like.category ? 'sameCategory' : 'nearCategory', ...(like.severity && r.severity === like.severity ? ['sameSeverity'] : []), ...(like.liability && r.liability === like.liability ? ['sameLiability'] : []),
]

/** Closed cases of the same category, or of its nearest kin, the most alike and newest first. */
export const comparable = async (read: Reader, organizationId: string, like: Like, except: string): Promise<Comparable[]> => {
  const parent = like.above[0]
  const rows = await read.selectFrom('precedent.precedent').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '!=', except)
    .where((eb) => eb.or([eb('category_code', '=', like.category), ...(parent ? [eb('category_code', '=', parent), eb(eb.val(parent), '=', eb.fn.any('above'))] : [])]))
    .orderBy('closed_at', 'desc').limit(MOST).execute()
  const shown = rows.map((r) => ({ complaintId: r.complaint_id, number: r.number, why: whyAlike(r, like), givenFen: r.given_fen, kinds: r.kinds, satisfied: r.satisfied, closedAt: r.closed_at }))
  const same = shown.filter((c) => c.why[0] === 'sameCategory')
  return (same.length >= 5 ? same : shown).sort((a, b) => b.why.length - a.why.length || b.closedAt.getTime() - a.closedAt.getTime())
}
