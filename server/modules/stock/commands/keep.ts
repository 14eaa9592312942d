import type { z } from 'zod'
import { codeKnown, expiresPast, foundOdd, kindKnown, kindRetired, missingDiffer, sameUnit } from '#contract/stock.ts'
import type * as contract from '#contract/stock.ts'
import { notFound, staleVersion } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { GiftKindAdded, GiftKindChanged } from '../events.ts'
import { keyOf, whyNotCodes, whyNotCount, whyNotMove, whyNotReceive, whyNotTouch } from '../rules.ts'
import { digestOfKind } from '../vouched.ts'
import { type KindRow, bringBack, changeLot, lockKind, lockLot, lotAt, takePieces, today } from './lots.ts'

const refuse = (refusal: Refusal | null, field?: string) => { if (refusal) throw new Problem(refusal, {}, field) }

/** The unique indexes decide who was first. */
const refusingTwice = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    const constraint = sqlState(error)?.constraint
    if (constraint === 'kind_by_name') throw new Problem(kindKnown, {}, 'name')
    if (constraint === 'coupon_organization_id_kind_id_code_key_key') throw new Problem(codeKnown, {}, 'codes')
    throw error
  }
}

const factOf = (tx: Tx, row: KindRow) => ({ subject: { type: 'organization', id: tx.actor.organizationId, unitId: null }, payload: { kindId: row.id, gift: row.name, worthFen: row.worth_fen, digest: digestOfKind(row) } })

export const addKind = command('stock.addKind', async (tx, { name, form, worthFen, numbered, lowAt, note }: z.output<typeof contract.addGiftKind.input>) => {
  const row = await refusingTwice(tx.db.insertInto('stock.kind').values({ organization_id: tx.actor.organizationId, id: newId(), name, form, worth_fen: worthFen, numbered, low_at: lowAt, note: note || null, made_at: tx.now }).returningAll().executeTakeFirstOrThrow())
  await tx.record(GiftKindAdded, factOf(tx, row))
  return { id: row.id }
})

export const changeKind = command('stock.changeKind', async (tx, { id, version, name, worthFen, lowAt, note, retired }: z.output<typeof contract.changeGiftKind.input>) => {
  const before = await lockKind(tx, id)
  if (before.version !== version) throw new Problem(staleVersion)
  const row = await refusingTwice(tx.db.updateTable('stock.kind').set({ name, worth_fen: worthFen, low_at: lowAt, note: note || null, retired_at: retired ? before.retired_at ?? tx.now : null, version: version + 1 }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).returningAll().executeTakeFirstOrThrow())
  await tx.record(GiftKindChanged, factOf(tx, row))
  return { id }
})

/** Gifts came in, or coupons with their codes. */
export const receive = command('stock.receive', async (tx, { kindId, unitId, quantity, codes, expiresOn, note }: z.output<typeof contract.receiveStock.input>) => {
  const kind = await lockKind(tx, kindId)
  if (kind.retired_at) throw new Problem(kindRetired, {}, 'kindId')
  refuse(whyNotReceive(tx.actor, unitId), 'unitId')
  if (!await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId)) throw new Problem(notFound, {}, 'unitId')
  refuse(whyNotCodes(kind.numbered, quantity, codes), 'codes')
  if (expiresOn !== null && expiresOn < await today(tx, unitId)) throw new Problem(expiresPast, {}, 'expiresOn')
  const { id } = await lotAt(tx, kindId, unitId, expiresOn)
  const back = await bringBack(tx, { kind_id: kindId }, codes, id)
  const pieces = codes.filter((code) => !back.has(keyOf(code))).map((code) => ({ organization_id: tx.actor.organizationId, id: newId(), kind_id: kindId, lot_id: id, code, code_key: keyOf(code), state: 'here' }))
  if (pieces.length) await refusingTwice(insertRows(tx.db, { into: 'stock.coupon', rows: pieces }))
  await changeLot(tx, kind, id, { kind: 'received', change: quantity, note })
  return { id }
})

/** To another unit, which has it at once. */
export const move = command('stock.move', async (tx, { id, version, toUnitId, quantity, note }: z.output<typeof contract.moveStock.input>) => {
  const { kind, lot } = await lockLot(tx, id)
  refuse(whyNotMove(tx.actor, lot, version, quantity))
  if (toUnitId === lot.unit_id) throw new Problem(sameUnit, {}, 'toUnitId')
  if (!await findUnit(readerOf(tx.db), tx.actor.organizationId, toUnitId)) throw new Problem(notFound, {}, 'toUnitId')
  const there = await lotAt(tx, kind.id, toUnitId, lot.expires_on)
  if (kind.numbered) await takePieces(tx, id, quantity, [], { lot_id: there.id })
  await changeLot(tx, kind, id, { kind: 'movedOut', change: -quantity, note })
  await changeLot(tx, kind, there.id, { kind: 'movedIn', change: quantity, note })
  return { id }
})

/** Each code once. */
const refuseTwiceNamed = (codes: readonly string[], refusal: Refusal, field: string) => { if (new Set(codes.map(keyOf)).size !== codes.length) throw new Problem(refusal, {}, field) }

/** Counted: what differs is explained and stands in the register. What was missing here and turns up lies here again. */
export const count = command('stock.count', async (tx, { id, version, counted, missing, found, note }: z.output<typeof contract.countStock.input>) => {
  const { kind, lot } = await lockLot(tx, id)
  refuse(whyNotTouch(tx.actor, lot, version))
  refuse(whyNotCount(lot, kind.numbered, { counted, missing, found, note }), kind.numbered ? 'missing' : 'note')
  refuseTwiceNamed(missing, missingDiffer, 'missing')
  refuseTwiceNamed(found, foundOdd, 'found')
  if (missing.length) await takePieces(tx, id, missing.length, missing, { state: 'missing' })
  if ((await bringBack(tx, { lot_id: id }, found, id)).size !== found.length) throw new Problem(foundOdd, {}, 'found')
  await changeLot(tx, kind, id, { kind: 'counted', change: counted - lot.quantity, note })
  return { id }
})
