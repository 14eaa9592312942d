import type { Locale } from '#contract/common.ts'
import { notFound } from '#contract/common.ts'
import type { Outside } from '#contract/questionnaire.ts'
import type { Answers, Questions } from '#contract/questions.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'

/** Behind a link: what is asked, and afterwards what was answered. Of the case nothing but its number is told. */
export const questionsBehind = query('portal.read', async (read, actor, { sentId }: { sentId: string }): Promise<Outside> => {
  const row = await read.selectFrom('questionnaire.sent as s').innerJoin('questionnaire.edition as e', (j) => j.onRef('e.organization_id', '=', 's.organization_id').onRef('e.template_id', '=', 's.template_id').onRef('e.no', '=', 's.edition'))
    .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 's.organization_id').onRef('c.id', '=', 's.complaint_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 's.organization_id')
    .selectAll('s').select(['e.body', 'n.time_zone', 'o.name as organization']).where('s.organization_id', '=', actor.organizationId).where('s.id', '=', sentId).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const { title, intro, questions } = row.body as Questions
  const state = row.state === 'answered' ? 'answered' : row.state === 'withdrawn' ? 'over' : 'open'
  return {
    state, organization: row.organization, number: row.number, title, intro: intro ?? null, note: row.note, name: row.name, locale: row.locale as Locale, timeZone: row.time_zone, until: iso(row.until), questions: questions.map((one) => ({ ...one, choices: one.choices ?? [] })),
    answers: row.answers as Answers | null, answered: row.answered_at && { at: iso(row.answered_at), by: row.signed_name ?? '' },
  }
})
