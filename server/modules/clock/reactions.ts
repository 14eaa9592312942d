import { instant } from '#kernel/time.ts'
import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { Acknowledged, ComplaintClosed, ComplaintRegistered, ComplaintReopened, CustomerDeparted, UrgencyChanged } from '#modules/complaint/events.ts'
import { isForward } from '#modules/complaint/rules.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { endPause } from './commands/pause.ts'
import { cancelClocks, matterFacts, meetClocks, startClocks, startClocksOf } from './commands/run.ts'

const startOnRegistration = async (tx: Tx, events: readonly { readonly payload: (typeof ComplaintRegistered)['payload']['_output'] }[]) => {
  const cases = await Promise.all(events.map(async ({ payload: p }) => ({
    payload: p, complaintId: p.complaintId, unitId: p.unitId,
    facts: { urgency: p.urgency, channel: p.channel, presence: p.presence, nature: p.nature, customerClass: p.customerClass, ...await matterFacts(tx, p.categories) },
  })))
  await startClocks(tx, 'received', cases.map((c) => ({ ...c, at: instant(c.payload.receivedAt) })))
  await startClocks(tx, 'departed', cases.flatMap((c) => (c.payload.departedAt ? [{ ...c, at: instant(c.payload.departedAt) }] : [])))
}

export const reactions = [
  whenever(ComplaintRegistered, startOnRegistration),
  whenever(CustomerDeparted, async (tx, events) => {
    for (const { payload } of events) {
      const c = await lockComplaint(tx, payload.complaintId)
      // Who leaves with a solution on the table is not waited for.
      if (isForward(c.stage, 'negotiation')) await startClocksOf(tx, 'departed', c, instant(payload.departedAt))
    }
  }),
  whenever(Acknowledged, async (tx, events) => {
    for (const { payload } of events) {
      const c = await lockComplaint(tx, payload.complaintId)
      await meetClocks(tx, c.id, c.unit_id, ['acknowledged', 'firstAction'])
      await startClocksOf(tx, 'acknowledged', c, tx.now)
    }
  }),
  // A case that turns urgent before anybody acted gets the shorter clock, counted from the same beginning.
  whenever(UrgencyChanged, async (tx, events) => {
    for (const { payload } of events) {
      const c = await lockComplaint(tx, payload.complaintId)
      if (c.acknowledged_at) continue
      await cancelClocks(tx, c.id, ['firstAction'])
      await startClocksOf(tx, 'received', c, c.received_at, ['firstAction'])
    }
  }),
  whenever(ComplaintClosed, async (tx, events) => {
    for (const { payload, subject } of events) {
      await meetClocks(tx, payload.complaintId, subject.unitId ?? '', ['closed'])
      await endPause(tx, payload.complaintId)
      await cancelClocks(tx, payload.complaintId)
    }
  }),
  whenever(ComplaintReopened, async (tx, events) => {
    for (const { payload } of events) {
      const c = await lockComplaint(tx, payload.complaintId)
      await cancelClocks(tx, c.id)
      await startClocksOf(tx, 'received', c, tx.now, ['answered', 'closed'])
    }
  }),
]
