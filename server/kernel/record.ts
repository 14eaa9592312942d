import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { OpenTransaction } from './db.ts'
import type { EventType, Recorded } from './event.ts'
import { canonical, newId, sha256 } from './id.ts'
import { insertRows } from './insert.ts'
import type { Reaction } from './reaction.ts'
import type { Fact, Tx } from './tx.ts'

export interface ContentOfEvent {
  readonly id: string; readonly organization_id: string; readonly name: string; readonly version: number; readonly subject_type: string; readonly subject_id: string
  readonly unit_id: string | null; readonly confidential: boolean; readonly actor_kind: string; readonly actor_id: string | null; readonly command: string; readonly at: Date
  readonly payload: unknown; readonly reason_hash: Buffer | null
}

/** SHA-256 over every column that must never change, as canonical JSON; `npm run verify` computes it again from the stored row. */
export const contentHash = (e: ContentOfEvent): Buffer => sha256(canonical({
  id: e.id, organization: e.organization_id, name: e.name, version: e.version, subject: [e.subject_type, e.subject_id], unit: e.unit_id, confidential: e.confidential,
  actor: [e.actor_kind, e.actor_id], command: e.command, at: e.at.toISOString(), payload: e.payload, reason: e.reason_hash?.toString('hex') ?? null,
}))

const reasonHash = (salt: Buffer, reason: string) => sha256(Buffer.concat([salt, Buffer.from(reason)]))

interface Prepared { readonly row: ContentOfEvent; readonly text: { salt: Buffer; reason: string } | null; readonly event: Recorded }

const prepare = (type: EventType, fact: Fact<unknown>, actor: Actor, commandName: string, now: Date): Prepared => {
  const payload = type.payload.parse(fact.payload)
  const text = fact.reason ? { salt: randomBytes(16), reason: fact.reason } : null
  const row: ContentOfEvent = {
    id: newId(), organization_id: actor.organizationId, name: type.name, version: type.version, subject_type: fact.subject.type, subject_id: fact.subject.id,
    unit_id: fact.subject.unitId, confidential: fact.subject.confidential ?? false, actor_kind: actor.kind, actor_id: actor.id, command: commandName, at: now,
    payload, reason_hash: text ? reasonHash(text.salt, text.reason) : null,
  }
  const event = { id: row.id, name: type.name, organizationId: actor.organizationId, subject: fact.subject, at: now, actor: { kind: actor.kind, id: actor.id }, payload }
  return { row, text, event }
}

const insert = async (db: OpenTransaction, prepared: readonly Prepared[]) => {
  const events = prepared.map(({ row }) => ({ ...row, payload: JSON.stringify(row.payload), content_hash: contentHash(row) }))
  const texts = prepared.flatMap(({ row, text }) => (text ? [{ organization_id: row.organization_id, event_id: row.id, ...text }] : []))
  await insertRows(db, { into: 'kernel.event', rows: events }, { into: 'kernel.event_text', rows: texts })
}

/** Writes the facts as event rows and runs the reactions of this transaction, in module order. Facts come in arrays so that a batch costs one statement. */
export const openTx = (db: OpenTransaction, actor: Actor, now: Date, commandName: string, reactions: readonly Reaction[]): Tx => {
  const tx: Tx = {
    db, actor, now,
    async record<P extends z.ZodType>(type: EventType<P>, facts: Fact<z.input<P>> | readonly Fact<z.input<P>>[]) {
      const list = (Array.isArray(facts) ? facts : [facts]) as readonly Fact<unknown>[]
      if (!list.length) return
      const prepared = list.map((fact) => prepare(type, fact, fact.actor ?? actor, commandName, now))
      await insert(db, prepared)
      for (const reaction of reactions) if (reaction.on === type.name) await reaction.inside?.(tx, prepared.map((p) => p.event as Recorded<never>))
    },
  }
  return tx
}
