import { instant } from '#kernel/time.ts'
import { afterwards, whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { Acknowledged, Classified, ComplaintClosed, ComplaintRegistered, ComplaintReopened, ComplaintTakenBack, ComplaintsMerged, ComplaintsUnmerged, CustomerDeparted, PointAdded, UrgencyChanged } from '#modules/complaint/events.ts'
import { UnitChanged, UnitCreated } from '#modules/identity/events.ts'
import { isForward } from '#modules/complaint/rules.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { dropExtensions } from './commands/extend.ts'
import { endPause } from './commands/pause.ts'
import { giveBackClocks, takeInClocks } from './commands/take-in.ts'
import { ClockClimbed, HoursBrought, LadderSet, TimesSet, YearsPublished } from './events.ts'
import { letIn } from './ladder/climb.ts'
import { lookAnewAt } from './ladder/set.ts'
import { namingPeople } from './ladder/book.ts'
import { systemActor } from '#kernel/actor.ts'
import { PackInstalled, TableTookEffect } from '#modules/packs/events.ts'
import { fitClocks } from './policy/apply.ts'
import { refitAll } from './policy/refit.ts'
import { keepHours, settleBrought } from './times/brought.ts'
import { recountTimes } from './times/recount.ts'
import { settleMoved } from './times/commands.ts'
import { BODY_ENDS, cancelClocks, dropClocks, matterFacts, meetClocks, startClocks, startClocksOf } from './commands/run.ts'

const startOnRegistration = async (tx: Tx, events: readonly { readonly payload: (typeof ComplaintRegistered)['payload']['_output'] }[]) => {
  // What had ended when it was brought to us waits for nothing.
  const cases = await Promise.all(events.filter(({ payload }) => !payload.closedAt).map(async ({ payload: p }) => ({
    payload: p, complaintId: p.complaintId, unitId: p.unitId, asRegistered: true,
    facts: { urgency: p.urgency, channel: p.channel, presence: p.presence, nature: p.nature, customerClass: p.customerClass, ...await matterFacts(tx, p.categories) },
  })))
  await startClocks(tx, 'received', cases.map((c) => ({ ...c, at: instant(c.payload.receivedAt) })))
  await startClocks(tx, 'departed', cases.flatMap((c) => (c.payload.departedAt ? [{ ...c, at: instant(c.payload.departedAt) }] : [])))
}

export const reactions = [
  whenever(UnitCreated, (tx, events) => settleMoved(tx, events.map(({ payload }) => payload.unitId))),
  whenever(UnitChanged, (tx, events) => settleMoved(tx, events.map(({ payload }) => payload.unitId))),
  whenever(PackInstalled, async (tx, events) => {
    for (const { payload: { before } } of events) if (before) await settleBrought(tx, before)
  }),
  afterwards(HoursBrought, 'clock.recountBrought', async (given, { organizationId, at, payload }) => {
    await given.perform(keepHours, { actor: systemActor(organizationId), requestId: 'recount' }, { ...payload, since: at })
    await recountTimes(given, organizationId, payload.units, 'times')
  }),
  afterwards(TimesSet, 'clock.recount', (given, { organizationId, payload }) => recountTimes(given, organizationId, payload.units, 'times')),
  afterwards(YearsPublished, 'clock.recountYears', (given, { organizationId, payload }) => recountTimes(given, organizationId, payload.units, 'holidays')),
  afterwards(PackInstalled, 'clock.refit', async (given, { organizationId, payload }) => { if (payload.running === 'move') await refitAll(given, organizationId) }),
  afterwards(PackInstalled, 'clock.ladders', (given, { organizationId }) => lookAnewAt(given, organizationId, null)),
  afterwards(LadderSet, 'clock.ladder', (given, { organizationId, payload }) => lookAnewAt(given, organizationId, payload.clock)),
  afterwards(ClockClimbed, 'clock.letIn', async ({ perform }, { organizationId, payload: { complaintId, named } }) => { if (named.length) await perform(letIn, { actor: systemActor(organizationId), requestId: 'ladder' }, { complaintId, people: named }) }, namingPeople),
  afterwards(TableTookEffect, 'clock.refitByTable', async (given, { organizationId, payload }) => { if (payload.table === 'clocks' && payload.running === 'move') await refitAll(given, organizationId) }),
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
  whenever(UrgencyChanged, (tx, events) => fitAll(tx, events)),
  whenever(Classified, (tx, events) => fitAll(tx, events)),
  whenever(PointAdded, (tx, events) => fitAll(tx, events)),
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) await takeInClocks(tx, payload, payload.mergedId)
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) await giveBackClocks(tx, payload.mergeId, payload.complaintId)
  }),
  whenever(ComplaintClosed, async (tx, events) => {
    for (const { payload, subject } of events) {
      await meetClocks(tx, payload.complaintId, subject.unitId ?? '', ['closed'])
      await endPause(tx, payload.complaintId)
      await dropExtensions(tx, payload.complaintId)
      await cancelClocks(tx, payload.complaintId)
    }
  }),
  whenever(ComplaintTakenBack, (tx, events) => dropClocks(tx, events.map(({ payload }) => payload.complaintId))),
  whenever(ComplaintReopened, async (tx, events) => {
    for (const { payload } of events) {
      const c = await lockComplaint(tx, payload.complaintId)
      // Times of bodies outside run on, whatever we begin anew.
      await cancelClocks(tx, c.id, { sparing: BODY_ENDS })
      await endPause(tx, c.id)
      await startClocksOf(tx, 'reopened', c, tx.now)
    }
  }),
]

const fitAll = async (tx: Tx, events: readonly { readonly payload: { readonly complaintId: string } }[]) => {
  for (const id of new Set(events.map(({ payload }) => payload.complaintId))) await fitClocks(tx, await lockComplaint(tx, id))
}
