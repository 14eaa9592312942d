import type { Moves } from '#contract/moves.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type Imagined, type Span, imaginedCalendars } from '../calendars.ts'
import { pausesOfAll } from '../pauses.ts'
import { countAnew } from './count.ts'
import { listed } from './listed.ts'

/** More are not looked at beforehand; in earnest all are counted. */
const MOST = 20_000

/** Whose end depends on a calendar. */
export const countsByCalendar = sql<boolean>`(d.rule->>'unit' in ('openHours', 'workingDays') or d.rule->>'unit' = 'naturalDays' and (d.rule->>'movePastHoliday')::boolean)`

const running = (read: Reader, organizationId: string, unitIds: readonly string[]) => read.selectFrom('clock.deadline as d')
  .innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'd.organization_id').onRef('c.id', '=', 'd.complaint_id'))
  .innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'd.organization_id').onRef('u.id', '=', 'd.unit_id'))
  .selectAll('d').select(['c.number', 'u.name as unit_name'])
  .where('d.organization_id', '=', organizationId).where('d.state', '=', sql.lit('running')).where('d.unit_id', 'in', [...unitIds]).where(countsByCalendar).orderBy('d.id').limit(MOST + 1).execute()

interface Asked { readonly unitIds: readonly string[]; readonly imagined: Imagined; readonly now: Instant; readonly from: string | undefined }

/** What would move in these units if what is imagined held; counted as it would be, and kept nowhere. */
export const movesOf = async (read: Reader, organizationId: string, { unitIds, imagined, now, from }: Asked): Promise<Moves> => {
  const { body: pack } = await currentPack(read, organizationId)
  if (!unitIds.length) return listed({ open: 0, partly: false, items: [], pack, from })
  const rows = await running(read, organizationId, unitIds)
  const [calendars, pauses] = await Promise.all([imaginedCalendars(read, organizationId, unitIds, imagined), pausesOfAll(read, organizationId, rows)])
  const items = rows.slice(0, MOST).flatMap((row) => {
    const rule = row.rule as unknown as Span
    const { due, provisional } = countAnew(row, { calendar: calendars.now(rule, row.unit_id).calendar, rule, pauses: pauses(row), share: pack.clocks.find((c) => c.kind === row.kind)?.warnAt ?? 1, now })
    if (due.getTime() === row.due_at.getTime()) return []
    return [{ complaintId: row.complaint_id, number: row.number, unit: row.unit_name, clockId: row.id, kind: row.kind, before: iso(row.due_at), after: iso(due), overdue: row.due_at > now && due <= now, provisional, what: 'moves' as const }]
  })
  return listed({ open: rows.length, partly: rows.length > MOST, items, pack, from })
}
