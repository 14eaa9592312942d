import type { Refusal } from '#contract/endpoint.ts'
import type { Instant } from '#kernel/time.ts'
import { agreementMissing, answerMissing, byPayout, evidenceMissing, groundsMissing, isPaid, noticeMissing, signatureMissing, tasksOpen } from '#contract/settlement.ts'

/** What somebody comes for, or the customer does. */
const BY_APPOINTMENT = ['repair', 'rework', 'visit', 'invitation', 'replacement', 'return']
export const isByAppointment = (kind: string): boolean => BY_APPOINTMENT.includes(kind)

/** What was done to the customer's own things is done when they have them back. */
const ON_THEIR_THINGS = ['repair', 'rework']
export const awaitsGoods = (kind: string): boolean => ON_THEIR_THINGS.includes(kind)

/** Only a picture or a paper shows that it was done. */
const SHOWN = ['publicApology', 'training']

interface Given { readonly reference: string | null | undefined; readonly evidence: readonly string[]; /** The customer signed for their things. */ readonly signedFor?: boolean }

/** Money leaves by a payout; a public apology and a training are shown by a file; everything else by a file, a reference, or the signature for what was given back. */
export const whyNotComplete = (kind: string, { reference, evidence, signedFor }: Given): { refusal: Refusal; field?: string } | null => {
  if (isPaid(kind)) return { refusal: byPayout }
  if (SHOWN.includes(kind)) return evidence.length ? null : { refusal: evidenceMissing, field: 'evidence' }
  return evidence.length || reference?.trim() || signedFor ? null : { refusal: evidenceMissing, field: 'evidence' }
}

export interface Settled {
  readonly taskOpen: boolean; /** Those that hold. */ readonly agreements: readonly { readonly agreed_at: Instant; /** In the customer's own hand. */ readonly in_hand: boolean }[]; readonly reopenedAt: Instant | null
  /** The beginning of this round: the last reopening, else the registration. */
  readonly since: Instant
  readonly notice: { readonly at: Instant; readonly further_ways: string } | null; readonly declinedWithGrounds: boolean; readonly answeredInFull: boolean
}

const latest = (moments: readonly (Instant | null)[]) => moments.reduce((a, b) => (a && b ? (a > b ? a : b) : (a ?? b)), null)

/** The gates of this module, each with what still stands before it. A written notice follows the last agreement and every reopening; each agreement is signed. */
export const whatStands = (s: Settled) => {
  const toldSince = (moment: Instant | null) => !moment || (s.notice !== null && s.notice.at >= moment)
  return {
    tasks: s.taskOpen ? tasksOpen : null,
    agreement: s.agreements.length ? null : agreementMissing,
    signature: s.agreements.length && s.agreements.every((one) => one.in_hand) ? null : signatureMissing,
    notice: toldSince(latest([s.reopenedAt, ...s.agreements.map((one) => one.agreed_at)])) ? null : noticeMissing,
    grounds: s.declinedWithGrounds || (s.notice !== null && s.notice.at >= s.since && s.notice.further_ways !== '') ? null : groundsMissing,
    publicAnswer: s.answeredInFull ? null : answerMissing,
    resultReported: s.answeredInFull ? null : answerMissing,
  }
}

/** Points that a completion notice leaves out (G7). */
export const unanswered = (pointIds: readonly string[], answers: readonly { pointId: string }[]): string[] => pointIds.filter((id) => !answers.some((a) => a.pointId === id))
