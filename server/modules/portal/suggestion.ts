import { notFound } from '#contract/common.ts'
import type { AnswerBy } from '#contract/feedback.ts'
import type { PortalCase } from '#contract/portal.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'

/** What who made a suggestion sees of it: their own words, by when it is answered, the answer, and what became better. Who answered it and how is ours. */
export const lookAtSuggestion = query('portal.read', async (read, actor, { feedbackId }: { feedbackId: string }): Promise<PortalCase> => {
  const row = await read.selectFrom('feedback.feedback as f').innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'f.organization_id').onRef('u.id', '=', 'f.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 'f.organization_id')
    .selectAll('f').select(['u.name as unit_name', 'u.time_zone', 'o.name as organization']).where('f.organization_id', '=', actor.organizationId).where('f.id', '=', feedbackId).executeTakeFirst()
  if (!row?.number) throw new Problem(notFound)
  const step = row.answered_at ? 5 : 1
  return {
    identity: 'open', number: row.number, held: null, includes: [], representative: null, step, stepName: words(actor.locale, ['portal', 'steps', String(step)]) ?? String(step), organization: row.organization, unitName: row.unit_name, timeZone: row.time_zone, handler: null,
    nextBy: row.answered_at ? null : isoOrNull(row.due_at), receivedAt: iso(row.received_at), closed: false, points: [{ no: 1, text: row.words }], messages: [], offer: null, declined: null, outside: [], hear: 'all', hearBy: { asked: 'usual', goes: 'portal', can: [] }, rating: { open: false, score: null },
    suggestion: {
      answerBy: row.answer_by as AnswerBy | null, answer: row.answered_at && { at: iso(row.answered_at), text: row.answer ?? '' }, improvement: row.improved_at && { at: iso(row.improved_at), note: row.improvement ?? '' },
    },
  }
})
