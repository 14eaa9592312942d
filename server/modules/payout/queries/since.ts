import { localDay } from '#kernel/calendar.ts'
import { type Reader, sql } from '#kernel/db.ts'
import type { Instant } from '#kernel/time.ts'

/** Since when something is owed: what was agreed, since the agreement; a fee, since the expert was asked. `p`: the payout. */
export const owedSince = sql<Instant>`coalesce(
  (select a.agreed_at from settlement.task st join settlement.agreement a on a.organization_id = st.organization_id and a.id = st.agreement_id where st.organization_id = p.organization_id and st.id = p.task_id),
  (select o.asked_at from expert.opinion o where o.organization_id = p.organization_id and o.id = p.task_id), p.asked_at)`

/** The first day on which it may have been paid, of the unit whose it is to pay: also before it was asked for, since cash is handed over first now and then. */
export const firstDayOf = async (read: Reader, organizationId: string, payoutId: string): Promise<string> => {
  const row = await read.selectFrom('payout.payout as p').innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'p.organization_id').onRef('n.id', '=', 'p.unit_id'))
    .select([owedSince.as('since'), 'n.time_zone']).where('p.organization_id', '=', organizationId).where('p.id', '=', payoutId).executeTakeFirstOrThrow()
  return localDay(row.time_zone, row.since)
}
