import type { Learning, ModelSummary, Report } from '#contract/classification.ts'
import type { Reader } from '#kernel/db.ts'
import { sql } from '#kernel/db.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { NEEDED, nextAfter } from '../rules.ts'
import { countLessons, countNew } from './models.ts'

export const standingOf = async (read: Reader, organizationId: string) => await read.selectFrom('classification.standing').selectAll().where('organization_id', '=', organizationId).executeTakeFirst() ?? null

const modelsOf = async (read: Reader, organizationId: string): Promise<ModelSummary[]> => {
  const rows = await read.selectFrom('classification.model').select(['id', 'no', 'learnt_at', 'asked_by', 'cases', 'report', sql<number>`octet_length(learnt)`.as('bytes')]).where('organization_id', '=', organizationId).orderBy('no', 'desc').execute()
  const name = await namesOf(read, organizationId, rows.flatMap((r) => (r.asked_by ? [r.asked_by] : [])))
  return rows.map((r) => {
    const report = r.report as Report
    return { id: r.id, no: r.no, learntAt: iso(r.learnt_at), cases: r.cases, bytes: r.bytes, askedBy: r.asked_by ? name(r.asked_by) ?? { id: r.asked_by, name: '' } : null, macroF1: report.category.macroF1, report }
  })
}

/** What suggestions are made of, what was learnt and how good it is. */
export const learning = query('classification.read', async (read, actor, _input: Record<string, never>): Promise<Learning> => {
  const standing = await standingOf(read, actor.organizationId)
  const [cases, newCases, models] = await Promise.all([countLessons(read, actor.organizationId), countNew(read, actor.organizationId, standing?.learnt_until ?? null), modelsOf(read, actor.organizationId)])
  return {
    state: (standing?.state ?? 'idle') as Learning['state'], problem: (standing?.problem ?? null) as Learning['problem'], cases, newCases, needed: NEEDED, nextAfter: nextAfter(standing?.learnt_cases ?? 0),
    modelId: standing?.model_id ?? null, chosen: standing?.chosen ?? false, models,
  }
})
