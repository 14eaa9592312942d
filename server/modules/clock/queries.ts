import { notFound } from '#contract/common.ts'
import type { ClockView } from '#contract/complaint.ts'
import type { Reader } from '#kernel/db.ts'
import { explain as explainClock } from '#kernel/calendar/explain.ts'
import { groupBy } from '#kernel/group.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso, isoOrNull } from '#kernel/time.ts'
import type { ClockRule } from '#contract/packs.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { calendarOf } from './calendars.ts'

export interface ClockRow { readonly id: string; readonly complaint_id: string; readonly kind: string; readonly started_at: Instant; readonly due_at: Instant; readonly warn_at: Instant; readonly met_at: Instant | null; readonly state: string; readonly provisional: boolean }

export const shownClock = (r: Omit<ClockRow, 'complaint_id'>): ClockView => ({ id: r.id, kind: r.kind, startedAt: iso(r.started_at), dueAt: iso(r.due_at), warnAt: iso(r.warn_at), metAt: isoOrNull(r.met_at), state: r.state as ClockView['state'], provisional: r.provisional })

/** By complaint id, in the order they come. */
export const shownClocks = (rows: readonly ClockRow[]): Map<string, ClockView[]> =>
  new Map([...groupBy(rows, (r) => r.complaint_id)].map(([id, own]) => [id, own.map(shownClock)]))

/** Clocks of cases, by complaint id, soonest first. */
export const clocksOf = async (read: Reader, organizationId: string, complaintIds: readonly string[]): Promise<ReadonlyMap<string, ClockView[]>> => {
  const rows = await read.selectFrom('clock.deadline').select(['id', 'complaint_id', 'kind', 'started_at', 'due_at', 'warn_at', 'met_at', 'state', 'provisional']).where('organization_id', '=', organizationId).where('complaint_id', 'in', [...complaintIds]).orderBy('due_at').execute()
  return shownClocks(rows)
}

const END_OF_EXPLANATION = 400

/** One click lists every counted and skipped period and the rule behind a deadline (D7). */
export const explain = query('clock.read', async (read, actor, { id }: { id: string }) => {
  const row = await read.selectFrom('clock.deadline').selectAll().where('organization_id', '=', actor.organizationId).where('id', '=', id).executeTakeFirst()
  const unit = row && await findUnit(read, actor.organizationId, row.unit_id)
  if (!row || !unit) throw new Problem(notFound)
  const { versionId, body } = await currentPack(read, actor.organizationId)
  const packRule = body.clocks.find((c) => c.kind === row.kind)
  const rule = row.rule as Pick<ClockRule, 'amount' | 'unit'>
  const none = { 'zh-CN': row.kind, 'zh-Hant': row.kind, en: row.kind }
  const periods = explainClock(calendarOf(rule, versionId, body, unit), rule, row.started_at, row.due_at)
  return {
    clock: shownClock(row), label: packRule?.label ?? none, basis: packRule?.basis ?? none, rule: { amount: rule.amount, unit: rule.unit, version: row.rule_version }, provisional: row.provisional, escalateTo: row.escalate_to,
    periods: periods.slice(0, END_OF_EXPLANATION).map((p) => ({ from: iso(p.from), to: iso(p.to), counted: p.counted, why: p.why })),
  }
})
