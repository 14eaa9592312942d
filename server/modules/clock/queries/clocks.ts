import type { z } from 'zod'
import * as contract from '#contract/clock.ts'
import { notAllowed, notFound } from '#contract/common.ts'
import type { ClockView } from '#contract/complaint.ts'
import type { Reader } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import type { Actor } from '#kernel/actor.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type Span, calendarsOf } from '../calendars.ts'
import { stretches } from '../explained.ts'
import { rungsShown } from '../ladder/queries.ts'
import { standings } from '../legal/queries.ts'
import { pausesOf } from '../pauses.ts'

export interface ClockRow { readonly id: string; readonly complaint_id: string; readonly kind: string; readonly started_at: Instant; readonly due_at: Instant; readonly warn_at: Instant; readonly met_at: Instant | null; readonly state: string; readonly provisional: boolean; readonly bound: string; readonly extended_from: Instant | null }

export const shownClock = (r: Omit<ClockRow, 'complaint_id'>): ClockView => ({ id: r.id, kind: r.kind, startedAt: iso(r.started_at), dueAt: iso(r.due_at), warnAt: iso(r.warn_at), metAt: isoOrNull(r.met_at), state: r.state as ClockView['state'], provisional: r.provisional, bound: r.bound as ClockView['bound'], extended: r.extended_from !== null })

/** By complaint id, in the order they come. */
export const shownClocks = (rows: readonly ClockRow[]): Map<string, ClockView[]> =>
  new Map([...groupBy(rows, (r) => r.complaint_id)].map(([id, own]) => [id, own.map(shownClock)]))

/** Clocks of cases, by complaint id, soonest first. */
export const clocksOf = async (read: Reader, organizationId: string, complaintIds: readonly string[]): Promise<ReadonlyMap<string, ClockView[]>> => {
  const rows = await read.selectFrom('clock.deadline').select(['id', 'complaint_id', 'kind', 'started_at', 'due_at', 'warn_at', 'met_at', 'state', 'provisional', 'bound', 'extended_from']).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...complaintIds]).orderBy('due_at').execute()
  return shownClocks(rows)
}

/** When and why the clocks of a case stood still. */
export const shownPauses = async (read: Reader, organizationId: string, complaintId: string): Promise<z.input<typeof contract.PauseView>[]> => {
  const rows = await read.selectFrom('clock.pause').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).where('clock_id', 'is', null).orderBy('from_at').execute()
  const name = await namesOf(read, organizationId, rows.map((r) => r.by_id))
  return rows.map((r) => ({ id: r.id, from: iso(r.from_at), to: isoOrNull(r.until_at), reason: r.reason, by: name(r.by_id) }))
}

/** More time asked for in a case, and what became of it; `whyNot`: why the reader cannot decide it. */
export const extensionsOf = async (read: Reader, actor: Actor, complaintId: string): Promise<contract.Extension[]> => {
  const rows = await read.selectFrom('clock.extension').selectAll().where('organization_id', '=', actor.organizationId).where('complaint_id', '=', complaintId).orderBy('id').execute()
  const name = await namesOf(read, actor.organizationId, rows.flatMap((r) => [r.asked_by, r.decided_by]))
  return rows.map((r) => ({
    id: r.id, clockId: r.clock_id, clock: r.kind, dueBefore: iso(r.due_before), until: iso(r.until), reason: r.reason, state: r.state as contract.Extension['state'], askedBy: name(r.asked_by), askedAt: iso(r.asked_at),
    decidedBy: name(r.decided_by), decidedAt: isoOrNull(r.decided_at), comment: r.comment, whyNot: whyNotDecide(actor, r),
  }))
}

/** What ends were agreed with the customer of a case, oldest first. */
export const agreedEndsOf = async (read: Reader, organizationId: string, complaintId: string): Promise<contract.AgreedEnd[]> => {
  const rows = await read.selectFrom('clock.agreed_end').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaintId).orderBy('id').execute()
  const name = await namesOf(read, organizationId, rows.map((r) => r.by_id))
  return rows.map((r) => ({ id: r.id, clockId: r.clock_id, dueBefore: iso(r.due_before), until: iso(r.until), reason: r.reason, agreedWith: r.agreed_with, how: r.how, by: name(r.by_id), at: iso(r.at) }))
}

const whyNotDecide = (actor: Actor, asked: { state: string; asked_by: string | null }): string | null => {
  if (asked.state !== 'pending') return refusalWords(contract.alreadyDecided, actor.locale)
  if (!actor.may('clock.decideExtension')) return refusalWords(notAllowed, actor.locale)
  return asked.asked_by === actor.id ? refusalWords(contract.ownExtension, actor.locale) : null
}

/** Extensions of clocks still waited for that the reader may decide, oldest first. */
export const extensionsToDecide = async (read: Reader, actor: Actor) => (actor.may('clock.decideExtension') ? read.selectFrom('clock.extension as e')
  .innerJoin('clock.deadline as d', (j) => j.onRef('d.organization_id', '=', 'e.organization_id').onRef('d.id', '=', 'e.clock_id'))
  .select(['e.id', 'e.complaint_id', 'e.reason', 'e.asked_at']).where('e.organization_id', '=', actor.organizationId).where('e.state', '=', 'pending').where('d.state', 'in', ['running', 'paused', 'late'])
  .where((eb) => eb.or([eb('e.asked_by', 'is', null), eb('e.asked_by', '!=', actor.id ?? actor.organizationId)])).orderBy('e.id').limit(100).execute() : [])

/** What is asked of a clock's row to say why it ends when it does. */
const rowsOf = (read: Reader, organizationId: string) => read.selectFrom('clock.deadline').selectAll().where('organization_id', '=', organizationId)
type FullRow = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const explained = async (read: Reader, organizationId: string, row: FullRow, now: Instant): Promise<z.input<typeof contract.Explanation>> => {
  const { body } = await currentPack(read, organizationId)
  const calendars = await calendarsOf(read, organizationId, [row.unit_id], [row.calendar_id])
  const packRule = body.clocks.find((c) => c.kind === row.kind)
  const { id: ruleId, ...rule } = row.rule as unknown as Span & { id: string }
  const checked = (await standings(read, organizationId)).find((one) => one.kind === row.kind)
  const none = { 'zh-CN': row.kind, 'zh-Hant': row.kind, en: row.kind }
  const pauses = (await pausesOf(read, organizationId, row)).filter(([, until]) => until === null || until > row.started_at)
  const periods = stretches(calendars.before(rule, row.unit_id, row.calendar_id), rule, { started: row.started_at, due: row.due_at, extendedFrom: row.extended_from, stoppedAt: row.state === 'paused' ? now : null, pauses })
  return {
    clock: shownClock(row), label: packRule?.label ?? none, basis: packRule?.basis ?? none, rule: { amount: rule.amount, unit: rule.unit, version: row.rule_version, id: ruleId, movePastHoliday: rule.movePastHoliday === true },
    provisional: row.provisional, legal: checked?.legal ?? false, standing: checked?.standing ?? 'open',
    confirmed: checked?.at && checked.source ? { by: checked.by, at: checked.at, source: checked.source, link: checked.link ?? '' } : null, escalateTo: row.escalate_to, extendedFrom: isoOrNull(row.extended_from),
    periods: periods.map((p) => ({ from: iso(p.from), to: iso(p.to), counted: p.counted, units: p.units, why: p.why })),
    ladder: await rungsShown(read, organizationId, row, now),
  }
}

/** One click lists every counted, skipped and paused period and the rule behind a deadline (D7). */
export const explain = query('clock.read', async (read, actor, { id }: { id: string }, now) => {
  const row = await rowsOf(read, actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return explained(read, actor.organizationId, row, now)
})

/** The same for every clock of a case that was not cancelled, for the printed file. */
export const explanationsOf = async (read: Reader, organizationId: string, complaintId: string, now: Instant): Promise<z.input<typeof contract.Explanation>[]> => {
  const rows = await rowsOf(read, organizationId).where('complaint_id', '=', complaintId).where('state', '!=', 'cancelled').orderBy('due_at').execute()
  return Promise.all(rows.map((row) => explained(read, organizationId, row, now)))
}
