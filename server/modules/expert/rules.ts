import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/expert.ts'
import type { ExpertAnswer, FeeRule } from '#contract/expert-pack.ts'

interface Stored { readonly state: string; readonly version: number; readonly consent: string }

const stale = (o: Pick<Stored, 'version'>, seen: number): Refusal | null => (o.version === seen ? null : staleVersion)

/** What is under way can be changed. */
export const whyNotTouch = (o: Stored, seen: number): Refusal | null => (o.state === 'asked' ? stale(o, seen) : contract.opinionOver)

/** Where both sides are to agree on who is asked, nothing goes to an expert, and nothing comes from one, before that. */
export const whyNotWithoutConsent = ({ consent }: Pick<Stored, 'consent'>): Refusal | null => {
  if (consent === 'refused') return contract.consentRefused
  return consent === 'asked' ? contract.consentMissing : null
}

/** The customer may change their mind until it is reported. */
export const whyNotConsent = (o: Stored, seen: number): Refusal | null => whyNotTouch(o, seen) ?? (o.consent === 'notNeeded' ? contract.consentNotAsked : null)
export const whyNotReport = (o: Stored, seen: number): Refusal | null => whyNotTouch(o, seen) ?? whyNotWithoutConsent(o)

/** A letter goes out like a link does; of what is signed it can be printed again. */
export const whyNotLetter = (o: Stored): Refusal | null => {
  if (o.state === 'withdrawn') return contract.opinionOver
  return o.state === 'asked' ? whyNotWithoutConsent(o) : null
}

interface Inside { readonly person_id: string | null; readonly asked_by: string | null }
/** Who was asked signs as themselves, and neither looks after the case nor has asked for it. */
export const whyNotSign = (o: Inside, { owner_id }: { readonly owner_id: string | null }, by: string | null): Refusal | null => {
  if (by === null || o.person_id !== by) return contract.notYours
  return by === owner_id || by === o.asked_by ? contract.ownCase : null
}

/** Goods go out while it is under way; back they come whenever, also from a colleague who has left. */
export const whyNotPass = (o: Stored, way: 'out' | 'back', seen: number): Refusal | null => {
  if (way === 'out') return whyNotTouch(o, seen) ?? whyNotWithoutConsent(o)
  return stale(o, seen)
}

export const whyNotContest = (o: Stored & { readonly contested_at: unknown }, seen: number): Refusal | null => {
  if (o.state !== 'reported') return contract.notReported
  return stale(o, seen) ?? (o.contested_at ? contract.contestedAlready : null)
}

/** A number that says nothing is no accreditation, and one that is past its day is none any more. `on`: the day it counts. */
export const whyNotAccredited = (accreditation: string | null, until: string | null, on: string): Refusal | null => {
  if (!accreditation?.trim()) return contract.notAccredited
  return until !== null && until < on ? contract.accreditationOver : null
}

interface Asked { readonly pointId: string; readonly code: string }
/** What was asked before of a case. `finding`: null while it is under way. */
export interface Earlier extends Asked { readonly opinionId: string; readonly state: string; readonly contested: boolean; readonly secondTo: string | null; readonly finding: string | null }

/**
 * One question is before one expert at a time; what was answered is asked again only as a second opinion on what was contested, or where it could not be told.
 * @returns where it is wrong, and why.
 */
export const whyNotAsk = (asked: readonly Asked[], earlier: readonly Earlier[], secondTo: string | null): { readonly at: number; readonly refusal: Refusal } | null => {
  const first = earlier.filter((one) => one.opinionId === secondTo)
  if (secondTo !== null && !first.some((one) => one.state === 'reported' && one.contested)) return { at: 0, refusal: contract.firstUncontested }
  if (secondTo !== null && earlier.some((one) => one.secondTo === secondTo && one.state === 'asked')) return { at: 0, refusal: contract.secondUnderWay }
  for (const [at, one] of asked.entries()) {
    const same = (other: Asked) => other.pointId === one.pointId && other.code === one.code
    if (asked.findIndex(same) !== at || earlier.some((other) => same(other) && other.state === 'asked')) return { at, refusal: contract.askedTwice }
    const told = earlier.some((other) => same(other) && other.state === 'reported' && other.finding !== 'undetermined')
    if (told && !(secondTo !== null && first.some(same))) return { at, refusal: contract.firstUncontested }
  }
  return null
}

/** Whether a second opinion would come from somebody who has answered one of its questions already, or gave the first. */
export const isAskedAgain = (asked: readonly Asked[], earlier: readonly (Asked & { readonly opinionId: string; readonly expert: string | null })[], secondTo: string, expert: string | null): boolean =>
  earlier.some((one) => one.expert === expert && (one.opinionId === secondTo || asked.some((other) => other.pointId === one.pointId && other.code === one.code)))

/** The strictest of what the pack says of the questions. */
export const feeRuleOf = (rules: readonly FeeRule[]): FeeRule => (rules.includes('loser') ? 'loser' : rules.includes('customer') ? 'customer' : 'firm')

interface Question { readonly id: string; readonly answers: readonly Pick<ExpertAnswer, 'finding'>[] }
interface Answer { readonly questionId: string; readonly finding: string }

/** Every question has one answer, and one of those that are possible. */
export const whyNotAnswers = (questions: readonly Question[], answers: readonly Answer[]): { readonly field: string; readonly refusal: Refusal } | null => {
  const odd = answers.findIndex((one, at) => answers.findIndex((other) => other.questionId === one.questionId) !== at || !questions.some((q) => q.id === one.questionId && q.answers.some((a) => a.finding === one.finding)))
  if (odd >= 0) return { field: `answers/${odd}/finding`, refusal: contract.findingOdd }
  return questions.every((q) => answers.some((one) => one.questionId === q.id)) ? null : { field: 'answers', refusal: contract.answerWanting }
}

/** Why decisions cannot rest on it; `others`: reported by somebody else on the same questions; `seconds`: states of the opinions that look at it again; `already`: they rest on every answer of it; `by`: who would choose it, and did not give it. */
export const whyNotRest = (o: Stored & { readonly contested_at: unknown; readonly person_id: string | null }, { why, others, seconds, already, by }: { readonly why: string | null; readonly others: number; readonly seconds: readonly string[]; readonly already: boolean; readonly by: string | null }, seen: number): { readonly refusal: Refusal; readonly field?: string } | null => {
  const refusal = o.state === 'reported' ? stale(o, seen) : contract.notReported
  if (refusal) return { refusal }
  if (o.person_id !== null && o.person_id === by) return { refusal: contract.ownOpinion }
  if (seconds.includes('asked')) return { refusal: contract.secondUnderWay }
  if (already) return { refusal: contract.basisAlready }
  return (o.contested_at || others > 0) && !why?.trim() ? { refusal: contract.whyMissing, field: 'why' } : null
}

/** Whose fault the answer makes it means who has lost. What nobody can tell, or is shared, or a third party's, the firm bears: it may charge others back. */
export const borneBy = (rule: string, liabilities: readonly string[]): contract.FeePayer | null => {
  if (rule === 'firm' || rule === 'customer') return rule
  if (!liabilities.length) return null
  return liabilities.every((one) => one === 'customer' || one === 'none') ? 'customer' : 'firm'
}
