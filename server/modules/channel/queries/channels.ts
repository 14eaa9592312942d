import type { z } from 'zod'
import type { Built, Channel, ChannelKind, messages as listContract, News, OutMessage, SendProblem, SendState, Template, Told, told as toldContract } from '#contract/channel.ts'
import { type Locale, notFound } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { pageOf, readCursor } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { findComplaint } from '#modules/complaint/queries/case.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import type { Said } from '../commands/queue.ts'
import { endOf } from '../rules/mobile.ts'

const standing = async (read: Reader, organizationId: string) => {
  const rows = await read.selectFrom('channel.message').select((eb) => ['lane', 'state', eb.fn.countAll<number>().as('n')]).where('organization_id', '=', organizationId).where('state', 'in', ['waiting', 'dead']).groupBy(['lane', 'state']).execute()
  return (lane: string, state: string) => rows.find((r) => r.lane === lane && r.state === state)?.n ?? 0
}

/** Every way out; of secrets only which are kept. */
export const channels = (canMail: boolean) => query('channel.read', async (read, actor, _input: Record<string, never>) => {
  const rows = await read.selectFrom('channel.channel as c').leftJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.unit_id'))
    .selectAll('c').select('u.name as unit_name').where('c.organization_id', '=', actor.organizationId).where('c.removed_at', 'is', null).orderBy('c.id').execute()
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.made_by))
  const count = await standing(read, actor.organizationId)
  return {
    items: rows.map((r): Channel => ({
      id: r.id, kind: r.kind as ChannelKind, name: r.name, settings: r.settings as Record<string, string>, secrets: Object.keys(r.secrets as object), templates: r.templates as Template[], unitId: r.unit_id, unitName: r.unit_name, news: r.news as News[], summaryAt: r.summary_at,
      locale: r.locale as Locale, madeBy: name(r.made_by) ?? { id: r.made_by, name: '' }, madeAt: iso(r.made_at), pausedAt: isoOrNull(r.paused_at), triedAt: isoOrNull(r.tried_at), problem: r.problem as SendProblem | null, said: r.said, failingSince: isoOrNull(r.failing_since),
      waiting: count(r.id, 'waiting'), dead: count(r.id, 'dead'),
    })),
    built: (['mail', 'push'] as const).map((lane): Built => ({ lane, ready: lane === 'push' || canMail, waiting: count(lane, 'waiting'), dead: count(lane, 'dead') })), next: null,
  }
})

/** What was asked for, as it is called in the reader's language: a kind of notice, a letter, news of a group. */
const kindWords = (kind: string, locale: Locale) => words(locale, ['channel', 'kinds', kind]) ?? words(locale, ['channel', 'kinds', 'notice']) ?? kind

/** What was said: of SMS what stood in the blanks, which is all that we know of it. A code that still waits to go out is for its reader alone. */
const textOf = (said: Said, medium: string) => {
  if (medium !== 'sms' || !said.values) return said.text
  return Object.entries(said.values).flatMap(([name, value]) => (value ? [name === 'code' ? '…' : value] : [])).join(' · ')
}

const rowsOf = (read: Reader, actor: Actor) => read.selectFrom('channel.message').selectAll().where('organization_id', '=', actor.organizationId)

/** Newest first. A number of a customer is shown by its end alone: who needs it whole opens the case. */
export const messages = query('channel.read', async (read, actor, { lane, state, limit = 50, cursor }: z.output<typeof listContract.input>) => {
  let asked = rowsOf(read, actor).orderBy('id', 'desc').limit(limit + 1)
  if (lane) asked = asked.where('lane', '=', lane)
  if (state) asked = asked.where('state', '=', state)
  if (cursor) asked = asked.where('id', '<', String(readCursor(cursor)[0]))
  const rows = await asked.execute()
  const name = await namesOf(read, actor.organizationId, rows.map((r) => r.person_id))
  return pageOf(rows, limit, (r) => [r.id], (r): OutMessage => ({
    id: r.id, lane: r.lane, medium: r.medium, kind: r.kind, words: kindWords(r.kind, actor.locale), person: name(r.person_id), to: r.person_id === null && r.address ? endOf(r.address) : null, complaintId: r.complaint_id, text: textOf(r.said as unknown as Said, r.medium), pressing: r.pressing,
    state: r.state as SendState, attempts: r.attempts, madeAt: iso(r.made_at), triedAt: isoOrNull(r.tried_at), nextAt: r.state === 'waiting' || r.state === 'gathered' ? iso(r.next_at) : null, doneAt: isoOrNull(r.done_at), problem: r.problem as SendProblem | null, answer: r.answer, providerId: r.provider_id,
  }))
})

/** What the customer of a case was told by SMS; within the reader's sight of the case. */
export const told = query('complaint.read', async (read, actor, { complaintId }: z.output<typeof toldContract.input>) => {
  if (!await findComplaint(read, actor.organizationId, complaintId)) throw new Problem(notFound)
  const rows = await rowsOf(read, actor).where('complaint_id', '=', complaintId).where('person_id', 'is', null).where('medium', '=', 'sms').orderBy('id', 'desc').limit(50).execute()
  return { items: rows.map((r): Told => ({ id: r.id, kind: r.kind as Told['kind'], to: r.address ?? '', state: r.state as SendState, at: iso(r.made_at), doneAt: isoOrNull(r.done_at), problem: r.problem as SendProblem | null })), next: null }
}, ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))

/** Whether somebody may see a case, asked as them. */
export const caseInSight = query('complaint.read', async (read, actor, { complaintId }: { complaintId: string }) => await findComplaint(read, actor.organizationId, complaintId) !== null)

/** Of which cases notices are, whether these are confidential, and who was told. */
export const aboutNotices = query('channel.plan', async (read, actor, { noticeIds }: { noticeIds: readonly string[] }) =>
  read.selectFrom('notification.notice as n').leftJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'n.organization_id').onRef('c.id', '=', 'n.complaint_id'))
    .select(['n.person_id', 'n.complaint_id', 'c.confidential']).where('n.organization_id', '=', actor.organizationId).where('n.id', 'in', [...noticeIds]).execute())

/** How urgent the case of a receipt is, and what language the house speaks. */
export const receiptStanding = query('channel.plan', async (read, actor, { complaintId }: { complaintId: string }) => {
  const row = await read.selectFrom('complaint.complaint as c').innerJoin('identity.organization as o', 'o.organization_id', 'c.organization_id').select(['c.urgency', 'o.locale']).where('c.organization_id', '=', actor.organizationId).where('c.id', '=', complaintId).executeTakeFirst()
  return row ? { urgency: row.urgency, locale: row.locale as Locale } : null
})
