import { localDay } from '#kernel/calendar.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { ChargeBackReceived } from '#modules/liability/events.ts'
import { PayoutBounced, PayoutPaid } from '#modules/payout/events.ts'
import { TaskDone } from '#modules/settlement/events.ts'
import { GiftIssued, GiftTakenBack } from '#modules/stock/events.ts'
import type { EntryKind } from '#contract/ledger.ts'
import type { RemedyKind } from '#contract/packs.ts'

interface Line { readonly kind: EntryKind; readonly sourceId: string; readonly complaintId: string; readonly taskId: string | null; readonly amountFen: number; readonly reference: string | null; readonly on: string | null; /** Where it is of no agreed item. */ readonly remedyKind?: RemedyKind }

/** Where an agreed item belongs: its point; without one the first point of the case. */
const placeOf = async (tx: Tx, complaintId: string, taskId: string | null) => {
  const own = tx.actor.organizationId
  const { unit_id } = await tx.db.selectFrom('complaint.complaint').select('unit_id').where('organization_id', '=', own).where('id', '=', complaintId).executeTakeFirstOrThrow()
  const item = taskId ? await tx.db.selectFrom('settlement.task as t').innerJoin('remedy.item as i', (j) => j.onRef('i.organization_id', '=', 't.organization_id').onRef('i.id', '=', 't.item_id')).select(['t.kind', 'i.point_id']).where('t.organization_id', '=', own).where('t.id', '=', taskId).executeTakeFirst() : undefined
  const first = item ? undefined : await tx.db.selectFrom('complaint.point').select('id').where('organization_id', '=', own).where('complaint_id', '=', complaintId).orderBy('no').limit(1).executeTakeFirst()
  const unit = await findUnit(readerOf(tx.db), own, unit_id)
  return { unitId: unit_id, pointId: item?.point_id ?? first?.id ?? null, remedyKind: item?.kind ?? null as string | null, today: localDay(unit?.time_zone ?? 'UTC', tx.now) }
}

/** One line for each event; its key is the event. */
const enter = async (tx: Tx, line: Line) => {
  if (line.amountFen === 0) return
  const { unitId, pointId, remedyKind, today } = await placeOf(tx, line.complaintId, line.taskId)
  await tx.db.insertInto('ledger.entry').values({ organization_id: tx.actor.organizationId, id: newId(), kind: line.kind, source_id: line.sourceId, on_day: line.on ?? today, unit_id: unitId, complaint_id: line.complaintId, task_id: line.taskId, point_id: pointId, remedy_kind: remedyKind ?? line.remedyKind ?? null, amount_fen: line.amountFen, reference: line.reference, at: tx.now }).execute()
}

const issueOf = (tx: Tx, id: string) => tx.db.selectFrom('stock.issue').select(['task_id', 'number']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirstOrThrow()

/** What left for an agreed item and did not come back, as the books have it. */
const enteredFor = async (tx: Tx, taskId: string): Promise<number> => {
  const { fen } = await tx.db.selectFrom('ledger.entry').select(sql<number>`coalesce(sum(amount_fen), 0)::bigint`.as('fen')).where('organization_id', '=', tx.actor.organizationId).where('task_id', '=', taskId).executeTakeFirstOrThrow()
  return fen
}

export const reactions = [
  whenever(PayoutPaid, async (tx, events) => {
    for (const { id, payload } of events) {
      const { paid_on, reference, number } = await tx.db.selectFrom('payout.payout').select(['paid_on', 'reference', 'number']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', payload.payoutId).executeTakeFirstOrThrow()
      await enter(tx, { kind: 'paid', sourceId: id, complaintId: payload.complaintId, taskId: payload.taskId, amountFen: payload.amountFen, reference: [number, reference].filter(Boolean).join(' '), on: paid_on, remedyKind: payload.remedyKind })
    }
  }),
  // What was written stays: its return is a line of its own, on the day on which it came back.
  whenever(PayoutBounced, async (tx, events) => {
    for (const { id, payload } of events) {
      const { bounced_on, bounced_reference, number } = await tx.db.selectFrom('payout.payout').select(['bounced_on', 'bounced_reference', 'number']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', payload.payoutId).executeTakeFirstOrThrow()
      await enter(tx, { kind: 'bounced', sourceId: id, complaintId: payload.complaintId, taskId: payload.taskId, amountFen: -payload.amountFen, reference: [number, bounced_reference].filter(Boolean).join(' '), on: bounced_on, remedyKind: payload.remedyKind })
    }
  }),
  whenever(GiftIssued, async (tx, events) => {
    for (const { id, payload } of events) {
      const { task_id, number } = await issueOf(tx, payload.issueId)
      await enter(tx, { kind: 'issued', sourceId: id, complaintId: payload.complaintId, taskId: task_id, amountFen: payload.worthFen, reference: number, on: null })
    }
  }),
  whenever(GiftTakenBack, async (tx, events) => {
    for (const { id, payload } of events) {
      const { task_id, number } = await issueOf(tx, payload.issueId)
      await enter(tx, { kind: 'takenBack', sourceId: id, complaintId: payload.complaintId, taskId: task_id, amountFen: -payload.worthFen, reference: number, on: null })
    }
  }),
  // Repairs, visits, gifts that came from elsewhere: what they were agreed to be worth, less what stands in the books for them. What was paid or issued was entered as it left.
  whenever(TaskDone, async (tx, events) => {
    for (const { id, payload } of events) {
      if (payload.by !== 'evidence') continue
      const amountFen = Math.max(0, payload.amountFen - await enteredFor(tx, payload.taskId))
      const { reference } = await tx.db.selectFrom('settlement.task').select('reference').where('organization_id', '=', tx.actor.organizationId).where('id', '=', payload.taskId).executeTakeFirstOrThrow()
      await enter(tx, { kind: 'worth', sourceId: id, complaintId: payload.complaintId, taskId: payload.taskId, amountFen, reference, on: null })
    }
  }),
  whenever(ChargeBackReceived, async (tx, events) => {
    for (const { id, payload } of events) {
      const { received_on, reference } = await tx.db.selectFrom('liability.receipt').select(['received_on', 'reference']).where('organization_id', '=', tx.actor.organizationId).where('charge_back_id', '=', payload.chargeBackId).executeTakeFirstOrThrow()
      await enter(tx, { kind: 'received', sourceId: id, complaintId: payload.complaintId, taskId: null, amountFen: -payload.amountFen, reference: `${payload.chargeBack} ${reference}`, on: received_on })
    }
  }),
]
