import { notAllowed } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { notOwed } from '#contract/proceeding.ts'
import type { Actor } from '#kernel/actor.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import type { Instant } from '#kernel/time.ts'
import { whyNotChange, whyNotDecide, whyNotHere, whyNotSend } from '../rules.ts'

export type Standing = Record<string, string | null>

const saying = (actor: Actor, refusals: Readonly<Record<string, Refusal | null>>): Standing =>
  Object.fromEntries(Object.entries(refusals).map(([name, refusal]) => { const why = actor.may(`proceeding.${name}`) ? refusal : notAllowed; return [name, why && refusalWords(why, actor.locale)] }))

/** What may be done: null when it can be done now, otherwise the words of what the command would answer. */
export const mayHere = (actor: Actor, complaint: { readonly state: string }): Standing => saying(actor, { register: whyNotHere(complaint) })

interface Row { readonly ended_at: Instant | null; readonly version: number; readonly owed: boolean; readonly waived_at: Instant | null }
/** `whyNotWaive`: who may say that no report is needed. */
export const mayChange = (actor: Actor, row: Row, complaintState: string, whyNotWaive: Refusal | null): Standing => {
  const here = whyNotHere({ state: complaintState })
  const step = here ?? whyNotChange(row, row.version)
  return saying(actor, { change: step, note: step, end: step, write: here, waive: here ?? (row.owed && !row.waived_at ? whyNotWaive : notOwed) })
}

interface ReportRow { readonly state: string; readonly version: number }
/** `whyNotApprove`: who may approve it. */
export const mayReport = (actor: Actor, row: ReportRow, complaintState: string, whyNotApprove: Refusal | null): Standing => {
  const here = whyNotHere({ state: complaintState })
  const decide = here ?? whyNotDecide(row, row.version) ?? whyNotApprove
  return saying(actor, { approve: decide, giveBack: decide, send: here ?? whyNotSend(row, row.version) })
}
