import type { z } from 'zod'
import type * as contract from '#contract/proceeding.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { endBodyClocks } from '#modules/clock/commands/run.ts'
import { takeBack } from '#modules/complaint/commands/close.ts'
import { type LockedComplaint, lockComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { propose } from '#modules/remedy/commands/propose.ts'
import { ProceedingEnded } from '../events.ts'
import { whyNotChange, whyNotResult } from '../rules.ts'
import { change, lockProceeding, momentOf, payloadOf } from './lock.ts'
import { addNote } from './note.ts'

type Input = z.output<typeof contract.endProceeding.input>

/** What is to be done goes back into the negotiation: a proposal like every other, within authority, of what the law gives at least. */
const bringTerms = async (tx: Tx, complaint: LockedComplaint, { result, terms }: Input): Promise<string | null> => {
  if (!terms) return null
  if (complaint.state === 'closed') await takeBack(tx, complaint, words(tx.actor.locale, ['proceeding', 'broughtBack'], { result: words(tx.actor.locale, ['terms', 'proceedingResult', result]) ?? result }) ?? '')
  return (await propose.run(tx, { complaintId: complaint.id, ...terms })).id
}

/** What came of it there; the body's times are over. */
export const end = command('proceeding.end', async (tx, input: Input) => {
  const { complaint, proceeding } = await lockProceeding(tx, input.id, (row) => whyNotChange(row, input.version))
  const { body: { proceedings } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const refusal = whyNotResult(proceedings.find(({ kind }) => kind === proceeding.body_kind), input.result, input.terms !== null)
  if (refusal) throw new Problem(refusal.refusal, {}, refusal.field)
  const at = momentOf(tx, input.at, 'at')
  await addNote(tx, proceeding, { kind: 'letter', inbound: true, text: input.note, at, stageLabel: null, answerBy: null, fileIds: input.fileIds })
  await endBodyClocks(tx, complaint, proceeding.clock_ids, ['bodyAccepted', 'bodyEnded'])
  const remedyId = await bringTerms(tx, complaint, input)
  // Nobody there waits for an answer any more; what came of it is told all the same.
  await endBodyClocks(tx, complaint, proceeding.clock_ids, null)
  await change(tx, proceeding.id, { result: input.result, result_note: input.note, ended_at: at, ended_by: tx.actor.id, remedy_id: remedyId, answer_by: null })
  await touch(tx, await lockComplaint(tx, complaint.id), {})
  const subject = subjectOf(complaint)
  await tx.record(ProceedingEnded, { subject, payload: { ...payloadOf(proceeding), proceedingResult: input.result, remedyId }, reason: input.note })
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'proceedingEnded', subject, payload: { number: complaint.number } })
  return { id: proceeding.id }
})
