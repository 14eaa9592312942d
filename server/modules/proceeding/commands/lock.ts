import type { BodyKind, Body } from '#contract/proceeding-pack.ts'
import { dayPast, timeImpossible } from '#contract/proceeding.ts'
import { bodyUnknown } from '#contract/proceeding-refusals.ts'
import { fileUnknown } from '#contract/files.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { type Instant, MINUTE, inOurTimes, instant, plusMs } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { type LockedComplaint, lockBelow, lockComplaint } from '#modules/complaint/commands/lock.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { ancestors } from '#modules/identity/rules.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { bodiesFor, whyNotHere } from '../rules.ts'

/** Locked; a closed case will do. @throws Problem when it goes on in another. */
export const lockHere = async (tx: Tx, id: string): Promise<LockedComplaint> => {
  const complaint = await lockComplaint(tx, id)
  const refusal = whyNotHere(complaint)
  if (refusal) throw new Problem(refusal)
  return complaint
}

const find = (tx: Tx, id: string) => tx.db.selectFrom('proceeding.proceeding').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type LockedProceeding = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

export const lockProceeding = async (tx: Tx, id: string, whyNot: (row: LockedProceeding) => Refusal | null) => {
  const { complaint, row } = await lockBelow(tx, find(tx, id), (found) => whyNot(found))
  const refusal = whyNotHere(complaint)
  if (refusal) throw new Problem(refusal)
  return { complaint, proceeding: row }
}

const findReport = (tx: Tx, id: string) => tx.db.selectFrom('proceeding.report').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type LockedReport = Awaited<ReturnType<ReturnType<typeof findReport>['executeTakeFirstOrThrow']>>

export const lockReport = async (tx: Tx, id: string, whyNot: (row: LockedReport) => Refusal | null) => {
  const { complaint, row } = await lockBelow(tx, findReport(tx, id), (found) => whyNot(found))
  const refusal = whyNotHere(complaint)
  if (refusal) throw new Problem(refusal)
  return { complaint, report: row, proceeding: await find(tx, row.proceeding_id).forUpdate().executeTakeFirstOrThrow() }
}

/** What every event of a proceeding tells. */
export const payloadOf = (row: Pick<LockedProceeding, 'id' | 'complaint_id' | 'body_kind'>) => ({ complaintId: row.complaint_id, proceedingId: row.id, bodyKind: row.body_kind as BodyKind })

/** Codes of a unit and of all above it. */
export const codesAbove = async (tx: Tx, unitId: string): Promise<string[]> => {
  const units = await unitRows(readerOf(tx.db), tx.actor.organizationId)
  const near = [unitId, ...ancestors(units, unitId)]
  return units.filter(({ id }) => near.includes(id)).map(({ code }) => code)
}

/** The body of a code, with how it goes there. `code` null: the usual one. @throws Problem where there is none for the unit. */
export const bodyOf = async (tx: Tx, unitId: string, code: string | null, field: string): Promise<Body> => {
  const { body: { bodies } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const found = bodiesFor(bodies, await codesAbove(tx, unitId)).find((one) => (code === null ? one.usual : one.code === code))
  if (!found) throw new Problem(bodyUnknown, {}, field)
  return found
}

/** A clock a little ahead on the caller's side is no time to come. */
const SKEW_MS = 5 * MINUTE

/** When something happened there; now unless told. @throws Problem for a time to come. */
export const momentOf = (tx: Tx, at: string | null, field: string): Instant => {
  if (at === null) return tx.now
  if (!inOurTimes(at) || instant(at) > plusMs(tx.now, SKEW_MS)) throw new Problem(timeImpossible, {}, field)
  return instant(at)
}

/** By when it wants to hear from us. @throws Problem for a day that is over. */
export const dayOf = (tx: Tx, at: string | null): Instant | null => {
  if (at === null) return null
  if (!inOurTimes(at) || instant(at) <= tx.now) throw new Problem(dayPast, {}, 'answerBy')
  return instant(at)
}

/** Letters and proofs go to the case, and stand with what they belong to. */
export const keepFiles = async (tx: Tx, row: { readonly id: string; readonly complaint_id: string }, fileIds: readonly string[], to: { readonly note_id?: string; readonly report_id?: string }): Promise<void> => {
  const ids = [...new Set(fileIds)]
  const [missing] = await attach(tx, row.complaint_id, ids, 'proceeding')
  if (missing) throw new Problem(fileUnknown, {}, `fileIds/${fileIds.indexOf(missing)}`)
  if (ids.length) await tx.db.insertInto('proceeding.file').values(ids.map((file_id) => ({ organization_id: tx.actor.organizationId, complaint_id: row.complaint_id, proceeding_id: row.id, file_id, note_id: to.note_id ?? null, report_id: to.report_id ?? null }))).execute()
}

export const change = async (tx: Tx, id: string, set: Record<string, unknown>): Promise<void> => {
  await tx.db.updateTable('proceeding.proceeding').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}
