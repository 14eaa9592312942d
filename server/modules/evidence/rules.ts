import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/evidence.ts'
import { atWallTime, localDay, shiftDay, startOfDay } from '#kernel/calendar.ts'
import { DAY, type Instant, plusMs } from '#kernel/time.ts'

export const whyNotHandle = (item: { readonly state: string; readonly version: number }, version: number): Refusal | null => {
  if (item.state !== 'held') return contract.evidenceGone
  return item.version === version ? null : staleVersion
}

/** Steps after which it is not ours to answer for any more; a second person stands by. */
const ENDS: Readonly<Record<string, 'returned' | 'released' | 'destroyed'>> = { returned: 'returned', released: 'released', destroyed: 'destroyed' }
export const endOf = (kind: contract.EvidenceStep) => ENDS[kind] ?? null

/** The customer's goods go from hand to hand by their own receipt. */
const BY_RECEIPT: readonly string[] = ['handed', 'stored', 'returned', 'released', 'destroyed']

export interface GivenStep { readonly kind: contract.EvidenceStep; readonly toId?: string | undefined; readonly toName?: string | undefined; readonly seal?: string | undefined; readonly witnessId?: string | undefined }
interface Fault { readonly refusal: Refusal; readonly field?: string }

/** What is wanting for a step, with the field that it is wanting in. */
export const whyNotStep = (item: { readonly goods_id: string | null }, step: GivenStep, actorId: string | null): Fault | null => {
  if (item.goods_id && BY_RECEIPT.includes(step.kind)) return { refusal: contract.evidenceInCustody }
  if (step.kind === 'sealed' && !step.seal?.trim()) return { refusal: contract.sealMissing, field: 'seal' }
  if (step.kind === 'handed' && !step.toId && !step.toName?.trim()) return { refusal: contract.receiverMissing, field: 'toId' }
  if (!endOf(step.kind)) return null
  if (!step.witnessId) return { refusal: contract.witnessMissing, field: 'witnessId' }
  return step.witnessId === actorId ? { refusal: contract.witnessSelf, field: 'witnessId' } : null
}

interface Kept { readonly state: string; readonly kept_until: Instant | null; readonly secured_at: Instant | null }
export const keepingOf = ({ state, kept_until, secured_at }: Kept, now: Instant): contract.Keeping => {
  if (state !== 'held') return 'ended'
  if (secured_at) return 'secured'
  if (!kept_until) return 'none'
  return kept_until <= now ? 'expired' : 'running'
}

/** When people begin their day. */
const MORNING = '09:00'

/** The next morning, so many natural days before the last day, that is still to come; null: none is left. */
export const nextWarning = (until: Instant, days: readonly number[], timeZone: string, now: Instant): Instant | null => {
  // At 24:00 of a day it is still that day.
  const last = localDay(timeZone, plusMs(until, -1))
  const mornings = days.map((count) => atWallTime(timeZone, shiftDay(last, -count), MORNING)).filter((at) => at > now && at < until)
  return mornings.sort((a, b) => a.getTime() - b.getTime())[0] ?? null
}

/** Natural days that are left, today not counted. */
export const daysLeft = (until: Instant, timeZone: string, now: Instant): number => {
  const beginning = (at: Instant) => startOfDay(timeZone, localDay(timeZone, at)).getTime()
  // Days of the change of clocks are not of 24 hours.
  return Math.round((beginning(plusMs(until, -1)) - beginning(now)) / DAY)
}
