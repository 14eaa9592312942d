import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { idempotencyMismatch } from '#contract/common.ts'
import { callerOf } from './actor.ts'
import type { Caller } from './command.ts'
import { type OpenTransaction, sql } from './db.ts'
import { canonical } from './id.ts'
import { Problem } from './problem.ts'

export interface Keyed { readonly caller: Caller; readonly input: unknown }

/** The answer kept for a key, or the promise that this transaction is the one to give it. */
export type Claim = { readonly kind: 'first' } | { readonly kind: 'replay'; readonly output: unknown }

/** What is made of a caller's key (HKDF, RFC 5869): its name in the table, the key of the input's hash, the key of the kept answer. None leads back to another. */
interface Derived { readonly name: Buffer; readonly hashing: Buffer; readonly sealing: Buffer }

const derive = ({ actor, idempotencyKey = '' }: Caller): Derived => {
  const bytes = Buffer.from(hkdfSync('sha256', idempotencyKey, `${actor.organizationId} ${callerOf(actor)}`, 'wenguo idempotency', 96))
  return { name: bytes.subarray(0, 32), hashing: bytes.subarray(32, 64), sealing: bytes.subarray(64) }
}

const hashOf = (key: Derived, command: string, input: unknown): Buffer => createHmac('sha256', key.hashing).update(`${command}\n${canonical(input)}`).digest()

const NONCE = 12
const TAG = 16

/** AES-256-GCM: nonce, tag, text. Who reads the table alone learns no portal code and no token. */
const seal = (key: Derived, output: unknown): Buffer => {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key.sealing, nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify({ output })), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

const unseal = (key: Derived, body: Buffer): unknown => {
  const decipher = createDecipheriv('aes-256-gcm', key.sealing, body.subarray(0, NONCE), { authTagLength: TAG }).setAuthTag(body.subarray(NONCE, NONCE + TAG))
  const text = Buffer.concat([decipher.update(body.subarray(NONCE + TAG)), decipher.final()]).toString()
  return (JSON.parse(text) as { output: unknown }).output
}

const placeOf = (caller: string, name: Buffer) => `${caller} ${name.toString('base64')}`

/**
 * Claims the keys of a batch in one statement. A key that another open transaction holds waits for it here (unique index),
 * so that two identical requests at once do the work once. Same key with another input is refused.
 */
export const claim = async (db: OpenTransaction, command: string, items: readonly Keyed[], now: Date): Promise<Claim[]> => {
  const keyed = items.map((item) => ({ item, key: item.caller.idempotencyKey ? derive(item.caller) : null, caller: callerOf(item.caller.actor) }))
  const rows = keyed.flatMap(({ item, key, caller }) => (key ? [{ organization_id: item.caller.actor.organizationId, caller, key_hash: key.name, command, input_hash: hashOf(key, command, item.input), at: now }] : []))
    .sort((a, b) => (placeOf(a.caller, a.key_hash) < placeOf(b.caller, b.key_hash) ? -1 : 1))
  if (!rows.length) return items.map(() => ({ kind: 'first' }))
  const inserted = await db.insertInto('kernel.idempotency').values(rows).onConflict((c) => c.doNothing()).returning(['caller', 'key_hash']).execute()
  const fresh = new Set(inserted.map((r) => placeOf(r.caller, r.key_hash)))
  return Promise.all(keyed.map(({ item, key, caller }) => (key && !fresh.delete(placeOf(caller, key.name)) ? replay(db, command, item, key) : { kind: 'first' as const })))
}

const replay = async (db: OpenTransaction, command: string, { caller, input }: Keyed, key: Derived): Promise<Claim> => {
  const kept = await db.selectFrom('kernel.idempotency').select(['input_hash', 'body'])
    .where('organization_id', '=', caller.actor.organizationId).where('caller', '=', callerOf(caller.actor)).where('key_hash', '=', key.name).executeTakeFirst()
  if (!kept?.input_hash.equals(hashOf(key, command, input))) throw new Problem(idempotencyMismatch)
  return { kind: 'replay', output: kept.body ? unseal(key, kept.body) : undefined }
}

/** Keeps the answers with the work they belong to, in the same transaction and one statement. The items are of one organisation. */
export const keep = async (db: OpenTransaction, items: readonly Keyed[], outputs: readonly unknown[]): Promise<void> => {
  const kept = items.flatMap(({ caller }, i) => {
    if (!caller.idempotencyKey) return []
    const key = derive(caller)
    return [{ organization: caller.actor.organizationId, caller: callerOf(caller.actor), name: key.name, body: seal(key, outputs[i]) }]
  })
  const [first] = kept
  if (!first) return
  await sql`update kernel.idempotency i set body = k.body
    from unnest(${kept.map((k) => k.caller)}::text[], ${kept.map((k) => k.name)}::bytea[], ${kept.map((k) => k.body)}::bytea[]) as k (caller, key_hash, body)
    where i.organization_id = ${first.organization} and i.caller = k.caller and i.key_hash = k.key_hash`.execute(db)
}

const KEPT_HOURS = 48

/** Keys older than two days are forgotten. */
export const sweepKeys = async (db: OpenTransaction): Promise<void> => {
  await sql`delete from kernel.idempotency where at < now() - make_interval(hours => ${KEPT_HOURS})`.execute(db)
}
