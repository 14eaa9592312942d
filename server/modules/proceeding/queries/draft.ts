import { notFound, type Locale } from '#contract/common.ts'
import type * as contract from '#contract/proceeding.ts'
import type { z } from 'zod'
import type { Reader } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { yuan } from '#kernel/money.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { formatInstant } from '#kernel/format-time.ts'
import { iso } from '#kernel/time.ts'
import { pointsOf } from '#modules/complaint/queries/case.ts'

type Say = (key: string, params?: Record<string, string | number>) => string

const rowsOf = async (read: Reader, organizationId: string, complaintId: string) => {
  const of = { organizationId, complaintId }
  const [points, findings, agreement, tasks, declined, notice] = await Promise.all([
    pointsOf(read, organizationId, complaintId),
    read.selectFrom('investigation.finding').select(['point_id', 'body', 'liability']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('superseded_at', 'is', null).orderBy('id').execute(),
    read.selectFrom('settlement.agreement').select(['id', 'proposal_id', 'agreed_at']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('cancelled_at', 'is', null).orderBy('id', 'desc').limit(1).executeTakeFirst(),
    read.selectFrom('settlement.task').select(['agreement_id', 'state']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).execute(),
    read.selectFrom('remedy.declined_counter').select(['grounds', 'further_ways']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst(),
    read.selectFrom('settlement.notice').select('answers').where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst(),
  ])
  const items = agreement ? await read.selectFrom('remedy.item').select(['point_id', 'kind', 'amount_fen']).where('organization_id', '=', organizationId).where('proposal_id', '=', agreement.proposal_id).orderBy('no').execute() : []
  return { of, points, findings, agreement, tasks, declined, notice, items }
}
type Rows = Awaited<ReturnType<typeof rowsOf>>

const itemWords = (locale: Locale, { kind, amount_fen }: Rows['items'][number]) => [words(locale, ['terms', 'remedyKind', kind]) ?? kind, ...(amount_fen > 0 ? [yuan(amount_fen)] : [])].join(' ')

/** What was found of a point, what the customer was told of it already, and what was agreed for it. */
const answerOf = ({ findings, notice, items }: Rows, pointId: string, locale: Locale, say: Say): string => {
  const told = (notice?.answers as { pointId: string; answer: string }[] | undefined)?.find((one) => one.pointId === pointId)?.answer
  const found = findings.filter((f) => f.point_id === pointId).map((f) => say('found', { text: f.body, liability: words(locale, ['terms', 'liability', f.liability]) ?? f.liability }))
  const agreed = items.filter((i) => i.point_id === pointId).map((i) => itemWords(locale, i))
  return [...found, ...(told ? [told] : []), ...(agreed.length ? [say('agreedItems', { items: agreed.join(words(locale, ['papers', 'common', 'and']) ?? ', ') })] : [])].join('\n')
}

const outcomeOf = ({ agreement, tasks, declined }: Rows, locale: Locale, timeZone: string, say: Say): string => {
  if (agreement) {
    const own = tasks.filter((t) => t.agreement_id === agreement.id && t.state !== 'cancelled')
    const open = own.filter((t) => t.state !== 'done').length
    return say(open ? 'agreedOpen' : 'agreedDone', { at: formatInstant(iso(agreement.agreed_at), locale, timeZone), open })
  }
  if (declined) return say('declined', { grounds: declined.grounds, ways: (declined.further_ways as string[]).map((way) => words(locale, ['terms', 'furtherWay', way]) ?? way).join(words(locale, ['papers', 'common', 'and']) ?? ', ') })
  return say('underWay')
}

/** An answer to the body as it begins: what the case itself holds, point by point. Whoever sends it looks it through. */
export const reportDraft = query('proceeding.read', async (read, { organizationId, locale }, { id }: { id: string }): Promise<z.input<typeof contract.reportDraft.output>> => {
  const row = await read.selectFrom('proceeding.proceeding as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id')).innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
    .select(['p.complaint_id', 'p.ended_at', 'c.state', 'n.time_zone']).where('p.organization_id', '=', organizationId).where('p.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const rows = await rowsOf(read, organizationId, row.complaint_id)
  const say: Say = (key, params = {}) => words(locale, ['proceeding', 'draft', key], params) ?? ''
  const over = row.ended_at !== null || row.state === 'closed' || rows.tasks.some((t) => t.state === 'done')
  return {
    kind: over ? 'outcome' : 'interim', outcome: outcomeOf(rows, locale, row.time_zone, say),
    answers: rows.points.map((p) => ({ pointId: p.id, no: p.no, text: p.words, wants: p.wants, answer: answerOf(rows, p.id, locale, say) })),
  }
}, undefined)
