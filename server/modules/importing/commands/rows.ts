import type { Locale } from '#contract/common.ts'
import { type Source, type Target, customerWrote } from '#contract/importing.ts'
import type { Actor } from '#kernel/actor.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { gatesOf } from '#kernel/guard.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { words } from '#kernel/i18n.ts'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { addOrders, openBook, takeBackBook } from '#modules/order-book/commands/table.ts'
import { takeBackCalls } from '#modules/call-back/commands/table.ts'
import { registerComplaints } from '#modules/complaint/commands/register.ts'
import { removeUntouched } from '#modules/complaint/commands/untouched.ts'
import { dropUnchanged } from '#modules/customer/commands/record.ts'
import { ImportDone, ImportFailed, ImportUndone } from '../events.ts'
import { type ReadRow, type RowFault, type Told, isGood, registrationOf } from '../rules/row.ts'
import { asCalls, countKnownCalls } from './calls.ts'
import { candidateRow } from './candidates.ts'
import { type LockedBatch, change, lockAt, subject } from './lock.ts'

export interface Row extends ReadRow { readonly no: number; readonly cells: readonly string[] }
/** A piece of work: the rows after `from` up to and with `next`. Done once, whoever does it. */
export interface Piece { readonly id: string; readonly from: number; readonly next: number; readonly rows: readonly Row[] }

/** A value of the table that means nothing to us, and how often it stands there. */
export interface Unmatched { readonly part: string; readonly value: string; readonly count: number }

/** Rows with faults that are kept to be shown; more are counted only. */
const MOST_FAULTS_KEPT = 10_000

const plainRow = (tx: Tx, batchId: string, { no, cells, faults, externalId }: Row, outcome: string) => ({
  organization_id: tx.actor.organizationId, batch_id: batchId, no, outcome, cells: [...cells].map((cell) => cell.replaceAll('\u0000', '')), faults: JSON.stringify(faults), external_id: externalId, complaint_id: null as string | null, customer_id: null as string | null, candidate_id: null as string | null, call_id: null as string | null,
})
type StoredRow = ReturnType<typeof plainRow>

const remarks = (rows: readonly Row[]) => rows.filter((row) => isGood(row) && row.faults.length > 0).length

/** Numbers of the same source that are here already. */
const knownOf = async (tx: Tx, source: string, rows: readonly Row[]): Promise<Set<string>> => {
  const ids = rows.flatMap(({ externalId }) => (externalId ? [externalId] : []))
  const found = ids.length ? await tx.db.selectFrom('importing.known').select('external_id').where('organization_id', '=', tx.actor.organizationId).where('source', '=', source).where('external_id', 'in', ids).execute() : []
  return new Set(found.map((f) => f.external_id))
}

const countDuplicates = async (tx: Tx, { target, source }: LockedBatch, rows: readonly Row[]): Promise<number> => {
  if (target === 'missedCalls') return countKnownCalls(tx, rows)
  if (target === 'orders') return 0
  const known = await knownOf(tx, source, rows)
  return rows.filter(({ externalId }) => externalId !== null && known.has(externalId)).length
}

/** Keeps what the dry run found in these rows. */
export const noteChecked = command('importing.noteChecked', async (tx, { id, from, next, rows, unmatched }: Piece & { readonly unmatched: readonly Unmatched[] }) => {
  const batch = await lockAt(tx, id, 'checking', from)
  if (!batch) return { done: false }
  const bad = rows.filter((row) => !isGood(row))
  const room = Math.max(0, MOST_FAULTS_KEPT - batch.bad - batch.remarked)
  const kept = rows.filter((row) => row.faults.length > 0).slice(0, room).map((row) => plainRow(tx, id, row, isGood(row) ? 'imported' : 'bad'))
  await insertRows(tx.db, { into: 'importing.row', rows: kept })
  await change(tx, id, {
    next_no: next, unmatched: JSON.stringify(unmatched), rows: batch.rows + rows.length, bad: batch.bad + bad.length, good: batch.good + rows.length - bad.length, remarked: batch.remarked + remarks(rows),
    duplicates: batch.duplicates + await countDuplicates(tx, batch, rows),
  })
  return { done: true }
})

export const endCheck = command('importing.endCheck', async (tx, { id, from }: { id: string; from: number }) => {
  if (await lockAt(tx, id, 'checking', from)) await change(tx, id, { state: 'checked' })
  return { done: true }
})

/** Two tables of one organisation with the same numbers wait for each other. */
const NUMBERS_LOCK = 716_290_021
const holdNumbers = (tx: Tx) => sql`select pg_advisory_xact_lock(${NUMBERS_LOCK}, hashtext(${tx.actor.organizationId}))`.execute(tx.db)

interface Taken { readonly row: Row; readonly stored: StoredRow }

/** What a row tells of a complaint. */
const toldOf = ({ told }: Row): Told => {
  if (!told) throw new Error('a row of calls tells of no complaint')
  return told
}

const asComplaints = async (tx: Tx, id: string, rows: readonly Row[]): Promise<Taken[]> => {
  const { locale, name } = tx.actor
  const receiver = { name, position: words(locale, ['importing', 'receiver', 'position']) ?? '' }
  const nameless = words(locale, ['importing', 'receiver', 'nameless']) ?? ''
  const made = rows.length ? await registerComplaints(tx, rows.map(toldOf).map((told) => ({
    actor: tx.actor, input: registrationOf(told, receiver, nameless), brought: { closedAt: told.closedAt ? instant(told.closedAt) : null, closingNote: told.closingNote },
  }))) : []
  return rows.map((row, i) => ({ row, stored: { ...plainRow(tx, id, row, 'imported'), complaint_id: made[i]?.id ?? null, customer_id: made[i]?.customer.isNew ? made[i].customer.id : null } }))
}

const asCandidates = async (tx: Tx, batch: LockedBatch, rows: readonly Row[]): Promise<Taken[]> => {
  const made = rows.map((row) => {
    const told = toldOf(row)
    return { row, candidate: { ...candidateRow(tx, newId(), {
      source: batch.source as Source, unitId: told.unitId, receivedAt: told.receivedAt, channel: told.channel, externalId: told.externalId, text: told.point.text, wants: told.point.wants ?? null,
      customerName: told.customer.name, phone: told.customer.phone ?? null, product: told.productName, order: told.orderNumber, categoryCode: told.point.categoryCode ?? null,
    }), batch_id: batch.id, row_no: row.no } }
  })
  await insertRows(tx.db, { into: 'importing.candidate', rows: made.map((m) => m.candidate) })
  return made.map(({ row, candidate }) => ({ row, stored: { ...plainRow(tx, batch.id, row, 'imported'), candidate_id: candidate.id } }))
}

interface Sorted { readonly taken: readonly Taken[]; readonly duplicates: readonly Row[] }

/** Complaints and candidates: a number of the same source comes once. */
const takeCases = async (tx: Tx, batch: LockedBatch, good: readonly Row[]): Promise<Sorted> => {
  await holdNumbers(tx)
  const known = await knownOf(tx, batch.source, good)
  const fresh: Row[] = []
  const duplicates: Row[] = []
  for (const row of good) {
    if (row.externalId !== null && known.has(row.externalId)) duplicates.push(row)
    else fresh.push(row)
    if (row.externalId !== null) known.add(row.externalId)
  }
  const taken = batch.target === 'complaints' ? await asComplaints(tx, batch.id, fresh) : await asCandidates(tx, batch, fresh)
  await insertRows(tx.db, { into: 'importing.known', rows: taken.flatMap(({ stored: s }) => (s.external_id === null ? [] : [{ organization_id: s.organization_id, source: batch.source, external_id: s.external_id, complaint_id: s.complaint_id, candidate_id: s.candidate_id }])) })
  return { taken, duplicates }
}

const takeCallRows = async (tx: Tx, batch: LockedBatch, good: readonly Row[]): Promise<Sorted> => {
  const calls = await asCalls(tx, good)
  return {
    taken: calls.flatMap(({ row, callId }) => (callId ? [{ row, stored: { ...plainRow(tx, batch.id, row, 'imported'), call_id: callId } }] : [])),
    duplicates: calls.filter(({ callId }) => !callId).map(({ row }) => row),
  }
}

interface Orders { readonly next: number; readonly good: readonly Row[]; readonly bad: readonly Row[] }
/** What was sold is kept once, where it is looked up: of the rows only those with faults are shown here. */
const takeOrderRows = async (tx: Tx, batch: LockedBatch, { next, good, bad }: Orders) => {
  await addOrders(tx, batch.id, good.flatMap(({ no, order }) => (order ? [{ no, order }] : [])))
  await insertRows(tx.db, { into: 'importing.row', rows: bad.slice(0, Math.max(0, MOST_FAULTS_KEPT - batch.bad)).map((row) => plainRow(tx, batch.id, row, 'bad')) })
  await change(tx, batch.id, { next_no: next, good: batch.good + good.length, bad: batch.bad + bad.length, done: batch.done + good.length })
  return { done: true }
}

/** Takes rows over: what is good and not here yet. With what became of each, in one transaction with the place to go on from. */
export const takeRows = command('importing.takeRows', async (tx, { id, from, next, rows }: Piece) => {
  const batch = await lockAt(tx, id, 'importing', from)
  if (!batch) return { done: false }
  const bad = rows.filter((row) => !isGood(row))
  const good = rows.filter(isGood)
  if (batch.target === 'orders') return takeOrderRows(tx, batch, { next, good, bad })
  const { taken, duplicates } = batch.target === 'missedCalls' ? await takeCallRows(tx, batch, good) : await takeCases(tx, batch, good)
  await insertRows(tx.db, { into: 'importing.row', rows: [...taken.map((t) => t.stored), ...bad.map((row) => plainRow(tx, id, row, 'bad')), ...duplicates.map((row) => plainRow(tx, id, row, 'duplicate'))] })
  await change(tx, id, {
    next_no: next, good: batch.good + good.length, bad: batch.bad + bad.length, done: batch.done + taken.length, duplicates: batch.duplicates + duplicates.length, remarked: batch.remarked + remarks(taken.map(({ row }) => row)),
  })
  return { done: true }
})

export const endRun = command('importing.endRun', async (tx, { id, from }: { id: string; from: number }) => {
  const batch = await lockAt(tx, id, 'importing', from)
  if (!batch) return { done: false }
  if (batch.target === 'orders') await openBook(tx, id, batch.replaces)
  await change(tx, id, { state: 'imported', ended_at: tx.now })
  await tx.record(ImportDone, { subject: subject(id), payload: { importId: id, done: batch.done, bad: batch.bad, duplicates: batch.duplicates } })
  return { done: true }
})

/** The table cannot be read to its end. What was taken over before stays until it is undone. */
export const fail = command('importing.fail', async (tx, { id, state, from, problem }: { id: string; state: string; from: number; problem: string }) => {
  const batch = await lockAt(tx, id, state, from)
  if (!batch) return { done: false }
  // Half a table of orders would say of the other half that there is no such order.
  if (batch.target === 'orders') await takeBackBook(tx, id)
  await change(tx, id, { state: batch.done > 0 && batch.target !== 'orders' ? 'imported' : 'failed', problem, ended_at: tx.now })
  await tx.record(ImportFailed, { subject: subject(id), payload: { importId: id, problem: problem.split(' ')[0] ?? '' } })
  return { done: true }
})

export const UNDONE_AT_ONCE = 200

/** From the end: a customer came with the first of their rows. */
const lastRows = (tx: Tx, id: string, most: number) => tx.db.selectFrom('importing.row').select(['no', 'external_id', 'complaint_id', 'customer_id', 'candidate_id', 'call_id'])
  .where('organization_id', '=', tx.actor.organizationId).where('batch_id', '=', id).where('outcome', '=', 'imported').orderBy('no', 'desc').limit(most).execute()
type Undoable = Awaited<ReturnType<typeof lastRows>>[number]

/** Of these candidates the ones nobody has decided on go. */
const removeWaiting = async (tx: Tx, ids: readonly string[]): Promise<string[]> => {
  const gone = await tx.db.deleteFrom('importing.candidate').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'waiting').returning('id').execute()
  return gone.map((g) => g.id)
}

/** What nobody has worked on goes. */
const remove = { complaints: removeUntouched, candidates: removeWaiting, missedCalls: takeBackCalls, orders: async () => [] } as const
const broughtBy = (row: Undoable): string | null => row.complaint_id ?? row.candidate_id ?? row.call_id

/** Customers who came with the table and have no complaint left. */
const dropCustomers = async (tx: Tx, rows: readonly Undoable[]) => {
  const ids = rows.flatMap((r) => (r.customer_id ? [r.customer_id] : []))
  const needed = ids.length ? await tx.db.selectFrom('complaint.complaint').select('customer_id').where('organization_id', '=', tx.actor.organizationId).where('customer_id', 'in', ids).execute() : []
  await dropUnchanged(tx, ids.filter((id) => !needed.some((n) => n.customer_id === id)))
}

const mark = async (tx: Tx, id: string, rows: readonly Undoable[], outcome: 'undone' | 'kept', faults: readonly RowFault[] = []) => {
  if (rows.length) await tx.db.updateTable('importing.row').set({ outcome, ...(faults.length && { faults: JSON.stringify(faults) }), ...(outcome === 'undone' && { complaint_id: null, candidate_id: null, call_id: null }) }).where('organization_id', '=', tx.actor.organizationId).where('batch_id', '=', id).where('no', 'in', rows.map((r) => r.no)).execute()
}

const forgetNumbers = async (tx: Tx, source: string, rows: readonly Undoable[]) => {
  const ids = rows.flatMap((r) => (r.external_id === null ? [] : [r.external_id]))
  if (ids.length) await tx.db.deleteFrom('importing.known').where('organization_id', '=', tx.actor.organizationId).where('source', '=', source).where('external_id', 'in', ids).execute()
}

/** Why a row stays. */
const because = (code: string): RowFault => ({ part: '', column: -1, value: '', code })
const TOLD = because('customerTold')
const WROTE = because('customerWrote')
const NOT_UNDONE = because('notUndone')

interface Heard { readonly row: Undoable; readonly fault: RowFault }
/** Rows of whose cases the customer has heard something by now, or to which they have written. */
const heardRows = async (tx: Tx, rows: readonly Undoable[]): Promise<readonly Heard[]> => {
  const heard: Heard[] = []
  for (const row of rows) {
    const [gate] = row.complaint_id ? await gatesOf(tx.db, 'importing.undo', row.complaint_id) : []
    if (gate) heard.push({ row, fault: gate.refusal.type === customerWrote.type ? WROTE : TOLD })
  }
  return heard
}

/** Takes the next rows back, at most so many; where there are none, the import is undone. `done`: false where somebody else has done it. */
export const undoRows = command('importing.undoRows', async (tx, { id, from, most }: { id: string; from: number; most: number }) => {
  const batch = await lockAt(tx, id, 'undoing', from)
  if (!batch) return { done: false }
  if (batch.target === 'orders') await takeBackBook(tx, id)
  const rows = await lastRows(tx, id, most)
  if (!rows.length) {
    await change(tx, id, { state: 'undone', ended_at: tx.now })
    await tx.record(ImportUndone, { subject: subject(id), payload: { importId: id, undone: batch.done - batch.kept, kept: batch.kept } })
    return { done: true }
  }
  const heard = await heardRows(tx, rows)
  const stays = new Set(heard.map(({ row }) => row))
  const free = rows.filter((r) => !stays.has(r)).flatMap((r) => broughtBy(r) ?? [])
  const gone = new Set(free.length ? await remove[batch.target as Target](tx, free) : [])
  const undone = rows.filter((r) => gone.has(broughtBy(r) ?? ''))
  const kept = rows.filter((r) => !undone.includes(r))
  await dropCustomers(tx, undone)
  if (batch.target !== 'missedCalls') await forgetNumbers(tx, batch.source, undone)
  await mark(tx, id, undone, 'undone')
  await mark(tx, id, kept.filter((r) => !stays.has(r)), 'kept')
  for (const fault of [TOLD, WROTE]) await mark(tx, id, heard.filter((one) => one.fault === fault).map(({ row }) => row), 'kept', [fault])
  await change(tx, id, { next_no: from + 1, kept: batch.kept + kept.length })
  return { done: true }
})

/** The next row cannot be taken back, whatever hangs on it: it stays, and says so. `done`: there was one. */
export const keepRow = command('importing.keepRow', async (tx, { id, from }: { id: string; from: number }) => {
  const batch = await lockAt(tx, id, 'undoing', from)
  const rows = batch ? await lastRows(tx, id, 1) : []
  if (!batch || !rows.length) return { done: false }
  await mark(tx, id, rows, 'kept', [NOT_UNDONE])
  await change(tx, id, { next_no: from + 1, kept: batch.kept + 1 })
  return { done: true }
})

/** A row that the registration refuses although it looked good. */
export const REFUSED: RowFault = { part: '', column: -1, value: '', code: 'refused' }

/** Who stands for the rows: who brought the table, with the sight they had when they said so. */
export const bringer = async (tx: Pick<Tx, 'db'>, system: Actor, batch: { readonly created_by: string; readonly units: string }): Promise<Actor> => {
  const person = await tx.db.selectFrom('identity.person').select(['name', 'locale']).where('organization_id', '=', system.organizationId).where('id', '=', batch.created_by).executeTakeFirstOrThrow()
  return { ...system, kind: 'person', id: batch.created_by, name: person.name, locale: person.locale as Locale, units: batch.units === '*' ? 'all' : batch.units.split(',') }
}
