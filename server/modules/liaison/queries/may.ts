import { notAllowed } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { adoptedAlready, notIssuer, notThisStop, notYourUnit, stopOver } from '#contract/liaison.ts'
import { notLeading } from '#contract/liaison-party.ts'
import type { Actor } from '#kernel/actor.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { type Action, type FormFacts, type StopFacts, answers, whyNot, whyNotSide } from '../rules.ts'

interface Reading { readonly actor: Actor; readonly sees: boolean; readonly leads: boolean; readonly units: ReadonlySet<string> }
type May = Record<string, string | null>

const said = ({ actor }: Reading, name: string, refusal: Refusal | null): string | null => {
  const why = actor.may(`liaison.${name}`) ? refusal : notAllowed
  return why && refusalWords(why, actor.locale)
}

/** What the reader may do with the whole form, and why not. */
export const formMay = (reading: Reading, form: FormFacts): May => {
  const own = reading.sees ? null : notIssuer
  const ask = (does: 'send' | 'withdraw' | 'settle') => said(reading, does, own ?? whyNot(form, { does }))
  return { change: said(reading, 'change', own ?? whyNot(form, { does: 'send' })), send: ask('send'), withdraw: ask('withdraw'), settle: ask('settle'), ask: said(reading, 'ask', own ?? whyNot(form, { does: 'ask', units: [] })), askParty: said(reading, 'askParty', reading.leads ? whyNot(form, { does: 'askParty', party: '' }) : notLeading) }
}

/** Whoever signs in the name of the unit, or handles the case. */
const SIDES = { take: 'unit', forward: 'unit', answer: 'unit', sendBack: 'unit', decide: 'unit', recall: 'signer', reject: 'case', dispute: 'either', drop: 'lead' } as const

const side = ({ sees, leads, units }: Reading, stop: StopFacts, of: (typeof SIDES)[keyof typeof SIDES]): Refusal | null => {
  const mine = units.has(stop.unitId) ? null : notYourUnit
  if (of === 'unit') return mine
  if (of === 'lead') return leads ? null : notLeading
  if (of === 'either') return whyNotSide({ sees, mine: mine === null, open: stop.state === 'open' })
  if (of === 'case') return sees ? null : notIssuer
  return stop.kind === 'issue' ? (sees ? null : notIssuer) : mine
}

const actionAt = (does: keyof typeof SIDES, stop: string): Action => {
  if (does === 'decide') return { does, stop, outcome: 'again', units: [] }
  return does === 'forward' || does === 'reject' ? { does, stop, units: [] } : { does, stop }
}

const whyNotAdopt = (reading: Reading, stop: StopFacts, adopted: boolean): Refusal | null => {
  if (!reading.sees) return notIssuer
  if (!answers(stop.kind)) return notThisStop
  if (stop.state !== 'signed' && stop.state !== 'accepted') return stopOver
  return adopted ? adoptedAlready : null
}

export const stopMay = (reading: Reading, form: FormFacts, stop: StopFacts, adopted: boolean): May => ({
  ...Object.fromEntries((Object.keys(SIDES) as (keyof typeof SIDES)[]).map((does) => [does, said(reading, does, side(reading, stop, SIDES[does]) ?? whyNot(form, actionAt(does, stop.id)))])),
  adopt: said(reading, 'adopt', whyNotAdopt(reading, stop, adopted)),
})
