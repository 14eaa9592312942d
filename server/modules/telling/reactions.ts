import type { Recorded } from '#kernel/event.ts'
import { whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { LetterReturned, MessageWritten } from '#modules/communication/events.ts'
import { isLetter } from '#modules/communication/commands/ways.ts'
import { goAlong } from '#modules/complaint/commands/go-along.ts'
import { lockComplaint } from '#modules/complaint/commands/lock.ts'
import { ComplaintClosed, ComplaintReopened, ComplaintTakenBack, ContactChanged, StageReached } from '#modules/complaint/events.ts'
import { GoodsReturned, GoodsTaken } from '#modules/custody/events.ts'
import { FindingAdded } from '#modules/investigation/events.ts'
import { PayoutAsked, PayoutBounced, PayoutPaid } from '#modules/payout/events.ts'
import { ProceedingEnded, ProceedingNoted, ProceedingRegistered } from '#modules/proceeding/events.ts'
import { CounterDeclined, DemandDeclined, OfferAccepted, OfferCountered, OfferDeclined, RemedyExpired, RemedyOffered, RemedyWithdrawn } from '#modules/remedy/events.ts'
import { isInForce } from '#modules/settlement/commands.ts'
import { AgreementReached } from '#modules/settlement/events.ts'
import { GiftIssued, GiftTakenBack } from '#modules/stock/events.ts'
import { as, drop, gather } from './gather.ts'
import { goOn, turnWaiting } from './commands/otherwise.ts'
import { letterGoes } from './own-letters.ts'
import { stepOf } from './rules.ts'

interface OfPayout { readonly complaintId: string; readonly taskId: string; readonly opinionId?: string | null | undefined }
const toCustomer = ({ payload }: Recorded<OfPayout>): boolean => (payload.opinionId ?? null) === null

/** Not of an agreement that fell away: that is not paid again. */
const owedStill = async <E extends Recorded<OfPayout>>(tx: Tx, events: readonly E[]): Promise<E[]> => {
  const inForce = await Promise.all(events.map(({ payload }) => isInForce(tx, payload.taskId)))
  return events.filter((_, at) => inForce[at])
}

export const reactions = [
  whenever(StageReached, (tx, events) => gather(tx, events.flatMap(({ id, payload: { complaintId, before, stage } }) => (stepOf(stage) > stepOf(before) && stage !== 'closed' ? [{ complaintId, change: 'stage' as const, because: id, detail: String(stepOf(stage)) }] : [])))),
  whenever(GoodsTaken, as('goodsTaken')),
  whenever(GoodsReturned, as('goodsReturned')),
  whenever(FindingAdded, as('finding')),
  whenever(RemedyOffered, async (tx, events) => {
    await drop(tx, events.map(({ payload }) => payload.complaintId), 'declined')
    await as('offer')(tx, events)
  }),
  whenever(CounterDeclined, as('declined')),
  whenever(DemandDeclined, as('declined')),
  // Who has answered is not asked to any more, nor about what was taken back.
  ...[OfferAccepted, OfferCountered, OfferDeclined, RemedyWithdrawn, RemedyExpired].map((over) => whenever(over, (tx, events) => drop(tx, events.map(({ payload }) => payload.complaintId), 'offer'))),
  whenever(AgreementReached, as('agreed')),
  // Fees of experts are nothing that the customer gets.
  whenever(PayoutPaid, (tx, events) => as('paid')(tx, events.filter(toCustomer))),
  whenever(PayoutBounced, async (tx, events) => {
    const back = events.filter(toCustomer)
    await drop(tx, back.map(({ payload }) => payload.complaintId), 'paid')
    await as('bounced')(tx, await owedStill(tx, back))
  }),
  // Who has given another account is not asked for it.
  whenever(PayoutAsked, (tx, events) => drop(tx, events.filter(toCustomer).map(({ payload }) => payload.complaintId), 'bounced')),
  whenever(GiftIssued, as('gift')),
  // Who has given it back is not told that they have it.
  whenever(GiftTakenBack, (tx, events) => drop(tx, events.map(({ payload }) => payload.complaintId), 'gift')),
  whenever(ProceedingRegistered, as('outside')),
  whenever(ProceedingNoted, async (tx, events) => as('outside')(tx, events.filter(({ payload: { moved, asks } }) => moved || asks))),
  whenever(ProceedingEnded, as('outside')),
  whenever(ComplaintReopened, async (tx, events) => {
    await drop(tx, events.map(({ payload }) => payload.complaintId), 'closed')
    await as('reopened')(tx, events)
  }),
  whenever(MessageWritten, async (tx, events) => {
    for (const { payload: { complaintId, messageId, letter, goes } } of events) {
      if (isLetter(letter) && letter !== 'update' && (goes === 'sms' || goes === 'call')) await letterGoes(tx, await lockComplaint(tx, complaintId), { messageId, letter, goes })
    }
  }),
  whenever(LetterReturned, async (tx, events) => {
    for (const { payload: { complaintId, messageId, letter, instead } } of events) await goOn(tx, complaintId, 'mail', messageId && isLetter(letter) ? { messageId, letter } : null, instead)
  }),
  // The notice of the end says all of it; what waited would come after it.
  whenever(ComplaintClosed, async (tx, events) => {
    await drop(tx, events.map(({ payload }) => payload.complaintId))
  }),
  // What waits for a call goes where they can be reached now.
  whenever(ContactChanged, async (tx, events) => {
    for (const { payload: { complaintId } } of events) await turnWaiting(tx, await lockComplaint(tx, complaintId))
  }),
  whenever(ComplaintTakenBack, async (tx, events) => {
    for (const { payload: { complaintId } } of events) await tx.db.deleteFrom('telling.pending').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).execute()
  }),
  ...goAlong({
    what: 'telling', of: (tx, id) => tx.db.selectFrom('telling.pending').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', id).execute(),
    give: async (tx, ids, _from, to) => { await tx.db.updateTable('telling.pending').set({ complaint_id: to }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).execute() },
  }),
]
