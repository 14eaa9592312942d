import { notAllowed } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import type { Actor } from '#kernel/actor.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { whyNotChange, whyNotHere, whyNotReceive } from '../rules.ts'

type Standing = Record<string, string | null>

const saying = (actor: Actor, refusals: Readonly<Record<string, Refusal | null>>): Standing =>
  Object.fromEntries(Object.entries(refusals).map(([name, refusal]) => { const why = actor.may(`liability.${name}`) ? refusal : notAllowed; return [name, why && refusalWords(why, actor.locale)] }))

/** What may be done with the liability of a case: null when it can be done now, otherwise the words of what the command would answer. */
export const mayHere = (actor: Actor, complaint: { readonly state: string }): Standing => saying(actor, { divide: whyNotHere(complaint), claim: whyNotHere(complaint) })

export const mayChange = (actor: Actor, chargeBack: { readonly state: string; readonly version: number }, complaintState: string): Standing => {
  const here = whyNotHere({ state: complaintState })
  const change = here ?? whyNotChange(chargeBack, chargeBack.version)
  return saying(actor, { answer: change, withdraw: change, receive: here ?? whyNotReceive(chargeBack, chargeBack.version) })
}
