import { readerOf } from '#kernel/db.ts'
import { whenever } from '#kernel/reaction.ts'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { ClockBreached, ClockRecomputed, ClockRecounted, ClockWarned, ExtensionApproved } from '#modules/clock/events.ts'
import { IdentityChanged } from '#modules/complaint/events.ts'
import { tell } from '#modules/notification/commands.ts'
import { lockForm } from './commands/lock.ts'
import { subjectOfForm } from './commands/telling.ts'
import { peopleAt } from './who.ts'

interface Rung { readonly payload: { readonly clockId: string } }

/** The clock rings for who handles the case; this tells who has the form. */
const ring = async (tx: Tx, events: readonly Rung[], late: boolean) => {
  const stops = await tx.db.selectFrom('liaison.stop').select(['form_id', 'unit_id', 'taken_by']).where('organization_id', '=', tx.actor.organizationId).where('clock_id', 'in', events.map(({ payload }) => payload.clockId)).where('state', '=', 'open').execute()
  for (const stop of stops) {
    const locked = await lockForm(tx, stop.form_id)
    const people = stop.taken_by ? [stop.taken_by] : await peopleAt(readerOf(tx.db), tx.actor.organizationId, stop.unit_id, 'liaison.answer')
    await tell(tx, { to: people, name: late ? 'liaisonLate' : 'liaisonSoon', subject: subjectOfForm(locked), payload: { number: locked.form.number } })
  }
}

/** A deadline that moved moves on the form, too, which is read by those who do not see the clocks of the case. */
const move = async (tx: Tx, clockId: string, due: string) => {
  const moved = await tx.db.updateTable('liaison.stop').set({ due_at: instant(due) }).where('organization_id', '=', tx.actor.organizationId).where('clock_id', '=', clockId).where('state', '=', 'open').returning('form_id').executeTakeFirst()
  if (!moved) return
  await tx.db.updateTable('liaison.form').set((eb) => ({ next_due_at: eb.selectFrom('liaison.stop as s').select((e) => e.fn.min('s.due_at').as('due')).where('s.organization_id', '=', tx.actor.organizationId).where('s.form_id', '=', moved.form_id).where('s.state', '=', 'open') }))
    .where('organization_id', '=', tx.actor.organizationId).where('id', '=', moved.form_id).execute()
}

export const reactions = [
  whenever(ClockWarned, (tx, events) => ring(tx, events, false)),
  whenever(ClockBreached, (tx, events) => ring(tx, events, true)),
  whenever(ClockRecounted, async (tx, events) => { for (const { payload } of events) await move(tx, payload.clockId, payload.dueAt) }),
  whenever(ClockRecomputed, async (tx, events) => { for (const { payload } of events) await move(tx, payload.clockId, payload.dueAt) }),
  whenever(ExtensionApproved, async (tx, events) => { for (const { payload } of events) await move(tx, payload.clockId, payload.until) }),
  // Who complains does not want to be known any more: the forms that are under way forget the name.
  whenever(IdentityChanged, async (tx, events) => {
    for (const { payload } of events) if (payload.identity === 'protected') await tx.db.updateTable('liaison.form').set({ customer_name: null }).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', payload.complaintId).execute()
  }),
]
