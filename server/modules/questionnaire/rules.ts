import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { type Recipient, type SentState, cannotMail, cannotText, neverPublished, noMailAddress, nothingChanged, retired, sentOver } from '#contract/questionnaire.ts'
import type { Question } from '#contract/questions.ts'
import { DAY, type Instant, plusMs } from '#kernel/time.ts'

interface Standing { readonly version: number; readonly edition: number; readonly draft: unknown; readonly retired_at: Instant | null }

const stale = ({ version }: { readonly version: number }, seen: number): Refusal | null => (version === seen ? null : staleVersion)

export const whyNotSave = (template: Standing, version: number): Refusal | null => stale(template, version) ?? (template.retired_at ? retired : null)
export const whyNotPublish = (template: Standing, version: number): Refusal | null => whyNotSave(template, version) ?? (template.draft === null ? nothingChanged : null)
/** What was never published would be gone without a draft: it is retired instead. */
export const whyNotDiscard = (template: Standing, version: number): Refusal | null => stale(template, version) ?? (template.edition === 0 ? neverPublished : template.draft === null ? nothingChanged : null)
export const whyNotRestore = stale
export const whyNotSend = (template: Pick<Standing, 'edition' | 'retired_at'>): Refusal | null => (template.retired_at ? retired : template.edition === 0 ? neverPublished : null)

/** A question that was published keeps its kind: answers to it are counted through all editions. */
export const kindChanged = (questions: readonly Question[], before: readonly Question[]): number | null => {
  const at = questions.findIndex(({ code, kind }) => before.some((one) => one.code === code && one.kind !== kind))
  return at < 0 ? null : at
}

interface Waiting { readonly state: string; readonly until: Instant; readonly version: number }

export const stateOf = ({ state, until }: Pick<Waiting, 'state' | 'until'>, now: Instant): SentState => (state === 'open' && until <= now ? 'over' : state as SentState)

/** Whether somebody may still be written to about it, or it be withdrawn: also after its last day. */
export const whyNotTouch = (sent: Waiting, version: number): Refusal | null => (sent.state === 'answered' || sent.state === 'withdrawn' ? sentOver : stale(sent, version))

interface Ways { readonly way: string; readonly email: string | null; readonly to: Recipient; readonly canMail: boolean; readonly canText: boolean }

export const whyNotWay = ({ way, email, to, canMail, canText }: Ways): Refusal | null => {
  if (way === 'mail') return email ? (canMail ? null : cannotMail) : noMailAddress
  return way === 'sms' && !(canText && to === 'customer') ? cannotText : null
}

/** Two days before the last one, or half of the time where there is less. */
const REMIND_BEFORE = 2 * DAY
export const remindedAt = (now: Instant, until: Instant): Instant => {
  const span = until.getTime() - now.getTime()
  return plusMs(until, -Math.min(REMIND_BEFORE, span / 2))
}
