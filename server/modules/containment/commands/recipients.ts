import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { LINE, notFound } from '#contract/common.ts'
import { MOST_RECIPIENTS, tableWithoutNames, tooManyRecipients } from '#contract/containment.ts'
import type * as contract from '#contract/containment.ts'
import { command } from '#kernel/command.ts'
import { unmarked } from '#kernel/csv-cell.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import type { Rows } from '#kernel/insert.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { ownUnit } from '#modules/identity/queries/people.ts'
import { RecipientContacted, RecipientsAdded } from '../events.ts'
import { type Read, readTable, recipientKey } from '../keys.ts'
import { whyNotContact, whyNotHold } from '../rules.ts'
import { customersOf } from '../queries/found.ts'
import { type LockedHold, lockHold, payloadOf, subjectOf } from './lock.ts'

interface Person { readonly name: string; readonly phone: string | null; readonly order: string | null; readonly quantity: string | null; readonly source: z.infer<typeof contract.RecipientSource>; /** Where it is known already who they are. */ readonly key?: string; readonly unitId?: string; readonly complaintId?: string; readonly customerId?: string }

const countOf = async (tx: Tx, holdId: string) => (await tx.db.selectFrom('containment.recipient').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', tx.actor.organizationId).where('hold_id', '=', holdId).executeTakeFirstOrThrow()).n

const AT_ONCE = 500

/** Whom another unit added already is out of sight, and stays. @returns how many came new. */
const insertNew = async (tx: Tx, rows: Rows<'containment.recipient'>['rows']): Promise<number> => {
  let added = 0
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const { numInsertedOrUpdatedRows } = await tx.db.insertInto('containment.recipient').values(rows.slice(at, at + AT_ONCE)).onConflict((c) => c.columns(['organization_id', 'hold_id', 'key']).doNothing()).executeTakeFirstOrThrow()
    added += Number(numInsertedOrUpdatedRows ?? 0)
  }
  return added
}

/** By key, and by case: whoever wants to be known to few has lost the key they came with. */
const thereAlready = async (tx: Tx, holdId: string, keys: readonly string[], cases: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = keys.length ? await tx.db.selectFrom('containment.recipient').select(['key', 'complaint_id']).where('organization_id', '=', tx.actor.organizationId).where('hold_id', '=', holdId).where((eb) => eb.or([eb('key', 'in', [...keys]), ...(cases.length ? [eb('complaint_id', 'in', [...cases])] : [])])).execute() : []
  return new Set(rows.flatMap((row) => [row.key, ...(row.complaint_id ? [row.complaint_id] : [])]))
}

/** Each once; who is there already stays as they are, with what was said to them. The order is locked: nobody is added twice at once. */
export const add = async (tx: Tx, hold: LockedHold, people: readonly Person[]): Promise<{ added: number; known: number }> => {
  const unitId = await ownUnit(readerOf(tx.db), tx.actor) ?? hold.unit_id
  const keyed = new Map(people.map((one) => [one.key ?? recipientKey(one), one]))
  const keys = [...keyed.keys()]
  if (keys.length > MOST_RECIPIENTS) throw new Problem(tooManyRecipients, { most: MOST_RECIPIENTS })
  const there = await thereAlready(tx, hold.id, keys, people.flatMap((one) => one.complaintId ?? []))
  const fresh = keys.filter((key) => !there.has(key) && !there.has(keyed.get(key)?.complaintId ?? ''))
  if (await countOf(tx, hold.id) + fresh.length > MOST_RECIPIENTS) throw new Problem(tooManyRecipients, { most: MOST_RECIPIENTS })
  const rows = fresh.flatMap((key) => {
    const one = keyed.get(key)
    return one ? [{
      organization_id: tx.actor.organizationId, id: newId(), hold_id: hold.id, unit_id: one.unitId ?? unitId, key, name: one.name, phone: one.phone, order_number: one.order, quantity: one.quantity, source: one.source, complaint_id: one.complaintId ?? null, customer_id: one.customerId ?? null, state: 'open', added_by: tx.actor.id, added_at: tx.now,
    }] : []
  })
  const added = await insertNew(tx, rows)
  if (added) await tx.record(RecipientsAdded, { subject: subjectOf(hold), payload: { ...payloadOf(hold), added } })
  return { added, known: people.length - added }
}

/** Typed, or customers of cases that were found. */
export const addRecipients = command('containment.addRecipients', async (tx, { id, people, complaintIds }: z.output<typeof contract.addRecipients.input>) => {
  const hold = await lockHold(tx, id, whyNotHold)
  const customers = await customersOf(readerOf(tx.db), tx.actor, complaintIds)
  const missing = complaintIds.findIndex((one) => !customers.some((c) => c.complaintId === one))
  if (missing >= 0) throw new Problem(notFound, {}, `complaintIds/${missing}`)
  return add(tx, hold, [...people.map((one) => ({ ...one, source: 'typed' as const })), ...customers.map((one) => ({ ...one, source: 'case' as const }))])
})

const rowsIn = (csv: string): string[][] => {
  const separator = (csv.split('\n', 1)[0] ?? '').includes('\t') ? '\t' : ','
  try {
    return (parse(csv, { bom: true, delimiter: separator, relax_column_count: true, relax_quotes: true, skip_empty_lines: true }) as string[][]).map((row) => row.map(unmarked))
  } catch {
    throw new Problem(tableWithoutNames, {}, 'csv')
  }
}

const cut = (cell: string | null) => cell && [...cell].slice(0, LINE).join('')
const shortened = ({ name, phone, order, quantity }: Read): Person => ({ name: cut(name) ?? '', phone: cut(phone), order: cut(order), quantity: cut(quantity), source: 'table' })

/** A table of deliveries, as the warehouse has it. */
export const addTable = command('containment.addRecipients', async (tx, { id, csv }: z.output<typeof contract.addRecipientTable.input>) => {
  const hold = await lockHold(tx, id, whyNotHold)
  const read = readTable(rowsIn(csv))
  if (!read) throw new Problem(tableWithoutNames, {}, 'csv')
  const named = read.filter((row) => row.name !== '')
  return { ...await add(tx, hold, named.map(shortened)), skipped: read.filter((row) => row.name === '').map((row) => row.no).slice(0, 100) }
})

/** Spoken with: they know of it, do not have it, or were not reached and stay to be spoken with. */
export const contact = command('containment.contact', async (tx, { id, version, outcome, how, result }: z.output<typeof contract.contactRecipient.input>) => {
  const find = () => tx.db.selectFrom('containment.recipient').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
  const unlocked = await find().executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const hold = await lockHold(tx, unlocked.hold_id, () => null)
  const refusal = whyNotContact(await find().forUpdate().executeTakeFirstOrThrow(), version)
  if (refusal) throw new Problem(refusal)
  const state = outcome === 'noAnswer' ? 'open' : outcome
  await tx.db.updateTable('containment.recipient').set((eb) => ({ state, how, result, by_id: tx.actor.id, at: tx.now, tries: eb('tries', '+', 1), version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(RecipientContacted, { subject: subjectOf(hold), payload: { ...payloadOf(hold), recipientId: id, recipientState: state }, reason: result })
  return { id }
})
