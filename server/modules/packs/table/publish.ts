import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { TableName } from '#contract/table-form.ts'
import { faultsIn } from '#contract/table-checks.ts'
import * as contract from '#contract/tables.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { fingerprint, newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { tell } from '#modules/notification/commands.ts'
import { PolicyPublished, TableApproved, TableCancelled, TableHeldBack, TableTookEffect } from '../events.ts'
import { asTable, currentPack, policyBody } from '../queries.ts'
import { lockCategories } from '../tree/draft.ts'
import { type DraftRow, isAlone, knownHere, lockDraft, refuseFaulty, subject, workersOf } from './draft.ts'

interface Pending { readonly id: string; readonly table_name: string; readonly no: number; readonly running: string; readonly drafted_by: readonly string[]; readonly approved_by: string | null }

const setState = (tx: Tx, id: string, state: z.infer<typeof contract.VersionState>) => tx.db.updateTable('packs.table_version').set({ state }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

/** From now on decisions are made by it; what has come since it was approved may have taken away what it names. */
const takeEffect = async (tx: Tx, { id, table_name, no, running, drafted_by, approved_by }: Pending) => {
  const { organizationId } = tx.actor
  const read = readerOf(tx.db)
  const table = table_name as TableName
  const [body, known, { ids }] = await Promise.all([policyBody(read, organizationId, id), knownHere(read, organizationId, tx.now), currentPack(read, organizationId)])
  const about = subject(organizationId)
  if (faultsIn(table, body, known).some(({ must }) => must)) {
    await setState(tx, id, 'heldBack')
    await tx.record(TableHeldBack, { subject: about, payload: { table, no, policyId: id } })
    await tell(tx, { to: [...drafted_by, ...(approved_by ? [approved_by] : [])], name: 'tableHeldBack', subject: about, payload: { table, no } })
    return
  }
  await tx.db.updateTable('packs.current').set({ policies: JSON.stringify({ ...ids, [table]: id }) }).where('organization_id', '=', organizationId).execute()
  currentPack.forget(tx.db)
  await tx.db.updateTable('packs.table_version').set({ state: 'past' }).where('organization_id', '=', organizationId).where('table_name', '=', table).where('state', '=', 'inForce').execute()
  await setState(tx, id, 'inForce')
  await tx.record(TableTookEffect, { subject: about, payload: { table, no, policyId: id, version: body.version, running: running === 'move' ? 'move' : 'keep' } })
}

const nextNo = async (tx: Tx, table: TableName) =>
  ((await tx.db.selectFrom('packs.table_version').select('no').where('organization_id', '=', tx.actor.organizationId).where('table_name', '=', table).orderBy('no', 'desc').limit(1).executeTakeFirst())?.no ?? 0) + 1

/** Two versions that wait would be in each other's way: which of them was looked at against which? */
const refuseSecond = async (tx: Tx, table: TableName) => {
  const waiting = await tx.db.selectFrom('packs.table_version').select('id').where('organization_id', '=', tx.actor.organizationId).where('table_name', '=', table).where('state', '=', 'scheduled').executeTakeFirst()
  if (waiting) throw new Problem(contract.anotherScheduled)
}

/** Named after the version of the pack it goes back to. */
const nameOf = (before: string, no: number) => `${before.split('+')[0] ?? before}+${no}`

const keep = async (tx: Tx, draft: DraftRow, no: number): Promise<string> => {
  const { organizationId, id: approver } = tx.actor
  const read = readerOf(tx.db)
  const name = draft.table_name as TableName
  const [{ version: before }, table] = await Promise.all([(await currentPack(read, organizationId)).policy(name), asTable(read, organizationId, name, draft)])
  const [id, version] = [newId(), nameOf(before, no)]
  const named = { ...table, version }
  await tx.db.insertInto('packs.policy').values({ organization_id: organizationId, id, table_name: name, version, body: JSON.stringify(named), published_at: tx.now, published_by: approver }).execute()
  await tx.db.deleteFrom('packs.table_draft').where('organization_id', '=', organizationId).where('table_name', '=', name).execute()
  await tx.record(PolicyPublished, { subject: subject(organizationId), payload: { table: name, version, policyId: id, digest: fingerprint(named) } })
  return id
}

/** By somebody who did not work on it, unless nobody else may. Now or from a moment on. */
export const approveTable = command('packs.approveTable', async (tx, { table, version, effectiveAt, running }: z.output<typeof contract.approveTable.input>) => {
  const { organizationId, id: approver } = tx.actor
  const read = readerOf(tx.db)
  const draft = await lockDraft(tx, table, version)
  if (draft.state !== 'sent') throw new Problem(contract.draftNotSent)
  const own = approver !== null && workersOf(draft).includes(approver)
  if (own && !await isAlone(read, organizationId, draft)) throw new Problem(contract.ownDraft)
  const at = effectiveAt ? instant(effectiveAt) : tx.now
  if (at < tx.now) throw new Problem(contract.effectiveBefore, {}, 'effectiveAt')
  await refuseSecond(tx, table)
  await refuseFaulty(read, organizationId, table, draft, tx.now)
  const no = await nextNo(tx, table)
  const id = await keep(tx, draft, no)
  const pending = { id, table_name: table, no, running, drafted_by: workersOf(draft), approved_by: approver }
  await tx.db.insertInto('packs.table_version').values({ organization_id: organizationId, ...pending, state: 'scheduled', note: draft.note, approved_at: tx.now, alone: own, effective_at: at }).execute()
  const about = subject(organizationId)
  await tx.record(TableApproved, { subject: about, payload: { table, no, policyId: id, effectiveAt: iso(at), alone: own } })
  await tell(tx, { to: workersOf(draft), name: 'tableApproved', subject: about, payload: { table, no } })
  if (at <= tx.now) await takeEffect(tx, pending)
  return { id, no }
})

const lockVersion = async (tx: Tx, id: string) => {
  await lockCategories(tx)
  return tx.db.selectFrom('packs.table_version').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst()
}

/** Its time has come; by whoever notices first. */
export const enforceTable = command('packs.enforceTable', async (tx, { id }: { id: string }) => {
  const version = await lockVersion(tx, id)
  if (version?.state === 'scheduled' && version.effective_at <= tx.now) await takeEffect(tx, version)
  return {}
})

export const cancelTable = command('packs.cancelTable', async (tx, { table, id }: z.output<typeof contract.cancelTable.input>) => {
  const version = await lockVersion(tx, id)
  if (version?.table_name !== table) throw new Problem(notFound)
  if (version.state !== 'scheduled') throw new Problem(contract.notScheduled)
  await setState(tx, id, 'cancelled')
  await tx.record(TableCancelled, { subject: subject(tx.actor.organizationId), payload: { table, no: version.no, policyId: id } })
  return { done: true as const }
})
