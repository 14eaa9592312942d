import { idempotencyMismatch } from '#contract/common.ts'
import { callerOf } from './actor.ts'
import type { Caller } from './command.ts'
import { type OpenTransaction, sql } from './db.ts'
import { canonical, sha256 } from './id.ts'
import { Problem } from './problem.ts'

export interface Keyed { readonly caller: Caller; readonly input: unknown }

/** The answer kept for a key, or the promise that this transaction is the one to give it. */
export type Claim = { readonly kind: 'first' } | { readonly kind: 'replay'; readonly output: unknown }

const hashOf = (command: string, input: unknown) => sha256(`${command}\n${canonical(input)}`)

/**
 * Claims the keys of a batch in one statement. A key that another open transaction holds waits for it here (unique index),
 * so that two identical requests at once do the work once. Same key with another input is refused.
 */
export const claim = async (db: OpenTransaction, command: string, items: readonly Keyed[], now: Date): Promise<Claim[]> => {
  const keyed = items.filter((item) => item.caller.idempotencyKey)
  if (!keyed.length) return items.map(() => ({ kind: 'first' }))
  const rows = keyed.map(({ caller, input }) => ({
    organization_id: caller.actor.organizationId, caller: callerOf(caller.actor), key: caller.idempotencyKey ?? '', command, input_hash: hashOf(command, input), at: now,
  })).sort((a, b) => (a.caller + a.key < b.caller + b.key ? -1 : 1))
  const inserted = await db.insertInto('kernel.idempotency').values(rows).onConflict((c) => c.doNothing()).returning(['caller', 'key']).execute()
  const fresh = new Set(inserted.map((r) => `${r.caller} ${r.key}`))
  return Promise.all(items.map((item) => (item.caller.idempotencyKey && !fresh.delete(`${callerOf(item.caller.actor)} ${item.caller.idempotencyKey}`) ? replay(db, command, item) : { kind: 'first' as const })))
}

const replay = async (db: OpenTransaction, command: string, { caller, input }: Keyed): Promise<Claim> => {
  const kept = await db.selectFrom('kernel.idempotency').select(['input_hash', 'body'])
    .where('organization_id', '=', caller.actor.organizationId).where('caller', '=', callerOf(caller.actor)).where('key', '=', caller.idempotencyKey ?? '').executeTakeFirst()
  if (!kept?.input_hash.equals(hashOf(command, input))) throw new Problem(idempotencyMismatch)
  return { kind: 'replay', output: (kept.body as { output: unknown } | null)?.output }
}

/** Keeps the answers with the work they belong to, in the same transaction. */
export const keep = async (db: OpenTransaction, items: readonly Keyed[], outputs: readonly unknown[]): Promise<void> => {
  for (const [i, { caller }] of items.entries()) {
    if (!caller.idempotencyKey) continue
    await db.updateTable('kernel.idempotency').set({ status: 200, body: JSON.stringify({ output: outputs[i] }) })
      .where('organization_id', '=', caller.actor.organizationId).where('caller', '=', callerOf(caller.actor)).where('key', '=', caller.idempotencyKey).execute()
  }
}

const KEPT_HOURS = 48

/** Keys older than two days are forgotten. */
export const sweepKeys = async (db: OpenTransaction): Promise<void> => {
  await sql`delete from kernel.idempotency where at < now() - make_interval(hours => ${KEPT_HOURS})`.execute(db)
}
