import type { Answers, CanText, CampaignBody, CampaignState, Question } from '#contract/campaign.ts'
import { answersUnfit, backwards, begun, choicesMissing, done, ended, notRunning, quietHours, taken } from '#contract/campaign.ts'
import { staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { fits } from '#contract/asking.ts'
import { minutesOf, wallMinutes } from '#kernel/calendar.ts'
import { inTheWay } from '#kernel/ringing.ts'
import type { Instant } from '#kernel/time.ts'

/** What this house can send by. */
export interface House { readonly canMail: boolean; readonly canText: CanText }

interface Standing { readonly state: string; readonly from_on: string; readonly until_on: string; readonly version: number }

/** Where it stands on a day: after its last one it is over, whoever forgot to end it. */
export const stateOn = ({ state, until_on }: Pick<Standing, 'state' | 'until_on'>, today: string): CampaignState => (state !== 'draft' && today > until_on ? 'ended' : state as CampaignState)

export const whyNotBody = ({ from, until, questions, callsFrom, callsUntil }: Pick<CampaignBody, 'from' | 'until' | 'questions' | 'callsFrom' | 'callsUntil'>): Refusal | null => {
  if (until < from || callsUntil <= callsFrom) return backwards
  return questions.some(({ kind, choices }) => kind === 'choice' && new Set(choices).size < 2) ? choicesMissing : null
}

const stale = (campaign: Standing, version: number): Refusal | null => (campaign.version === version ? null : staleVersion)

/** What is asked stays the same for everybody who is asked. */
export const whyNotChange = (campaign: Standing, version: number): Refusal | null => (campaign.state === 'draft' ? stale(campaign, version) : begun)
export const whyNotBegin = (campaign: Standing, version: number, today: string): Refusal | null => (stateOn(campaign, today) === 'ended' || today > campaign.until_on ? ended : stale(campaign, version))
export const whyNotPause = (campaign: Standing, version: number, today: string): Refusal | null => (stateOn(campaign, today) === 'running' ? stale(campaign, version) : notRunning)
export const whyNotEnd = (campaign: Standing, version: number): Refusal | null => (campaign.state === 'ended' ? ended : stale(campaign, version))
export const whyNotChoose = (campaign: Standing, today: string): Refusal | null => (stateOn(campaign, today) === 'ended' ? ended : null)
export const whyNotAsk = (campaign: Standing, today: string): Refusal | null => (stateOn(campaign, today) === 'running' && today >= campaign.from_on ? null : notRunning)

const REFUSALS = { over: done, taken, stale: staleVersion } as const
/** Each is called once, by one person at a time. */
export const whyNotCall = (person: Parameters<typeof inTheWay>[0], actorId: string | null, version: number): Refusal | null => {
  const way = inTheWay(person, actorId, version)
  return way && REFUSALS[way]
}

/** Customers are called in these hours, as the clock on their unit's wall shows them; the last minute counts. */
export const mayRing = ({ calls_from, calls_until }: { readonly calls_from: string; readonly calls_until: string }, timeZone: string, now: Instant): boolean => {
  const minute = wallMinutes(timeZone, now)
  return minute >= minutesOf(calls_from) && minute <= minutesOf(calls_until)
}
export const whyNotRing = (campaign: { readonly calls_from: string; readonly calls_until: string }, timeZone: string, now: Instant): Refusal | null => (mayRing(campaign, timeZone, now) ? null : quietHours)

/** Nobody answered: how long until the first try again. */
export const FIRST_WAIT_MINUTES = 4 * 60

const suits = ({ kind, choices }: Question, answer: Answers[number]): boolean => answer === null || fits(kind, choices, answer)

/** One answer for each question, and something said at all. */
export const whyNotAnswers = (questions: readonly Question[], answers: Answers, improvement: string | null): Refusal | null => {
  if (answers.length !== questions.length || questions.some((question, i) => !suits(question, answers[i] ?? null))) return answersUnfit
  return answers.every((answer) => answer === null) && !improvement ? answersUnfit : null
}

const LEAST_CONTENT = 3
export const isDissatisfied = (answers: Answers): boolean => answers.some((answer) => typeof answer === 'number' && answer < LEAST_CONTENT)
