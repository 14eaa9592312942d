import { nothingToPause, notPaused } from '#contract/clock.ts'
import { notAllowed } from '#contract/common.ts'
import { contractUnsigned, departedAlready, mergedElsewhere } from '#contract/complaint.ts'
import { identityKept, isAnonymous } from '#contract/kept.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Remedy } from '#contract/remedy.ts'
import { type Task, nothingAgreed, tasksOpen } from '#contract/settlement.ts'
import type { Actor } from '#kernel/actor.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import type { ComplaintRow } from '#modules/complaint/queries/case.ts'
import { SIGNS, whyNotOpen, whyNotReopen, whyNotSignOff } from '#modules/complaint/rules.ts'
import { whyNotPropose } from '#modules/remedy/rules.ts'
import type { Instant } from '#kernel/time.ts'

const ON_OPEN = ['complaint.accuse', 'complaint.clearAccused', 'complaint.changeIdentity', 'complaint.nameRepresentative', 'complaint.showAuthority', 'authority.waive', 'complaint.endRepresentation', 'complaint.acknowledge', 'complaint.restate', 'complaint.classify', 'complaint.changeUrgency', 'complaint.changeFields', 'complaint.takeOrder', 'investigation.addFinding', 'investigation.verify', 'communication.write', 'promise.make', 'routing.handOver', 'routing.takeOver', 'routing.follow', 'routing.keepWay', 'clock.askExtension', 'review.want', 'clock.agreeEnd', 'custody.take', 'evidence.take', 'inquiry.ask', 'questionnaire.send', 'routing.urge', 'routing.supervise', 'routing.askHigher', 'offence.flag', 'offence.lift']

/** Each command on the case: null when it can be done now, otherwise the words of what the command itself would answer. */
export const mayOf = (actor: Actor, c: ComplaintRow, remedies: readonly Remedy[], tasks: readonly Task[], waiting: boolean, agreed: boolean, closeGates: readonly string[], now: Instant, unsigned: number | null, knowsWho: boolean): Record<string, string | null> => {
  const say = (refusal: Refusal | null) => (refusal ? refusalWords(refusal, actor.locale) : null)
  const permitted = (name: string, reason: () => string | null) => (actor.may(name) ? reason() : refusalWords(notAllowed, actor.locale))
  const open = say(whyNotOpen(c))
  return {
    ...Object.fromEntries(ON_OPEN.map((name) => [name, permitted(name, () => open)])),
    // Who may write to the customer may write for colleagues, not the other way round.
    'communication.note': actor.may('communication.write') ? open : permitted('communication.note', () => open),
    'complaint.depart': permitted('complaint.depart', () => open ?? say(c.presence === null || c.presence === 'left' ? departedAlready : null)),
    'clock.pause': permitted('clock.pause', () => open ?? say(waiting ? nothingToPause : null)),
    'clock.resume': permitted('clock.resume', () => open ?? say(waiting ? null : notPaused)),
    ...Object.fromEntries(['remedy.propose', 'remedy.declineDemand'].map((name) => [name, permitted(name, () => open ?? say(whyNotPropose(remedies, tasks.some((t) => ['open', 'begun'].includes(t.state)))) ?? (unsigned === null ? null : refusalWords(contractUnsigned, actor.locale, { no: unsigned })))])),
    'complaint.signOff': permitted('complaint.signOff', () => open ?? say(whyNotSignOff(actor.may(SIGNS), { needed: unsigned !== null, given: null }))),
    'settlement.sendNotice': permitted('settlement.sendNotice', () => open ?? say(tasks.some((t) => ['open', 'begun'].includes(t.state)) ? tasksOpen : null)),
    'settlement.cancel': permitted('settlement.cancel', () => open ?? say(tasks.some((t) => ['open', 'begun'].includes(t.state)) ? null : nothingAgreed)),
    'settlement.sign': permitted('settlement.sign', () => open ?? say(agreed ? null : nothingAgreed)),
    'meeting.book': permitted('meeting.book', () => open),
    'merging.merge': permitted('merging.merge', () => open),
    'merging.undo': permitted('merging.undo', () => open),
    'complaint.link': permitted('complaint.link', () => say(c.state === 'merged' ? mergedElsewhere : null)),
    'complaint.close': permitted('complaint.close', () => closeGates[0] ?? null),
    'complaint.showComplainant': permitted('complaint.showComplainant', () => say(c.identity === 'anonymous' ? isAnonymous : knowsWho ? null : identityKept)),
    'complaint.changeContact': permitted('complaint.changeContact', () => open ?? say(c.identity === 'anonymous' ? isAnonymous : c.identity === 'open' || knowsWho ? null : identityKept)),
    'portal.renewCode': permitted('portal.renewCode', () => say(c.identity === 'anonymous' ? isAnonymous : null)),
    'complaint.reopen': permitted('complaint.reopen', () => say(whyNotReopen({ state: c.state, closedAt: c.last_closed_at }, now))),
  }
}
