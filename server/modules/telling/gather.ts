import type { Change } from '#contract/telling-pack.ts'
import type { Wish } from '#contract/telling.ts'
import type { Recorded } from '#kernel/event.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { goesAt, isGathered } from './rules.ts'

export interface Happened { readonly complaintId: string; readonly change: Change; /** Of which event. */ readonly because: string; readonly detail?: string | null }

const aboutCase = (tx: Tx, id: string) => tx.db.selectFrom('complaint.complaint as c').innerJoin('identity.unit as n', (j) => j.onRef('n.organization_id', '=', 'c.organization_id').onRef('n.id', '=', 'c.unit_id'))
  .leftJoin('telling.wish as w', (j) => j.onRef('w.organization_id', '=', 'c.organization_id').onRef('w.complaint_id', '=', 'c.id'))
  .select(['c.id', 'c.state', 'n.time_zone', 'w.wish', sql<Instant | null>`(select max(p.done_at) from telling.pending p where p.organization_id = c.organization_id and p.complaint_id = c.id and p.state in ('told', 'called'))`.as('last'), sql<Instant | null>`(select min(p.goes_at) from telling.pending p where p.organization_id = c.organization_id and p.complaint_id = c.id and p.state = 'waiting')`.as('next')])
  .where('c.organization_id', '=', tx.actor.organizationId).where('c.id', '=', id).executeTakeFirst()

/** What happened waits for the next letter of its case, with what waits there already. Who did it themselves at the portal knows it. */
export const gather = async (tx: Tx, all: readonly Happened[]): Promise<void> => {
  if (tx.actor.kind === 'portal') return
  const { body: { telling } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  for (const { complaintId, change, because, detail = null } of all) {
    if (!telling.some(({ code, told }) => code === change && told)) continue
    const about = await aboutCase(tx, complaintId)
    if (!about || about.state === 'merged' || !isGathered(telling, change, (about.wish ?? 'all') as Wish)) continue
    await tx.db.insertInto('telling.pending').values({
      organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaintId, change, detail, because, at: tx.now, goes_at: about.next ?? goesAt(tx.now, about.last, about.time_zone), state: 'waiting', message_id: null, done_by: null, done_at: null,
    }).onConflict((c) => c.doNothing()).execute()
  }
}

/** Every event of a kind is that change. */
export const as = (change: Change) => (tx: Tx, events: readonly Recorded<{ readonly complaintId: string }>[]): Promise<void> => gather(tx, events.map(({ id, payload }) => ({ complaintId: payload.complaintId, change, because: id })))

/** What waits and has come to nothing, or is said otherwise; `change`: only that, else everything but the end itself. */
export const drop = async (tx: Tx, complaintIds: readonly string[], change?: Change): Promise<void> => {
  if (!complaintIds.length) return
  let waiting = tx.db.updateTable('telling.pending').set({ state: 'dropped', done_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', 'in', [...complaintIds]).where('state', 'in', ['waiting', 'call'])
  waiting = change ? waiting.where('change', '=', change) : waiting.where('change', '!=', 'closed')
  await waiting.execute()
}
