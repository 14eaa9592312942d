import { allows } from '#kernel/actor.ts'
import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { holders, roleBook, unitAndAbove } from './units.ts'
import type { RoleBook } from '../role-book.ts'
import { holdsMore, type Reach } from '../rules.ts'

/** What positions of these codes give together. */
const reachOf = (book: RoleBook, codes: readonly string[]): Reach => {
  const positions = book.positions.filter((p) => codes.includes(p.code))
  const permissions = book.roles.filter((r) => positions.some((p) => p.role === r.code)).flatMap((r) => r.permissions)
  return { permissions, rank: Math.max(0, ...positions.map((p) => p.rank)) }
}

/** Whether positions of these codes give more than the actor has; a token has no more than its scopes. */
export const isAbove = async (tx: Tx, codes: readonly string[]): Promise<boolean> => {
  const read = readerOf(tx.db)
  const book = await roleBook(read, tx.actor.organizationId)
  const own = (await holders(read, tx.actor.organizationId)).filter((h) => h.personId === tx.actor.id)
  return holdsMore(reachOf(book, codes), { may: (permission) => tx.actor.may(permission), rank: reachOf(book, own.map((h) => h.positionCode)).rank })
}

/** Whether the actor stands above the person: of higher rank, in their unit, above it or over the whole organisation. Above who may do everything stands nobody. */
export const isSuperior = async (tx: Tx, personId: string): Promise<boolean> => {
  const read = readerOf(tx.db)
  const all = await holders(read, tx.actor.organizationId)
  const theirs = all.filter((h) => h.personId === personId)
  const { permissions, rank } = reachOf(await roleBook(read, tx.actor.organizationId), theirs.map((h) => h.positionCode))
  if (allows(permissions)('*')) return false
  const above = new Set((await Promise.all(theirs.map((h) => unitAndAbove(read, tx.actor.organizationId, h.unitId)))).flat())
  return all.some((h) => h.personId === tx.actor.id && h.rank > rank && (h.seesAll || above.has(h.unitId)))
}

/** The highest rank a person holds. */
export const rankOf = async (tx: Tx, personId: string | null): Promise<number> =>
  Math.max(0, ...(await holders(readerOf(tx.db), tx.actor.organizationId)).filter((h) => h.personId === personId).map((h) => h.rank))
