import type { Selectable } from '#kernel/db.ts'
import { notFound } from '#contract/common.ts'
import { tooFew } from '#contract/stock.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { localDay } from '#kernel/calendar.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { findUnit, holders } from '#modules/identity/queries/units.ts'
import { tell } from '#modules/notification/commands.ts'
import type { Tables } from '../../../tables/index.ts'
import { LotChanged } from '../events.ts'
import { keyOf } from '../rules.ts'

export type KindRow = Selectable<Tables['stock.kind']>
export type LotRow = Selectable<Tables['stock.lot']>

/** Whatever changes stock waits here: one change of a kind after the other, so that none meet the other way round. */
export const lockKind = async (tx: Tx, id: string): Promise<KindRow> => {
  const row = await tx.db.selectFrom('stock.kind').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

const findLot = (tx: Tx, id: string) => tx.db.selectFrom('stock.lot').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

export const lockLot = async (tx: Tx, id: string): Promise<{ readonly kind: KindRow; readonly lot: LotRow }> => {
  const unlocked = await findLot(tx, id).executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const kind = await lockKind(tx, unlocked.kind_id)
  return { kind, lot: await findLot(tx, id).forUpdate().executeTakeFirstOrThrow() }
}

export const today = async (tx: Tx, unitId: string) => localDay((await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId))?.time_zone ?? 'UTC', tx.now)

/** The lot of a kind in a unit until a day; made where there is none. */
export const lotAt = async (tx: Tx, kindId: string, unitId: string, expiresOn: string | null): Promise<LotRow> => {
  const organization_id = tx.actor.organizationId
  let rows = tx.db.selectFrom('stock.lot').selectAll().where('organization_id', '=', organization_id).where('kind_id', '=', kindId).where('unit_id', '=', unitId)
  rows = expiresOn === null ? rows.where('expires_on', 'is', null) : rows.where('expires_on', '=', expiresOn)
  const found = await rows.executeTakeFirst()
  return found ?? tx.db.insertInto('stock.lot').values({ organization_id, id: newId(), kind_id: kindId, unit_id: unitId, expires_on: expiresOn, quantity: 0 }).returningAll().executeTakeFirstOrThrow()
}

/** Whoever leads a unit, or who is there where nobody does. */
const leading = async (tx: Tx, unitId: string): Promise<string[]> => {
  const here = (await holders(readerOf(tx.db), tx.actor.organizationId)).filter((h) => h.unitId === unitId && h.positionCode !== 'administrator')
  const leads = here.filter((h) => h.role === 'manager' || h.role === 'director')
  return (leads.length ? leads : here).map((h) => h.personId)
}

export const tellOfLot = async (tx: Tx, lot: LotRow, kind: KindRow, what: 'low' | 'expiring') => {
  const to = await leading(tx, lot.unit_id)
  const subject = { type: 'stock', id: lot.id, unitId: lot.unit_id }
  await tell(tx, { to, name: what === 'low' ? 'stockLow' : 'stockExpiring', subject, payload: { gift: kind.name, count: lot.quantity, day: lot.expires_on ?? '' } })
}

/** Few by now: told once, until there are more again. */
const watchLow = async (tx: Tx, lot: LotRow, kind: KindRow) => {
  const low = kind.low_at !== null && lot.quantity <= kind.low_at
  if (low === lot.low_told) return
  await tx.db.updateTable('stock.lot').set({ low_told: low }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', lot.id).execute()
  if (low) await tellOfLot(tx, lot, kind, 'low')
}

type Kind = 'received' | 'movedOut' | 'movedIn' | 'counted' | 'issued' | 'takenBack'
interface Change { readonly kind: Kind; readonly change: number; readonly note: string | null; readonly issueId?: string }

/** More or fewer, with its entry. The database holds that there are never fewer than none. */
export const changeLot = async (tx: Tx, of: KindRow, lotId: string, { kind, change, note, issueId }: Change): Promise<LotRow> => {
  const organization_id = tx.actor.organizationId
  const lot = await tx.db.updateTable('stock.lot').set((eb) => ({ quantity: eb('quantity', '+', change), version: eb('version', '+', 1), ...(change > 0 && { expiry_told_at: null }) })).where('organization_id', '=', organization_id).where('id', '=', lotId).where((eb) => eb(eb('quantity', '+', change), '>=', 0)).returningAll().executeTakeFirst()
  if (!lot) throw new Problem(tooFew)
  await tx.db.insertInto('stock.entry').values({ organization_id, id: newId(), lot_id: lotId, kind, change, note: note || null, issue_id: issueId ?? null, by_id: tx.actor.id, at: tx.now }).execute()
  await tx.record(LotChanged, { subject: { type: 'organization', id: organization_id, unitId: lot.unit_id }, payload: { lotId, kindId: of.id, gift: of.name, stockEntry: kind, change, quantity: lot.quantity } })
  if (kind !== 'movedOut' || lot.quantity > 0) await watchLow(tx, lot, of)
  return lot
}

/** Numbered pieces of a lot: those of the codes, else the first so many. @throws Problem when they are not all there. */
export const takePieces = async (tx: Tx, lotId: string, quantity: number, codes: readonly string[], set: { readonly lot_id?: string; readonly state?: string; readonly issue_id?: string }): Promise<void> => {
  const here = tx.db.selectFrom('stock.coupon').select('id').where('organization_id', '=', tx.actor.organizationId).where('lot_id', '=', lotId).where('state', '=', 'here')
  const chosen = await (codes.length ? here.where('code_key', 'in', codes.map(keyOf)) : here.orderBy('code_key').limit(quantity)).forUpdate().execute()
  if (chosen.length !== quantity) throw new Problem(tooFew, {}, codes.length ? 'codes' : 'quantity')
  await tx.db.updateTable('stock.coupon').set(set).where('organization_id', '=', tx.actor.organizationId).where(sql<boolean>`id = any (${chosen.map((c) => c.id)}::uuid[])`).execute()
}

/** Pieces of a kind, or of one lot, that were missing lie in a lot again. @returns the keys of those that were. */
export const bringBack = async (tx: Tx, where: { readonly kind_id: string } | { readonly lot_id: string }, codes: readonly string[], lotId: string): Promise<ReadonlySet<string>> => {
  if (!codes.length) return new Set()
  const missing = tx.db.updateTable('stock.coupon').set({ state: 'here', lot_id: lotId }).where('organization_id', '=', tx.actor.organizationId).where('state', '=', 'missing').where('code_key', 'in', codes.map(keyOf))
  const back = await ('kind_id' in where ? missing.where('kind_id', '=', where.kind_id) : missing.where('lot_id', '=', where.lot_id)).returning('code_key').execute()
  return new Set(back.map((one) => one.code_key))
}
