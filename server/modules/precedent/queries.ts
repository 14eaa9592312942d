import type { Reader } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'
import { NEEDED } from './rules.ts'

export interface Precedent { readonly complaintId: string; readonly number: string; readonly why: ('sameSeverity' | 'sameLiability')[]; readonly givenFen: number; readonly kinds: string[]; readonly satisfied: boolean | null; readonly closedAt: Instant }
export interface Like { readonly category: string; readonly above: readonly string[]; readonly severity: string | null; readonly liability: string | null }
/** `same`: what may be compared. `near`: only when those are too few, to read and not to reckon with. */
export interface Alike { readonly same: readonly Precedent[]; readonly near: readonly Precedent[] }

export const NOTHING_ALIKE: Alike = { same: [], near: [] }
const MOST = 200

const rowsOf = (read: Reader, organizationId: string, except: string) => read.selectFrom('precedent.precedent').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '!=', except).orderBy('closed_at', 'desc').limit(MOST)
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

/** The most alike and newest first; each case once. */
const shown = (rows: readonly Row[], like: Like): Precedent[] => [...new Map(rows.map((r) => [r.complaint_id, r])).values()].map((r) => ({
  complaintId: r.complaint_id, number: r.number, givenFen: r.given_fen, kinds: r.kinds, satisfied: r.satisfied, closedAt: r.closed_at,
  why: [...(like.severity && r.severity === like.severity ? ['sameSeverity' as const] : []), ...(like.liability && r.liability === like.liability ? ['sameLiability' as const] : [])],
})).sort((a, b) => b.why.length - a.why.length || b.closedAt.getTime() - a.closedAt.getTime())

/** Closed cases of the same category, and where those are too few, of its nearest kin. */
export const alike = async (read: Reader, organizationId: string, like: Like, except: string): Promise<Alike> => {
  const same = shown(await rowsOf(read, organizationId, except).where('category_code', '=', like.category).execute(), like)
  const [parent] = like.above
  if (same.length >= NEEDED || !parent) return { same, near: [] }
  const kin = await rowsOf(read, organizationId, except).where('category_code', '!=', like.category).where((eb) => eb.or([eb('category_code', '=', parent), eb(eb.val(parent), '=', eb.fn.any('above'))])).execute()
  return { same, near: shown(kin, like).filter((k) => !same.some((s) => s.complaintId === k.complaintId)) }
}
