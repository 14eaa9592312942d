import type { Words } from '#contract/common.ts'
import type { Approval } from '#contract/remedy.ts'
import { sql } from '#kernel/db.ts'
import { listing } from '#kernel/query.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { iso } from '#kernel/time.ts'
import { asKept, postsOf, shownSteps, stepRows } from '#modules/authority/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { shownException, shownItem, whyNotDecide } from './remedies.ts'

/** What waits for the reader's decision: everything in sight that they have the rank for, oldest first; their own proposals with the reason why not. */
export const approvals = listing('remedy.read', async (read, actor, _input: Record<string, never>, now) => {
  const rows = await read.selectFrom('remedy.proposal as p')
    .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
    .innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .selectAll('p').select(['c.number', 'c.unit_id', 'c.accused', 'c.urgency', sql<string>`coalesce(c.complainant_name, u.name)`.as('customer_name'), 'n.name as unit_name', 'n.time_zone'])
    .where('p.organization_id', '=', actor.organizationId).where('p.state', '=', 'awaitingApproval').where('c.state', '=', 'open').orderBy('p.id').limit(200).execute()
  const items = rows.length ? await read.selectFrom('remedy.item').selectAll().where('organization_id', '=', actor.organizationId).where('proposal_id', 'in', rows.map((r) => r.id)).orderBy('no').execute() : []
  const posts = await postsOf(read, actor.organizationId, actor.id)
  const steps = await stepRows(read, actor.organizationId, rows.map((r) => r.id))
  const name = await namesOf(read, actor.organizationId, [...rows.map((r) => r.proposed_by), ...steps.map((s) => s.done_by)])
  const shown: Approval[] = []
  for (const r of rows) {
    const own = steps.filter((s) => s.subject_id === r.id)
    const refusal = whyNotDecide(posts, r, own.map(asKept), r, now)
    if (refusal && r.proposed_by !== actor.id) continue
    const asked = shownSteps(posts, name, { unitId: r.unit_id, proposedBy: r.proposed_by, about: r.accused ?? [] }, own)
    shown.push({
      remedyId: r.id, version: r.version, complaintId: r.complaint_id, number: r.number, customerName: r.customer_name, unitName: r.unit_name, timeZone: r.time_zone, urgency: r.urgency, totalFen: r.total_fen,
      items: items.filter((i) => i.proposal_id === r.id).map(shownItem), reason: r.reason, proposedBy: name(r.proposed_by) ?? { id: r.proposed_by, name: '' }, proposedAt: iso(r.proposed_at), positionCode: asked.find((s) => s.state === 'open')?.positions[0] ?? r.position_code, steps: asked, exception: shownException(r),
      decidedBy: { table: 'authority', version: r.table_version, rule: r.rule_id, ...(r.why ? { why: r.why as Words } : {}) }, whyNot: refusal ? refusalWords(refusal, actor.locale) : null,
    })
  }
  return { items: shown, next: null }
})
