import type { z } from 'zod'
import { type NoteKind, stageUnknown } from '#contract/proceeding.ts'
import type * as contract from '#contract/proceeding.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { BODY_REPLY, endBodyClocks, startBodyClocks } from '#modules/clock/commands/run.ts'
import { type LockedComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { ProceedingNoted } from '../events.ts'
import { waitedFor, whyNotChange } from '../rules.ts'
import { type LockedProceeding, change, dayOf, keepFiles, lockProceeding, momentOf, payloadOf } from './lock.ts'

interface New { readonly kind: NoteKind; readonly inbound: boolean; readonly text: string; readonly at: Instant; readonly stageLabel: unknown; readonly answerBy: Instant | null; readonly fileIds: readonly string[] }

/** What came from the body or went to it stands beside what it has become. */
export const addNote = async (tx: Tx, row: Pick<LockedProceeding, 'id' | 'complaint_id'>, { kind, inbound, text, at, stageLabel, answerBy, fileIds }: New): Promise<string> => {
  const id = newId()
  await tx.db.insertInto('proceeding.note').values({ organization_id: tx.actor.organizationId, id, complaint_id: row.complaint_id, proceeding_id: row.id, kind, inbound, body: text, stage_label: stageLabel ? JSON.stringify(stageLabel) : null, answer_by: answerBy, at, by_id: tx.actor.id, noted_at: tx.now }).execute()
  await keepFiles(tx, row, fileIds, { note_id: id })
  return id
}

const stageOf = async (tx: Tx, row: LockedProceeding, code: string | null) => {
  if (code === null || code === row.stage) return null
  const { body: { proceedings } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const found = proceedings.find(({ kind }) => kind === row.body_kind)?.stages.find((one) => one.code === code)
  if (!found) throw new Problem(stageUnknown, {}, 'stage')
  return found
}

/** With its acceptance the body's own time begins, unless it runs already. */
const accept = async (tx: Tx, complaint: LockedComplaint, row: LockedProceeding, at: Instant): Promise<string[]> => {
  await endBodyClocks(tx, complaint, row.clock_ids, ['bodyAccepted'])
  const kinds = await tx.db.selectFrom('clock.deadline').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', row.clock_ids.length ? row.clock_ids : [row.id]).where('ends', '=', 'bodyEnded').where('state', 'in', ['running', 'late']).limit(1).execute()
  return kinds.length ? [] : (await startBodyClocks(tx, 'bodyAccepted', complaint, { at, body: row.body_kind })).map(({ id }) => id)
}

/** It wants to hear from us again, by the earlier of the days it set. What is owed is owed anew, whatever was told or waived before. */
export const askAnew = async (tx: Tx, complaint: LockedComplaint, row: LockedProceeding, { at, asks, answerBy }: { readonly at: Instant; readonly asks: string | null; readonly answerBy: Instant | null }) => {
  const { body: { pack: { limits } } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const own = await tx.db.selectFrom('clock.deadline').select(['id', 'due_at']).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', row.clock_ids.length ? row.clock_ids : [row.id]).where('kind', '=', BODY_REPLY).where('state', 'in', ['running', 'late']).orderBy('due_at').execute()
  const by = waitedFor(row.answer_by, answerBy, tx.now)
  const started = await startBodyClocks(tx, 'bodyAsked', complaint, { at, body: row.body_kind, ahead: by && by > tx.now ? { by, workingDays: limits.bodyLeadDays } : undefined, before: own[0]?.due_at })
  if (started.length) await endBodyClocks(tx, complaint, own.map(({ id }) => id), null)
  return { clockIds: started.map(({ id }) => id), set: { asks, asked_at: tx.now, answer_by: by, waived_at: null, waived_by: null, waived_reason: null } }
}

/** A letter, a call, a step of the body, or what went to it. */
export const note = command('proceeding.note', async (tx, input: z.output<typeof contract.noteProceeding.input>) => {
  const { complaint, proceeding } = await lockProceeding(tx, input.id, (row) => whyNotChange(row, input.version))
  const stage = await stageOf(tx, proceeding, input.stage)
  const [at, answerBy] = [momentOf(tx, input.at, 'at'), input.asks ? dayOf(tx, input.answerBy) : null]
  const noteId = await addNote(tx, proceeding, { kind: input.kind, inbound: input.inbound, text: input.text, at, stageLabel: stage?.label ?? null, answerBy, fileIds: input.fileIds })
  const accepted = stage?.accepts ? await accept(tx, complaint, proceeding, at) : []
  const asked = input.asks ? await askAnew(tx, complaint, proceeding, { at, asks: input.text, answerBy }) : null
  await change(tx, proceeding.id, {
    clock_ids: [...proceeding.clock_ids, ...accepted, ...asked?.clockIds ?? []], ...(stage && { stage: stage.code, stage_label: JSON.stringify(stage.label), stage_at: at }), ...asked?.set,
  })
  await touch(tx, complaint, {})
  const subject = subjectOf(complaint)
  await tx.record(ProceedingNoted, { subject, payload: { ...payloadOf(proceeding), noteId, proceedingNote: input.kind, inbound: input.inbound, asks: input.asks, moved: stage !== null } })
  await tell(tx, { to: input.inbound && complaint.owner_id ? [complaint.owner_id] : [], name: input.asks ? 'proceedingAsks' : 'proceedingMoved', subject, payload: { number: complaint.number } })
  return { id: proceeding.id }
})
