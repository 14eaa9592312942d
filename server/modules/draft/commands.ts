import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/draft.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { AccusedIds } from '#contract/kept.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { DAY, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseDependent } from '#modules/complaint/commands/accused.ts'
import { keepFiles, passFiles } from '#modules/files/commands.ts'
import { registerCandidate } from '#modules/importing/commands/candidates.ts'
import { register } from '#modules/intake/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { DraftDiscarded, DraftHanded, DraftRegistered, DraftRestored, DraftTaken } from './events.ts'
import { DISCARDED_DAYS, KEPT_DAYS, whyNotDiscard, whyNotGoOn, whyNotRegister, whyNotRestore, whyNotSave, whyNotTake } from './rules.ts'

const subjectOf = (id: string) => ({ type: 'draft', id, unitId: null })

const whoWrites = (tx: Tx): string => {
  if (!tx.actor.id) throw new Problem(notFound)
  return tx.actor.id
}

const find = (tx: Tx, id: string) => tx.db.selectFrom('draft.draft').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
type Row = NonNullable<Awaited<ReturnType<typeof find>>>

const lock = async (tx: Tx, id: string, whyNot: (draft: Row) => Refusal | null): Promise<Row> => {
  const row = await find(tx, id)
  if (!row) throw new Problem(notFound)
  const refusal = whyNot(row)
  if (refusal) throw new Problem(refusal)
  return row
}

/** Only who writes it, not who is merely asked to go on with it. */
const lockOwn = async (tx: Tx, id: string, whyNot: (draft: Row) => Refusal | null): Promise<Row> => {
  const row = await lock(tx, id, whyNot)
  if (row.owner_id !== tx.actor.id) throw new Problem(notFound)
  return row
}

const change = (tx: Tx, id: string, set: Record<string, unknown>) => tx.db.updateTable('draft.draft').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

/** Makes the row of one that is not here yet; whoever comes second waits and finds it. */
const begin = async (tx: Tx, id: string, candidateId: string | null) => {
  await tx.db.insertInto('draft.draft').values({
    organization_id: tx.actor.organizationId, id, owner_id: whoWrites(tx), revision: 0, form: 1, body: '{}', file_ids: [], candidate_id: candidateId, begun_at: tx.now, saved_at: tx.now, expires_at: plusMs(tx.now, KEPT_DAYS * DAY),
    handed_to: null, handed_note: null, handed_at: null, discarded_at: null, complaint_id: null,
  }).onConflict((c) => c.doNothing()).execute()
}

export const saveDraft = command('complaint.saveDraft', async (tx, { id, revision, form, body, fileIds, candidateId }: z.output<typeof contract.saveDraft.input>) => {
  if (revision === 0) await begin(tx, id, candidateId)
  await lockOwn(tx, id, (row) => whyNotSave(row, revision))
  const until = plusMs(tx.now, KEPT_DAYS * DAY)
  const kept = await keepFiles(tx, fileIds, whoWrites(tx), until)
  await change(tx, id, { revision: revision + 1, form, body: JSON.stringify(body), file_ids: kept, saved_at: tx.now, expires_at: until })
  return { id }
})

export const handDraft = command('complaint.handDraft', async (tx, { id, toId, note }: z.output<typeof contract.handDraft.input>) => {
  const { body } = await lockOwn(tx, id, whyNotGoOn)
  if (toId === tx.actor.id) throw new Problem(contract.notToOneself, {}, 'toId')
  const person = await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', toId).where('retired_at', 'is', null).executeTakeFirst()
  if (!person) throw new Problem(contract.draftPersonUnknown, {}, 'toId')
  // What it says is kept from them, whoever finishes it.
  await refuseDependent(tx, { accused: AccusedIds.safeParse((JSON.parse(body) as contract.DraftBody)['accusedIds']).data ?? null }, toId, 'toId')
  await change(tx, id, { handed_to: toId, handed_note: note, handed_at: tx.now })
  await tx.record(DraftHanded, { subject: subjectOf(id), payload: { draftId: id, toId }, reason: note || undefined })
  await tell(tx, { to: [toId], name: 'draftHanded', subject: subjectOf(id), payload: { from: tx.actor.name } })
  return { id }
})

/** Whoever goes on with it owns it from now on, with its files. */
export const takeDraft = command('complaint.takeDraft', async (tx, { id }: { id: string }) => {
  const row = await lock(tx, id, whyNotTake)
  const by = whoWrites(tx)
  await change(tx, id, { owner_id: by, handed_to: null, handed_note: null, handed_at: null, expires_at: plusMs(tx.now, KEPT_DAYS * DAY) })
  if (row.owner_id === by) return { id }
  await passFiles(tx, row.file_ids, row.owner_id, by)
  await tx.record(DraftTaken, { subject: subjectOf(id), payload: { draftId: id, fromId: row.owner_id } })
  await tell(tx, { to: [row.owner_id], name: 'draftTaken', subject: subjectOf(id), payload: { by: tx.actor.name } })
  return { id }
})

export const discardDraft = command('complaint.discardDraft', async (tx, { id }: { id: string }) => {
  const row = await lockOwn(tx, id, whyNotDiscard)
  if (row.discarded_at) return { id }
  await change(tx, id, { discarded_at: tx.now, expires_at: plusMs(tx.now, DISCARDED_DAYS * DAY) })
  await tx.record(DraftDiscarded, { subject: subjectOf(id), payload: { draftId: id } })
  return { id }
})

export const restoreDraft = command('complaint.restoreDraft', async (tx, { id }: { id: string }) => {
  const row = await lockOwn(tx, id, whyNotRestore)
  if (!row.discarded_at) return { id }
  await change(tx, id, { discarded_at: null, expires_at: plusMs(tx.now, KEPT_DAYS * DAY) })
  await tx.record(DraftRestored, { subject: subjectOf(id), payload: { draftId: id } })
  return { id }
})

/** The case and the end of the draft are one step: sent twice at once or again after a crash, it is registered once. */
export const registerDraft = command('complaint.registerDraft', async (tx, { id, complaint, candidateId }: z.output<typeof contract.registerDraft.input>) => {
  await begin(tx, id, candidateId)
  await lockOwn(tx, id, whyNotRegister)
  const registered = candidateId ? await registerCandidate.run(tx, { id: candidateId, complaint }) : await register.run(tx, complaint)
  await change(tx, id, { complaint_id: registered.id, body: '{}', file_ids: [], discarded_at: null, expires_at: plusMs(tx.now, KEPT_DAYS * DAY) })
  await tx.record(DraftRegistered, { subject: subjectOf(id), payload: { draftId: id, complaintId: registered.id, number: registered.number } })
  return registered
})
