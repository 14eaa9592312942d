import type { AskedByLink } from '#contract/approval-link.ts'
import { linkOver } from '#contract/authority.ts'
import type { Words } from '#contract/common.ts'
import type { RemedyKind, Urgency } from '#contract/packs.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { approvalsOf, keptSteps, postsOf } from '#modules/authority/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { whyNotDecide } from './remedies.ts'

interface Behind { readonly linkId: string; readonly remedyId: string }

/** What the link shows to the person it was sent to, who is asked as themselves: what they may not see, it does not show. */
export const behindLink = query('remedy.read', async (read, actor, { linkId, remedyId }: Behind, now): Promise<AskedByLink> => {
  const { organizationId, locale } = actor
  const row = await read.selectFrom('remedy.proposal as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
    .innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id')).innerJoin('identity.organization as o', 'o.organization_id', 'p.organization_id')
    .innerJoin('authority.link as l', (j) => j.onRef('l.organization_id', '=', 'p.organization_id').onRef('l.subject_id', '=', 'p.id'))
    .selectAll('p').select(['c.number', 'c.unit_id', 'c.accused', 'c.urgency', 'n.name as unit_name', 'n.time_zone', 'o.name as organization', 'l.until', 'l.used_for']).where('p.organization_id', '=', organizationId).where('p.id', '=', remedyId).where('l.id', '=', linkId).executeTakeFirst()
  if (!row) throw new Problem(linkOver)
  const [items, points, steps, said, posts] = await Promise.all([
    read.selectFrom('remedy.item').selectAll().where('organization_id', '=', organizationId).where('proposal_id', '=', remedyId).orderBy('no').execute(),
    read.selectFrom('complaint.point').select(['words', 'reading']).where('organization_id', '=', organizationId).where('complaint_id', '=', row.complaint_id).orderBy('no').execute(),
    keptSteps(read, organizationId, [remedyId]), approvalsOf(read, organizationId, [remedyId]), postsOf(read, organizationId, actor.id),
  ])
  const name = await namesOf(read, organizationId, [row.proposed_by, ...said.map((a) => a.by_id)])
  const refusal = whyNotDecide(posts, row, steps, row, now)
  return {
    state: row.used_for ? 'used' : row.state === 'awaitingApproval' ? 'open' : 'over', usedFor: row.used_for as AskedByLink['usedFor'], organization: row.organization, person: actor.name, number: row.number, unitName: row.unit_name, timeZone: row.time_zone, urgency: row.urgency as Urgency,
    about: points.map((p) => p.reading || p.words), items: items.map((i) => ({ kind: i.kind as RemedyKind, label: words(locale, ['terms', 'remedyKind', i.kind]) ?? i.kind, amountFen: i.amount_fen, note: i.note })), totalFen: row.total_fen, reason: row.reason, why: row.why as Words | null,
    proposedBy: name(row.proposed_by)?.name ?? '', proposedAt: iso(row.proposed_at), until: iso(row.until), said: said.map((a) => ({ by: name(a.by_id)?.name ?? '', verdict: a.verdict as 'approved', comment: a.comment, at: iso(a.at) })), whyNot: refusal && refusalWords(refusal, locale),
  }
})
