import type { z } from 'zod'
import { notAllowed, notFound } from '#contract/common.ts'
import { unitNotYours } from '#contract/complaint.ts'
import * as contract from '#contract/importing.ts'
import { unitsSetting } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { canonical, newId, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { takeFiles } from '#modules/files/commands.ts'
import { findFile } from '#modules/files/queries.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { ImportBegun, ImportPrepared, ImportUndoBegun } from '../events.ts'
import { kindOf } from '../reading/table.ts'
import { faultIn, partsFor } from '../rules/parts.ts'
import { whyNotCheck, whyNotReplace, whyNotRun, whyNotUndo } from '../rules/state.ts'
import { change, forgetRows, lockImport, refuseOthers, subject } from './lock.ts'

const NOTHING_YET = { rows: 0, good: 0, bad: 0, done: 0, duplicates: 0, remarked: 0, kept: 0, next_no: 0 }

/** Calls are told by whoever may tell of them one by one. */
const refuseCalls = (tx: Tx, target: string) => {
  if (target === 'missedCalls' && !tx.actor.may('call-back.tell')) throw new Problem(notAllowed, { permission: 'call-back.tell' })
}

/** Keeps the table and begins the wizard. */
export const prepare = command('complaint.prepareImport', async (tx, { fileId, target, source }: z.output<typeof contract.prepare.input>) => {
  refuseOthers(tx.actor)
  refuseCalls(tx, target)
  const id = newId()
  const file = await findFile(readerOf(tx.db), tx.actor.organizationId, fileId)
  if (!file || !tx.actor.id || !(await takeFiles(tx, [fileId], id)).length) throw new Problem(notFound, {}, 'fileId')
  kindOf(file)
  await tx.db.insertInto('importing.batch').values({ organization_id: tx.actor.organizationId, id, file_id: fileId, target, source, state: 'choosing', reading: null, mapping: null, problem: null, ended_at: null, created_by: tx.actor.id, created_at: tx.now }).execute()
  await tx.record(ImportPrepared, { subject: subject(id), payload: { importId: id, fileId, target, source } })
  return { id }
})

/** Tables with these columns in this order. */
export const hashOf = (names: readonly string[]): Buffer => sha256(canonical(names))

const remember = async (tx: Tx, names: readonly string[], target: string, mapping: contract.Mapping) => {
  const kept = { mapping: JSON.stringify(mapping), at: tx.now }
  await tx.db.insertInto('importing.remembered').values({ organization_id: tx.actor.organizationId, headers_hash: hashOf(names), target, ...kept })
    .onConflict((c) => c.columns(['organization_id', 'headers_hash', 'target']).doUpdateSet(kept)).execute()
}

const refuseIncomplete = (target: contract.Target, mapping: contract.Mapping, names: readonly string[], fields: Parameters<typeof partsFor>[1]) => {
  const fault = faultIn(mapping, partsFor(target, fields), names.length)
  if (fault) throw fault.why === 'dates' ? new Problem(contract.dateFormatMissing, {}, `mapping/dates/${fault.part}`) : new Problem(contract.columnMissing, {}, `mapping/columns/${fault.part}`)
}

/** The dry run begins. `names`: of the columns, as the table reads so. */
export const check = command('complaint.checkImport', async (tx, input: z.output<typeof contract.check.input> & { names: readonly string[] }) => {
  const batch = await lockImport(tx, input.id, whyNotCheck)
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  refuseIncomplete(batch.target as contract.Target, input.mapping, input.names, body.fields)
  const { unitId } = input.mapping
  if (unitId && tx.actor.units !== 'all' && !tx.actor.units.includes(unitId)) throw new Problem(unitNotYours, {}, 'mapping/unitId')
  await forgetRows(tx, batch.id)
  await change(tx, batch.id, {
    ...NOTHING_YET, state: 'checking', reading: JSON.stringify(input.reading), mapping: JSON.stringify(input.mapping), headers: [...input.names], unmatched: '[]', problem: null, units: unitsSetting(tx.actor.units),
  })
  await remember(tx, input.names, batch.target, input.mapping)
  return { id: batch.id }
})

/** Everything good is taken over from here on, by the machinery. */
export const run = command('complaint.runImport', async (tx, { id, replaces = false }: z.output<typeof contract.run.input>) => {
  const batch = await lockImport(tx, id, whyNotRun)
  const refusal = batch.target === 'orders' && replaces ? whyNotReplace(tx.actor) : null
  if (refusal) throw new Problem(refusal, {}, 'replaces')
  await forgetRows(tx, id)
  await change(tx, id, { state: 'importing', good: 0, bad: 0, done: 0, duplicates: 0, remarked: 0, next_no: 0, replaces, units: unitsSetting(tx.actor.units) })
  await tx.record(ImportBegun, { subject: subject(id), payload: { importId: id, rows: batch.rows } })
  return { id }
})

/** Also while it still runs: what is there goes, and no more comes. */
export const undo = command('complaint.undoImport', async (tx, { id }: { id: string }) => {
  await lockImport(tx, id, whyNotUndo)
  await change(tx, id, { state: 'undoing', next_no: 0, kept: 0 })
  await tx.record(ImportUndoBegun, { subject: subject(id), payload: { importId: id } })
  return { id }
})
