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
import { isShown, isStanding } from '#modules/remedy/rules.ts'

type Say = (key: string, params?: Record<string, string | number>) => string

const itemsOf = async (read: Reader, organizationId: string, proposalId: string | undefined) =>
  (proposalId ? read.selectFrom('remedy.item').select(['point_id', 'kind', 'amount_fen']).where('organization_id', '=', organizationId).where('proposal_id', '=', proposalId).orderBy('no').execute() : [])

const rowsOf = async (read: Reader, organizationId: string, complaintId: string) => {
  const of = { organizationId, complaintId }
  const [points, findings, agreement, tasks, declined, notice, last] = await Promise.all([
    pointsOf(read, organizationId, complaintId),
    read.selectFrom('investigation.finding').select(['point_id', 'body', 'liability']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('superseded_at', 'is', null).orderBy('id').execute(),
    read.selectFrom('settlement.agreement').select(['id', 'proposal_id', 'agreed_at']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('cancelled_at', 'is', null).orderBy('id', 'desc').limit(1).executeTakeFirst(),
    read.selectFrom('settlement.task').select(['agreement_id', 'state']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).execute(),
    read.selectFrom('remedy.declined_demand').select(['grounds', 'further_ways', 'proposal_id', 'at']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst(),
    read.selectFrom('settlement.notice').select('answers').where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id', 'desc').limit(1).executeTakeFirst(),
    read.selectFrom('remedy.proposal').select(['id', 'state', 'offered_at']).where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('offered_at', 'is not', null).orderBy('no', 'desc').limit(1).executeTakeFirst(),
  ])
  const offer = last && isShown(last.state) ? last : undefined
  const [items, offered] = await Promise.all([agreement?.proposal_id, offer?.id].map((id) => itemsOf(read, organizationId, id)))
  return { of, points, findings, agreement, tasks, declined: declined && isStanding(declined, offer) ? declined : undefined, notice, items: items ?? [], offer: offer && { ...offer, items: offered ?? [] } }
}
type Rows = Awaited<ReturnType<typeof rowsOf>>

const itemWords = (locale: Locale, { kind, amount_fen }: Rows['items'][number]) => [words(locale, ['terms', 'remedyKind', kind]) ?? kind, ...(amount_fen > 0 ? [yuan(amount_fen)] : [])].join(' ')

const together = (all: readonly string[], locale: Locale) => all.join(words(locale, ['papers', 'common', 'and']) ?? ', ')

/** What was found of a point, what the customer was told of it already, and what was agreed for it. */
const answerOf = ({ findings, notice, items }: Rows, pointId: string, locale: Locale, say: Say): string => {
  const told = (notice?.answers as { pointId: string; answer: string }[] | undefined)?.find((one) => one.pointId === pointId)?.answer
  const found = findings.filter((f) => f.point_id === pointId).map((f) => say('found', { text: f.body, liability: words(locale, ['terms', 'liability', f.liability]) ?? f.liability }))
  const agreed = items.filter((i) => i.point_id === pointId).map((i) => itemWords(locale, i))
  return [...found, ...(told ? [told] : []), ...(agreed.length ? [say('agreedItems', { items: together(agreed, locale) })] : [])].join('\n')
}

/** What the customer may still answer. */
const OPEN = ['offered', 'countered']

const outcomeOf = ({ agreement, tasks, declined, offer }: Rows, locale: Locale, timeZone: string, say: Say): string => {
  if (agreement) {
    const own = tasks.filter((t) => t.agreement_id === agreement.id && t.state !== 'cancelled')
    const open = own.filter((t) => t.state !== 'done').length
    return say(open ? 'agreedOpen' : 'agreedDone', { at: formatInstant(iso(agreement.agreed_at), locale, timeZone), open })
  }
  if (declined) return say('declined', { grounds: declined.grounds, ways: together((declined.further_ways as string[]).map((way) => words(locale, ['terms', 'furtherWay', way]) ?? way), locale) })
  if (offer?.offered_at) return say(OPEN.includes(offer.state) ? 'offered' : 'notTaken', { at: formatInstant(iso(offer.offered_at), locale, timeZone), items: together(offer.items.map((item) => itemWords(locale, item)), locale) })
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
