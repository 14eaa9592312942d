import type { Tx } from '#kernel/tx.ts'

export interface Lesson { readonly complaintId: string; readonly number: string; readonly categories: readonly { code: string; above: readonly string[]; severity: string | null; liability: string | null }[]; readonly givenFen: number; readonly kinds: readonly string[]; readonly satisfied: boolean | null }

/** A closed case becomes a precedent for each of its categories; closed again, it replaces what was remembered. */
export const remember = async (tx: Tx, lesson: Lesson): Promise<void> => {
  const seen = new Map(lesson.categories.map((c) => [c.code, c]))
  for (const c of seen.values()) {
    const row = { number: lesson.number, above: [...c.above], severity: c.severity, liability: c.liability, given_fen: lesson.givenFen, kinds: [...lesson.kinds], satisfied: lesson.satisfied, closed_at: tx.now }
    await tx.db.insertInto('precedent.precedent').values({ organization_id: tx.actor.organizationId, complaint_id: lesson.complaintId, category_code: c.code, ...row })
      .onConflict((k) => k.columns(['organization_id', 'complaint_id', 'category_code']).doUpdateSet(row)).execute()
  }
}

/** A reopened case is no precedent until it is closed again. */
export const forget = async (tx: Tx, complaintId: string): Promise<void> => {
  await tx.db.deleteFrom('precedent.precedent').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).execute()
}
