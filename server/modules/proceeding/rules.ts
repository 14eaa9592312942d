import { staleVersion } from '#contract/common.ts'
import { mergedElsewhere } from '#contract/complaint.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { type Body, type ProceedingResult, type ProceedingRule, WITH_TERMS } from '#contract/proceeding-pack.ts'
import * as contract from '#contract/proceeding.ts'
import type { Instant } from '#kernel/time.ts'

/** What the body does goes on when our own case is closed; only one that goes on elsewhere is a bar. */
export const whyNotHere = (complaint: { readonly state: string }): Refusal | null => (complaint.state === 'merged' ? mergedElsewhere : null)

interface Standing { readonly ended_at: Instant | null; readonly version: number }
export const whyNotChange = ({ ended_at, version }: Standing, seen: number): Refusal | null => (ended_at ? contract.ended : version === seen ? null : staleVersion)

interface OfReport { readonly state: string; readonly version: number }
const UNDER_WAY = ['asked', 'returned', 'approved']
export const isUnderWay = (state: string): boolean => UNDER_WAY.includes(state)
export const whyNotDecide = ({ state, version }: OfReport, seen: number): Refusal | null => (state !== 'asked' ? contract.reportOver : version === seen ? null : staleVersion)
export const whyNotSend = ({ state, version }: OfReport, seen: number): Refusal | null => {
  if (!isUnderWay(state)) return contract.reportOver
  if (state !== 'approved') return contract.reportNotApproved
  return version === seen ? null : staleVersion
}

/** Points that a report leaves out (G7), by their numbers. */
export const unanswered = (points: readonly { readonly id: string; readonly no: number }[], answers: readonly { readonly pointId: string; readonly answer: string }[]): number[] =>
  points.filter(({ id }) => !answers.some(({ pointId, answer }) => pointId === id && answer.trim() !== '')).map(({ no }) => no)

/** The number as it is compared: however it is spaced, whatever its case and width. */
export const numberKey = (reference: string | null): string | null => reference?.normalize('NFKC').replace(/[\s\-－—_/]+/g, '').toUpperCase() || null

interface Owing { readonly owed: boolean; readonly waived_at: Instant | null; /** When the last report of what came of it was written, of those that were sent. */ readonly reportedFrom: Instant | null }
/** Whether the body is still to be told what came of it: what was written before the case came back, or before the agreement that stands, or before it asked again, tells of something else. */
export const isOwed = ({ owed, waived_at, reportedFrom }: Owing, since: Instant | null): boolean => owed && !waived_at && !(reportedFrom && (!since || reportedFrom >= since))

/** By when it waits: the earlier of the two days, unless that is over and it set another. */
export const waitedFor = (before: Instant | null, asked: Instant | null, now: Instant): Instant | null => (!before || (asked && (asked < before || before <= now)) ? asked : before)

export const latest = (...moments: readonly (Instant | null)[]): Instant | null => moments.reduce((last, at) => (at && (!last || at > last) ? at : last), null)

/** Bodies that can be named for a unit: those of everywhere, and those of its own place. `codes`: of the unit and all above it. */
export const bodiesFor = (bodies: readonly Body[], codes: readonly string[]): Body[] => bodies.filter(({ units }) => units.length === 0 || units.some((code) => codes.includes(code)))

/** A result that this kind of body can come to, with what is to be done where there is something to do. */
export const whyNotResult = (rule: ProceedingRule | undefined, result: ProceedingResult, hasTerms: boolean): { readonly refusal: Refusal; readonly field: string } | null => {
  if (rule && !rule.results.includes(result)) return { refusal: contract.resultNotThere, field: 'result' }
  if (result === 'mediated' && !hasTerms) return { refusal: contract.termsMissing, field: 'terms' }
  return hasTerms && !WITH_TERMS.includes(result) ? { refusal: contract.termsNotWanted, field: 'terms' } : null
}
