import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import * as contract from '#contract/customer.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { type Slice, keyAt, slicesOf } from '#kernel/slices.ts'
import type { Tx } from '#kernel/tx.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { CustomerAdded, CustomerChanged, CustomerDropped } from '../events.ts'
import { emailKey, phoneKey } from '../rules.ts'
import { searchColumns } from '../searched.ts'

export const subject = (id: string) => ({ type: 'customer', id, unitId: null })

const keyOf = (phone: string | null | undefined, field: string): string | null => {
  if (!phone) return null
  const key = phoneKey(phone)
  if (!key) throw new Problem(contract.notAPhone, {}, field)
  return key
}

/** A class of the pack or none. */
export const refuseUnknownClass = (classes: readonly { readonly code: string }[], code: string | null | undefined, field: string): void => {
  if (code && !classes.some((c) => c.code === code)) throw new Problem(contract.unknownClass, {}, field)
}

export interface Identified { readonly id: string; readonly name: string; readonly phone: string | null; readonly email: string | null; readonly classCode: string | null; readonly isNew: boolean }

const COLUMNS = ['id', 'name', 'phone', 'phone_key', 'email', 'class_code', 'merged_into'] as const

const insertable = (tx: Tx, c: contract.CustomerInput, key: string | null, slices: readonly Slice[]) => {
  const id = newId()
  const contacts = { name: c.name, phone: c.phone || null, phone_key: key, email: c.email || null, member_number: c.memberNumber || null }
  return {
    organization_id: tx.actor.organizationId, id, ...contacts, ...searchColumns(contacts, keyAt(slices, id)), email_key: c.email ? emailKey(c.email) : null,
    class_code: c.classCode || null, address: c.address || null, temperament: c.temperament ?? null, relation: null, note: null, since: tx.now, merged_into: null,
  }
}

/**
 * Finds or begins the customer of each input, in as few statements as for one: by id, by phone, otherwise new.
 * Two registrations of a new phone at once meet in the unique index and share the record.
 */
export const identify = async (tx: Tx, inputs: readonly contract.CustomerInput[], actors: readonly Tx['actor'][], slices: readonly Slice[]): Promise<Identified[]> => {
  const keyed = inputs.map((input, i) => ({ input, key: keyOf(input.phone, 'customer/phone'), actor: actors[i] ?? tx.actor }))
  const known = await findKnown(tx, keyed)
  const missing = keyed.filter(({ input, key }) => !input.id && !(key && known.byPhone.has(key))).reverse()
  // Same phone, same record, begun by who came first; without a phone each input is its own.
  const fresh = new Map(missing.map(({ input, key, actor }) => [key ?? input, { actor, row: insertable(tx, input, key, slices) }]))
  // In one order everywhere, so that two groups with the same new phones cannot block each other.
  const rows = [...fresh.values()].map((f) => f.row).sort((a, b) => ((a.phone_key ?? '') < (b.phone_key ?? '') ? -1 : 1))
  const inserted = rows.length ? await tx.db.insertInto('customer.customer').values(rows).onConflict((c) => c.columns(['organization_id', 'phone_key']).where('phone_key', 'is not', null).where('merged_into', 'is', null).doUpdateSet((eb) => ({ phone_key: eb.ref('excluded.phone_key') }))).returning([...COLUMNS]).execute() : []
  const adders = new Map([...fresh.values()].map((f) => [f.row.id, f.actor]))
  await tx.record(CustomerAdded, inserted.filter((r) => adders.has(r.id)).map((r) => ({ subject: subject(r.id), actor: adders.get(r.id) ?? tx.actor, payload: { customerId: r.id } })))
  for (const { input, key } of keyed) await noteTemperament(tx, input, input.id ?? (key ? known.byPhone.get(key)?.id : undefined))
  const byPhone = new Map([...known.byPhone, ...inserted.flatMap((r) => (r.phone_key ? [[r.phone_key, r] as const] : []))])
  const byRow = new Map(inserted.map((r) => [r.id, r]))
  return keyed.map(({ input, key }) => {
    const row = input.id ? known.byId.get(input.id) : key ? byPhone.get(key) : byRow.get(fresh.get(input)?.row.id ?? '')
    if (!row) throw new Problem(notFound, {}, 'customer/id')
    return { id: row.id, name: row.name, phone: row.phone, email: row.email, classCode: row.class_code, isNew: adders.has(row.id) }
  })
}

/** A known customer's temper of today replaces the one noted before. */
const noteTemperament = async (tx: Tx, { temperament }: contract.CustomerInput, id: string | undefined) => {
  if (temperament && id) await tx.db.updateTable('customer.customer').set((eb) => ({ temperament, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

interface Known { readonly id: string; readonly name: string; readonly phone: string | null; readonly phone_key: string | null; readonly email: string | null; readonly class_code: string | null; readonly merged_into: string | null }
type Keyed = { readonly input: contract.CustomerInput; readonly key: string | null }

/** Rows by id and by phone, held so that no merge passes by meanwhile; a merged record stands for the one it was merged into. */
const findKnown = async (tx: Tx, keyed: readonly Keyed[]) => {
  const ids = keyed.flatMap(({ input }) => (input.id ? [input.id] : []))
  const keys = keyed.flatMap(({ input, key }) => (!input.id && key ? [key] : []))
  const byId = ids.length ? await tx.db.selectFrom('customer.customer').select([...COLUMNS]).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', ids).orderBy('id').forKeyShare().execute() : []
  // Past row security: of one telephone there is one record, also where who registers must not know that somebody complained.
  const byKey = keys.length ? (await sql<Known>`select * from customer.of_phones(${keys}::text[])`.execute(tx.db)).rows : []
  const rows = [...byId, ...byKey.filter((r) => !byId.some((one) => one.id === r.id))]
  const merged = rows.flatMap((r) => (r.merged_into ? [r.merged_into] : []))
  const kept = merged.length ? await tx.db.selectFrom('customer.customer').select([...COLUMNS]).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', merged).orderBy('id').forKeyShare().execute() : []
  const whole = (r: (typeof rows)[number]) => kept.find((k) => k.id === r.merged_into) ?? r
  // A living record of the phone counts before one that was merged away.
  const byLife = [...rows].sort((x, y) => Number(x.merged_into === null) - Number(y.merged_into === null))
  return { byId: new Map(rows.map((r) => [r.id, whole(r)])), byPhone: new Map(byLife.flatMap((r) => (r.phone_key ? [[r.phone_key, whole(r)] as const] : []))) }
}

export const lockCustomer = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('customer.customer').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('stands_for', 'is', null).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

/** A class that an older pack gave stays until somebody chooses another. */
const refuseNewUnknownClass = async (tx: Tx, before: string | null, after: string | null) => {
  if (after !== before) refuseUnknownClass((await currentPack(readerOf(tx.db), tx.actor.organizationId)).body.classes, after, 'classCode')
}

type Change = z.output<typeof contract.changeCustomer.input>

const contactsOf = (input: Change) => ({
  name: input.name, phone: input.phone || null, phone_key: keyOf(input.phone, 'phone'), email: input.email || null, email_key: input.email ? emailKey(input.email) : null, address: input.address || null, member_number: input.memberNumber || null,
})

/** Programs that do not know of a field leave it as it is. */
const given = <T>(now: T | undefined, before: T): T => (now === undefined ? before : now)

const aboutOf = (input: Change, before: Awaited<ReturnType<typeof lockCustomer>>) => ({
  class_code: input.classCode || null, temperament: input.temperament, relation: input.relation || null, note: input.note || null,
  relation_kind: given<string | null>(input.relationKind, before.relation_kind), repeat_chance: given<string | null>(input.repeatChance, before.repeat_chance), word_of_mouth: given<string | null>(input.wordOfMouth, before.word_of_mouth),
})

export const changeCustomer = command('customer.change', async (tx, input: Change) => {
  const before = await lockCustomer(tx, input.id)
  if (before.version !== input.version) throw new Problem(staleVersion)
  await refuseNewUnknownClass(tx, before.class_code, input.classCode)
  const after = { ...contactsOf(input), ...aboutOf(input, before) }
  const searched = searchColumns(after, keyAt(await slicesOf(tx.db, tx.actor.organizationId), input.id))
  try {
    await tx.db.updateTable('customer.customer').set({ ...after, ...searched, version: before.version + 1 }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.id).execute()
  } catch (error) {
    if (sqlState(error)?.constraint === 'customer_by_phone') throw new Problem(contract.sameCustomer, {}, 'phone')
    throw error
  }
  const fields = Object.entries(after).filter(([name, value]) => before[name as keyof typeof before] !== value).map(([name]) => name)
  await tx.record(CustomerChanged, { subject: subject(input.id), payload: { customerId: input.id, fields } })
  return { id: input.id }
})

/** Records begun by mistake that nobody has changed since. Whoever calls knows that nothing hangs on them. */
export const dropUnchanged = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  if (!ids.length) return
  const gone = await tx.db.deleteFrom('customer.customer as c').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('version', '=', 1).where('merged_into', 'is', null)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('customer.customer as d').select('d.id').whereRef('d.organization_id', '=', 'c.organization_id').whereRef('d.merged_into', '=', 'c.id')))).returning('c.id').execute()
  await tx.record(CustomerDropped, gone.map(({ id }) => ({ subject: subject(id), payload: { customerId: id } })))
}
