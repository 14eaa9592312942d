import { type Db, asSystem } from '#kernel/db.ts'
import { MORE, type Recurring } from '#kernel/every.ts'
import type { Perform } from '#kernel/command.ts'
import { sweepKeys } from '#kernel/idempotency.ts'
import type { Reaction } from '#kernel/reaction.ts'
import { relayOnce } from '#kernel/relay.ts'
import { sealOnce } from '#kernel/seal.ts'
import { type Clock, DAY } from '#kernel/time.ts'
import { FOLDED_AT_ONCE, foldFigures } from '#modules/analytics/sweep.ts'
import type { Learner } from '#modules/classification/sweep.ts'
import type { House } from '#modules/campaign/rules.ts'
import { sweepLinks } from '#modules/campaign/sweep.ts'
import { sweepCalls } from '#modules/call-back/sweep.ts'
import { recomputeProvisional, sweepClocks } from '#modules/clock/sweep.ts'
import { openSlices } from '#modules/complaint/open-slices.ts'
import { renewSearch } from '#modules/complaint/renew.ts'
import { renewCustomers } from '#modules/customer/renew.ts'
import { COLLECTED_AT_ONCE, collectOnce } from '#modules/integration/collect.ts'
import { forgetOrders } from '#modules/order-book/sweep.ts'
import { type Courier, forgetDeliveries } from '#modules/integration/courier.ts'
import { forgetMessages, sweepDigests, sweepSummaries } from '#modules/channel/sweep.ts'
import type { Flights } from '#kernel/flights.ts'
import { sweepHolds } from '#modules/containment/sweep.ts'
import { sweepGoods } from '#modules/custody/sweep.ts'
import { sweepStock } from '#modules/stock/sweep.ts'
import { sweepDrafts } from '#modules/draft/sweep.ts'
import { sweepEvidence } from '#modules/evidence/sweep.ts'
import type { FileStore } from '#modules/files/port.ts'
import { sweepSuggestions } from '#modules/feedback/sweep.ts'
import { sweepAbsences } from '#modules/identity/sweep.ts'
import { sweepFiles, sweepOrphans } from '#modules/files/sweep.ts'
import { importer } from '#modules/importing/sweep.ts'
import { sweepTables } from '#modules/packs/table/sweep.ts'
import { sweepOpinions } from '#modules/expert/sweep.ts'
import { sweepInquiries } from '#modules/inquiry/sweep.ts'
import { sweepQuestionnaires } from '#modules/questionnaire/sweep.ts'
import { sweepAgreements } from '#modules/agreement/sweep.ts'
import { sweepTrees } from '#modules/packs/tree/sweep.ts'
import type { Watcher } from '#modules/mailbox/watch.ts'
import { renewPublicFigures } from '#modules/pledge/sweep.ts'
import { sweepMeetings } from '#modules/meeting/sweep.ts'
import { sweepPromises, sweepReminders } from '#modules/promise/sweep.ts'
import { FOLDED_AT_ONCE as PAIRS_AT_ONCE, foldPairs, renewLessons } from '#modules/precedent/sweep.ts'
import { sweepTellings } from '#modules/telling/sweep.ts'
import { sweepUrgings } from '#modules/routing/sweep.ts'
import { sweepApprovals, sweepOffers } from '#modules/remedy/sweep.ts'

const SECOND = 1_000

/** A demo moves a clock of its own and rings its own bells. */
const unlessPlaying = async (isPlaying: () => boolean, run: () => Promise<unknown>) => { if (!isPlaying()) await run() }

/** What carries messages out, and where the links in them lead. */
export interface Messages extends Flights { readonly baseUrl: string; askReceipts(): Promise<number>; /** By what links of campaigns can go. */ opinionHouse(organizationId: string): Promise<House> }

/** Everything that runs by the clock, on one page. */
export const recurring = (db: Db, perform: Perform, reactions: readonly Reaction[], store: FileStore, webhooks: Courier, messages: Messages, mailboxes: Watcher, clock: Clock, learner: Learner, sayAnswersOn: () => Promise<boolean>, isPlaying: () => boolean = () => false): readonly Recurring[] => [
  { name: 'relay', everyMs: SECOND, run: () => whole(() => relayOnce(db, reactions), 500) },
  { name: 'seal', everyMs: SECOND, run: () => whole(() => sealOnce(db, clock()), 2_000) },
  { name: 'webhooks', everyMs: SECOND, run: async () => { await whole(() => collectOnce(db, clock), COLLECTED_AT_ONCE); await webhooks.round() } },
  { name: 'messages', everyMs: SECOND, run: () => unlessPlaying(isPlaying, messages.round) },
  { name: 'digests', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => sweepDigests(db, perform, clock, messages.baseUrl)) },
  { name: 'summaries', everyMs: 20 * SECOND, run: () => unlessPlaying(isPlaying, () => sweepSummaries(db, perform, clock, messages.baseUrl)) },
  { name: 'receipts of messages', everyMs: 5 * SECOND, run: messages.askReceipts },
  { name: 'old messages', everyMs: DAY, run: () => forgetMessages(db, clock) },
  { name: 'orders looked up', everyMs: 3600 * SECOND, run: () => unlessPlaying(isPlaying, () => forgetOrders(db, clock)) },
  { name: 'old deliveries', everyMs: DAY, run: () => forgetDeliveries(db, clock) },
  { name: 'clocks', everyMs: 2 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepClocks(db, perform, clock), 500)) },
  { name: 'provisional deadlines', everyMs: DAY, run: () => recomputeProvisional(db, perform) },
  { name: 'absences', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => sweepAbsences(db, perform, clock)) },
  { name: 'promises', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, async () => { await sweepReminders(db, perform, clock); await sweepPromises(db, perform, clock) }) },
  { name: 'calls to be called back', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepCalls(db, perform, clock), 500)) },
  { name: 'suggestions to be answered', everyMs: 30 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepSuggestions(db, perform, clock), 500)) },
  { name: 'links of campaigns', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepLinks(db, perform, clock, messages.opinionHouse), 500)) },
  { name: 'urgings', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepUrgings(db, perform, clock), 500)) },
  { name: 'gifts that expire', everyMs: 3_600 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepStock(db, perform, clock), 500)) },
  { name: 'goods of customers', everyMs: 60 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepGoods(db, perform, clock), 500)) },
  { name: 'orders to hold', everyMs: 30 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepHolds(db, perform, clock), 500)) },
  { name: 'inquiries', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepInquiries(db, perform, clock), 500)) },
  { name: 'expert opinions', everyMs: 30 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepOpinions(db, perform, clock), 500)) },
  { name: 'questionnaires', everyMs: 60 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepQuestionnaires(db, perform, clock), 500)) },
  { name: 'agreements', everyMs: 60 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepAgreements(db, perform, clock), 500)) },
  { name: 'evidence that expires', everyMs: 60 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepEvidence(db, perform, clock), 500)) },
  { name: 'meetings', everyMs: 60 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepMeetings(db, perform, clock), 500)) },
  { name: 'approvals', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepApprovals(db, perform, clock), 500)) },
  { name: 'what customers are told', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepTellings(db, perform, clock), 200)) },
  { name: 'offers', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => sweepOffers(db, perform, clock), 500)) },
  { name: 'answers to groups', everyMs: SECOND, run: async () => (!isPlaying() && await sayAnswersOn() ? MORE : undefined) },
  { name: 'imports', everyMs: SECOND, run: importsOf(db, perform, store, clock, isPlaying) },
  { name: 'learning', everyMs: 2 * SECOND, run: learner.learn },
  { name: 'learning due', everyMs: 600 * SECOND, run: () => unlessPlaying(isPlaying, learner.askWhereDue) },
  { name: 'wordings', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, learner.weigh) },
  { name: 'tables of rules', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => sweepTables(db, perform, clock)) },
  { name: 'categories', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => sweepTrees(db, perform, clock)) },
  { name: 'mailboxes', everyMs: 5 * SECOND, run: () => unlessPlaying(isPlaying, () => mailboxes.round()) },
  { name: 'figures', everyMs: 60 * SECOND, run: () => whole(() => foldFigures(db), FOLDED_AT_ONCE) },
  { name: 'words of precedents', everyMs: 60 * SECOND, run: () => whole(() => foldPairs(db), PAIRS_AT_ONCE) },
  { name: 'precedents after an upgrade', everyMs: 600 * SECOND, run: async () => (await renewLessons(db) ? MORE : undefined) },
  { name: 'drafts', everyMs: 600 * SECOND, run: () => whole(() => sweepDrafts(db, clock), 500) },
  { name: 'public figures', everyMs: 10 * SECOND, run: () => unlessPlaying(isPlaying, () => whole(() => renewPublicFigures(db, perform, clock), 50)) },
  { name: 'files', everyMs: 600 * SECOND, run: () => whole(() => sweepFiles(db, perform, store, clock), 500) },
  { name: 'slices of the search', everyMs: 20 * SECOND, run: () => openSlices(db, clock) },
  { name: 'search after an upgrade', everyMs: 600 * SECOND, run: async () => (await renewSearch(db) + await renewCustomers(db) ? MORE : undefined) },
  { name: 'orphaned bytes', everyMs: DAY, run: () => sweepOrphans(db, store, clock) },
  { name: 'idempotency keys', everyMs: 600 * SECOND, run: () => asSystem(db, sweepKeys) },
]

/** A table takes many rounds; between two of them it can be told to end. */
const importsOf = (db: Db, perform: Perform, store: FileStore, clock: Clock, isPlaying: () => boolean) => {
  const work = importer({ db, perform, store, clock })
  return async () => (!isPlaying() && await work() ? MORE : undefined)
}

/** Goes on while full rounds come back: a backlog is worked off at once. */
const whole = async (round: () => Promise<number>, full: number): Promise<void> => {
  while (await round() >= full) { /* the next round */ }
}
