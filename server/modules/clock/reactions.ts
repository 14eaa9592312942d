import { instant } from '#kernel/time.ts'
import { whenever } from '#kernel/reaction.ts'
import { Acknowledged, ComplaintClosed, ComplaintRegistered, ComplaintReopened, UrgencyChanged } from '#modules/complaint/events.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { cancelClocks, meetClocks, startClocks } from './commands.ts'

export const reactions = [
  whenever(ComplaintRegistered, (tx, events) => startClocks(tx, 'received', events.map(({ payload: p }) => ({ complaintId: p.complaintId, unitId: p.unitId, urgency: p.urgency, channel: p.channel, at: instant(p.receivedAt) })))),
  whenever(Acknowledged, async (tx, events) => {
    for (const { payload } of events) {
      const c = await lockComplaint(tx, payload.complaintId)
      await meetClocks(tx, c.id, c.unit_id, ['acknowledged', 'firstAction'])
      await startClocks(tx, 'acknowledged', [{ complaintId: c.id, unitId: c.unit_id, urgency: c.urgency, channel: c.channel, at: tx.now }])
    }
  }),
  // A case that turns urgent before anybody acted gets the shorter clock, counted from the same beginning.
  whenever(UrgencyChanged, async (tx, events) => {
    for (const { payload } of events) {
      const c = await lockComplaint(tx, payload.complaintId)
      if (c.acknowledged_at) continue
      await cancelClocks(tx, c.id, ['firstAction'])
      await startClocks(tx, 'received', [{ complaintId: c.id, unitId: c.unit_id, urgency: payload.urgency, channel: c.channel, at: c.received_at }], ['firstAction'])
    }
  }),
  whenever(ComplaintClosed, async (tx, events) => {
    for (const { payload, subject } of events) {
      await meetClocks(tx, payload.complaintId, subject.unitId ?? '', ['closed'])
      await cancelClocks(tx, payload.complaintId)
    }
  }),
  whenever(ComplaintReopened, async (tx, events) => {
    for (const { payload } of events) {
      const c = await lockComplaint(tx, payload.complaintId)
      await cancelClocks(tx, c.id)
      await startClocks(tx, 'received', [{ complaintId: c.id, unitId: c.unit_id, urgency: c.urgency, channel: c.channel, at: tx.now }], ['answered', 'closed'])
    }
  }),
]
