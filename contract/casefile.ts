import { z } from 'zod'
import { TellBy } from './tell-by.ts'
import { FileRef, Id, Instant, Locale, Nothing, PersonRef, staleVersion } from './common.ts'
import * as k from './clock.ts'
import * as c from './complaint.ts'
import { Goods, goodsWithUs } from './custody.ts'
import { Urging } from './attention.ts'
import { Evidence } from './evidence.ts'
import { Customer, notAPhone } from './customer.ts'
import { Message, forbiddenWords } from './communication.ts'
import { endpoint } from './endpoint.ts'
import { opinionUnderWay } from './expert.ts'
import { fileUnknown } from './files.ts'
import { Review, reviewWaits } from './review.ts'
import { FollowUp, attemptsMissing, followUpDissatisfied, followUpOpen } from './follow-up.ts'
import { Inquiry, inquiriesOpen } from './inquiry.ts'
import * as kept from './kept.ts'
import * as l from './links.ts'
import { Finding, FindingInput, causeMissing, evidenceWanting, findingRefusals, kindExplanationMissing, pointWithoutFinding } from './investigation.ts'
import { Channel, ClosingGate, FieldAnswer, Nature, Presence, Stage, Urgency } from './packs.ts'
import { Offence } from './offence.ts'
import { TakenOrder } from './order-book.ts'
import { needsApproval } from './commitment-refusals.ts'
import { stoppedWords } from './knowledge.ts'
import { PromiseView, promiseOpen } from './promise.ts'
import { moneyUnderWay } from './payout.ts'
import { reportMissing } from './proceeding-refusals.ts'
import { Reception } from './reception.ts'
import { DeclinedDemand, Remedy, lawOwes, offerUnanswered } from './remedy.ts'
import * as r from './representative.ts'
import { Handover, handoverUnaccepted } from './routing.ts'
import { WayOffered } from './way.ts'
import { Agreement, Notice, Task, agreementMissing, answerMissing, groundsMissing, noticeMissing, signatureMissing, tasksOpen } from './settlement.ts'

export const TimelineEntry = z.object({ id: Id, name: z.string(), at: Instant, actor: PersonRef.nullable(), reason: z.string().nullable(), words: z.string(), detail: z.record(z.string(), z.json()) })
export type TimelineEntry = z.infer<typeof TimelineEntry>

/** A case on one screen. `may` names each command: null when it can be done now, otherwise why not in the reader's language. */
export const Case = z.object({
  id: Id, number: z.string(), version: z.int(), state: c.ComplaintState, stage: Stage, urgency: Urgency, urgencyWhy: z.string(), nature: Nature, channel: Channel, outcome: c.Outcome.nullable(),
  unitId: Id, unitName: z.string(), /** Of the unit: the clock on whose wall every time of the case is read. */ timeZone: z.string(), /** The unit that handles it, where that is another one. */ handledBy: z.object({ id: Id, name: z.string() }).nullable(), /** Where it would go as it is seen now, until somebody has chosen. */ wayOffered: WayOffered.nullable(), /** In which letters go to the customer: as they wrote to us, else as the house speaks. */ locale: Locale, owner: c.ownerRef, receiver: z.object({ name: z.string(), position: z.string() }), recordedBy: PersonRef, confidential: z.boolean(), /** Members of staff it is about; null: nobody. */ about: kept.About.nullable(), /** Whether who complains is known, and to whom. */ identity: kept.Identity, /** How the customer asked to hear of what changes; null: as usual. */ tellBy: TellBy.nullable(),
  customer: Customer, points: z.array(c.PointView), product: c.Product.nullable(), order: c.Order.nullable(), fields: z.record(z.string(), FieldAnswer),
  place: z.string().nullable(), soFar: z.string().nullable(), privateRoom: z.boolean(), readBack: z.boolean(), claimFen: z.int().nullable(), occurredAt: Instant.nullable(),
  registeredAt: Instant, receivedAt: Instant, closedAt: Instant.nullable(), reopened: z.int(), recurring: z.boolean(), earlierCases: z.array(z.object({ id: Id, number: z.string(), state: z.string() })),
  /** The same matter again: the earlier case stands among the links. */ sameMatter: z.boolean(), links: z.array(l.Link), mergedInto: z.object({ id: Id, number: z.string() }).nullable(), merged: z.array(l.MergedCase), representative: r.Representative.nullable(), /** Of one cause with others. */ groups: z.array(z.object({ id: Id, name: z.string() })),
  acknowledgement: z.object({ how: z.string(), by: PersonRef, at: Instant, whyNotNow: z.string().nullable(), nextOn: z.string().nullable() }).nullable(),
  restatement: z.object({ text: z.string(), confirmed: z.boolean(), how: z.string(), by: PersonRef, at: Instant }).nullable(),
  verification: z.object({ exists: z.boolean(), ours: z.boolean(), note: z.string(), by: PersonRef, at: Instant }).nullable(),
  /** Orders that were looked up and taken over, as their source told of them then. */ orders: z.array(TakenOrder),
  /** How it was received, where more than the registration was kept. */ reception: Reception.nullable(),
  summary: c.Summary.nullable(), presence: Presence.nullable(), departedAt: Instant.nullable(),
  clocks: z.array(c.ClockView), pauses: z.array(k.PauseView), extensions: z.array(k.Extension), agreedEnds: z.array(k.AgreedEnd), promises: z.array(PromiseView), handovers: z.array(Handover), findings: z.array(Finding), messages: z.array(Message), files: z.array(FileRef), /** Files that tell who complains: shown to few, and to them after a look. */ filesKept: z.int(), /** What they left with us. */ goods: z.array(Goods), inquiries: z.array(Inquiry), evidence: z.array(Evidence), urgings: z.array(Urging), offences: z.array(Offence),
  remedies: z.array(Remedy), /** What was asked for and not agreed to, with nothing offered. */ declinedDemands: z.array(DeclinedDemand), /** The first of `agreements`: what papers tell. */ agreement: Agreement.nullable(), /** What did not fall away: what is to be carried out first, then what else holds, then what was agreed before the case came back; of each the newest first. */ agreements: z.array(Agreement), tasks: z.array(Task), notice: Notice.nullable(), followUps: z.array(FollowUp), /** To be looked at together, or looked at. */ reviews: z.array(Review),
  timeline: z.array(TimelineEntry), may: z.record(z.string(), z.string().nullable()),
  /** Every gate that still stands before closing with the outcome as known now, in words; empty when the case may close. */
  closeGates: z.array(z.string()),
  /** H5: how the case may end, and for each end the gates it takes; `words` when the gate still stands. */
  endings: z.array(z.object({ outcome: c.Outcome, gates: z.array(z.object({ gate: z.union([ClosingGate, z.enum(['acknowledged', 'custody', 'inquiries', 'opinions', 'money', 'proceeding', 'law'])]), words: z.string().nullable() })) })),
  /** What to do next: the command to run, by when. */
  next: z.object({ action: z.string(), dueAt: Instant.nullable() }).nullable(),
})
export type Case = z.infer<typeof Case>

export const show = endpoint('GET /complaints/:id', z.strictObject({ id: Id }), Case)
/** What happened after an entry of the timeline, newest first: whether an open page still shows how things stand. */
export const news = endpoint('GET /complaints/:id/news', z.strictObject({ id: Id, after: Id.optional() }), z.object({ items: z.array(TimelineEntry.pick({ id: true, name: true, at: true, actor: true, words: true })), next: z.null() }))
export const acknowledge = endpoint('POST /complaints/:id/acknowledge', c.Acknowledge, Case, { refuses: [c.notOpen, c.alreadyAcknowledged] })
export const restate = endpoint('POST /complaints/:id/restatement', c.Restate, Case, { refuses: [c.notOpen] })
export const classify = endpoint('POST /complaints/:id/classify', c.Classify, Case, { refuses: [c.notOpen, c.unknownCategory, c.retiredCategory, c.pointUnknown, staleVersion, l.judgementBinds] })
export const signOff = endpoint('POST /complaints/:id/sign-off', c.SignOff, Case, { refuses: [c.notOpen, c.pointUnknown, c.signOffNotNeeded, c.signOffNotYours] })
export const changeFields = endpoint('PUT /complaints/:id/fields', c.ChangeFields, Case, { refuses: [c.notOpen, staleVersion, c.unknownField, c.wrongField] })
export const changeContact = endpoint('PUT /complaints/:id/contact', c.ChangeContact, Case, { refuses: [c.notOpen, staleVersion, kept.isAnonymous, kept.identityKept, notAPhone] })
export const changeUrgency = endpoint('POST /complaints/:id/urgency', c.ChangeUrgency, Case, { refuses: [c.notOpen] })
export const depart = endpoint('POST /complaints/:id/departure', c.Depart, Case, { refuses: [c.notOpen, c.departedAlready, c.departedImpossibly] })
export const pause = endpoint('POST /complaints/:id/clocks/pause', k.Pause, Case, { refuses: [c.notOpen, k.nothingToPause] })
export const resume = endpoint('POST /complaints/:id/clocks/resume', k.Resume, Case, { refuses: [c.notOpen, k.notPaused] })
export const agreeEnd = endpoint('POST /complaints/:id/agreed-end', k.AgreeEnd, Case, { refuses: [c.notOpen, k.noEnd, k.endInPast, k.endTooFar, k.endAgreedTooOften] })
export const askExtension = endpoint('POST /complaints/:id/extensions', k.AskExtension, Case, { refuses: [c.notOpen, k.notRunning, k.notOurs, k.alreadyAsked, k.notLater, forbiddenWords, stoppedWords, needsApproval] })
export const decideExtension = endpoint('POST /complaints/:id/extensions/:extensionId/decision', k.DecideExtension, Case, { refuses: [c.notOpen, k.notRunning, k.ownExtension, k.alreadyDecided, k.refusalUnexplained, k.notLater] })
export const addFinding = endpoint('POST /complaints/:id/findings', FindingInput, Case, { refuses: [...findingRefusals, l.judgementBinds] })
/** Its gates are those of all modules: what each of them still has to do. */
export const close = endpoint('POST /complaints/:id/close', c.Close, Case, {
  refuses: [
    c.notOpen, staleVersion, goodsWithUs, inquiriesOpen, opinionUnderWay, moneyUnderWay, c.outcomeNotSo, c.reasonMissing, c.notAcknowledged, promiseOpen, handoverUnaccepted, pointWithoutFinding, kindExplanationMissing, causeMissing, evidenceWanting, offerUnanswered, lawOwes,
    tasksOpen, agreementMissing, signatureMissing, noticeMissing, groundsMissing, answerMissing, followUpOpen, followUpDissatisfied, attemptsMissing, reviewWaits, l.formUnderWay, reportMissing,
  ],
})
export const link = endpoint('POST /complaints/:id/links', l.LinkInput, Case, { refuses: l.linkRefusals })
export const unlink = endpoint('POST /complaints/:id/links/:linkId/remove', l.Unlink, Case, { refuses: [l.notLinked] })
export const merge = endpoint('POST /complaints/:id/merge', l.Merge, Case, { refuses: l.mergeRefusals })
export const unmerge = endpoint('POST /complaints/:id/unmerge', l.Unmerge, Case, { refuses: [c.notOpen, l.notMerged] })
export const dismissDuplicate = endpoint('POST /complaints/:id/likely-duplicates/dismiss', l.DismissDuplicate, Case, { refuses: l.linkRefusals })
/** The complaint is about these members of staff: kept from them from now on, and from everybody who answers to them, whatever they may see otherwise. */
export const accuse = endpoint('POST /complaints/:id/accused', kept.Accuse, kept.Kept, { refuses: [c.notOpen, kept.personUnknown, kept.accusedAlready, kept.nobodyIndependent] })
/** Who complains where that is protected: each look leaves its reason. */
export const showComplainant = endpoint('POST /complaints/:id/complainant', kept.ShowComplainant, kept.Shown, { refuses: [kept.identityKept, kept.isAnonymous, kept.notProtected] })
export const changeIdentity = endpoint('POST /complaints/:id/identity', kept.ChangeIdentity, Case, { refuses: [c.notOpen, kept.identityKept, kept.isAnonymous, kept.identityAlready, kept.identityMerged, notAPhone] })
/** It is not about this person after all. */
export const clearAccused = endpoint('POST /complaints/:id/accused/:personId/remove', kept.ClearAccused, kept.Kept, { refuses: [c.notOpen, kept.notAccused] })
export const addWords = endpoint('POST /complaints/:id/words', l.AddWords, Case, { refuses: [c.notOpen, c.unknownCategory, c.retiredCategory, fileUnknown] })
export const nameRepresentative = endpoint('POST /complaints/:id/representative', r.NameRepresentative, Case, { refuses: [c.notOpen, notAPhone] })
export const showAuthority = endpoint('POST /complaints/:id/representative/authority', r.ShowAuthority, Case, { refuses: [c.notOpen, r.noRepresentative, fileUnknown] })
export const waiveAuthority = endpoint('POST /complaints/:id/representative/waiver', r.WaiveAuthority, Case, { refuses: [c.notOpen, r.noRepresentative] })
export const endRepresentation = endpoint('POST /complaints/:id/representative/end', r.EndRepresentation, Case, { refuses: [c.notOpen, r.noRepresentative] })
export const reopen = endpoint('POST /complaints/:id/reopen', c.Reopen, Case, { refuses: [c.notClosed, c.reopenWindowOver] })

/** Printed papers; `application/pdf`. `receipt` 回执, `agreement` 处理协议, `notice` 完成通知, `transfer` the reply to the authority or association that passed the complaint on, `file` the whole case. */
export const paper = endpoint('GET /complaints/:id/papers/:paper', z.strictObject({ id: Id, paper: z.enum(['receipt', 'agreement', 'notice', 'transfer', 'file']), /** Of several agreements that hold; the first of them unless told. */ agreementId: Id.optional() }), z.unknown(), { refuses: [c.notTransferred] })

export const DeskItem = z.object({
  kind: z.enum(['acknowledge', 'clock', 'promise', 'handover', 'task', 'followUp', 'counter', 'offer', 'cameBack', 'approval', 'extension', 'callBack', 'meeting', 'suggestion', 'liaison', 'goods', 'urging', 'inquiry', 'evidence', 'chargeBack', 'hold', 'recipients', 'payout', 'payment', 'agreement', 'proceeding', 'report', 'tell', 'opinion']), id: Id, /** Null for work that belongs to no case. */ complaintId: Id.nullable(), number: z.string(), customerName: z.string(), unitName: z.string(), timeZone: z.string(), urgency: Urgency,
  what: z.string(), clockKind: z.string().nullable(), dueAt: Instant.nullable(), startedAt: Instant.nullable(), state: z.enum(['late', 'soon', 'calm']),
})
export type DeskItem = z.infer<typeof DeskItem>
/** Things to do now, sorted by clock. Each figure counts the complaints that `GET /complaints` finds with its filter, from the beginning of today or of the month, as far as `FIGURES_TO` (one more: there are more). */
export const desk = endpoint('GET /desk', Nothing, z.object({
  now: Instant, today: Instant, month: Instant, items: z.array(DeskItem),
  figures: z.object({ open: z.int(), mine: z.int(), overdue: z.int(), registeredToday: z.int(), closedThisMonth: z.int(), promisesKept: z.int(), promisesDue: z.int(), satisfied: z.int(), followedUp: z.int() }),
  team: z.array(z.object({ personId: Id, name: z.string(), open: z.int(), overdue: z.int() })),
}))
