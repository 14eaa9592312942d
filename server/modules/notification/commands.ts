import type { z } from 'zod'
import type * as contract from '#contract/notification.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import type { Subject } from '#kernel/event.ts'
import type { Tx } from '#kernel/tx.ts'
import { answeringTo } from '#modules/identity/queries/units.ts'
import { NoticeGiven } from './events.ts'
import type { Mail } from './port.ts'

export interface Telling { readonly to: readonly string[]; readonly name: string; readonly subject: Subject; readonly payload: Record<string, string | number> }

/** Tells people in the application (and by mail afterwards). Who acts is not told of their own doing, and nobody of a case about them or their superior. */
export const tell = (tx: Tx, telling: Telling): Promise<void> => tellEach(tx, [telling])

/** Many at once, by as many statements as one. */
export const tellEach = async (tx: Tx, tellings: readonly Telling[]): Promise<void> => {
  const told = []
  for (const telling of tellings) told.push({ telling, rows: await noticesOf(tx, telling) })
  const some = told.filter(({ rows }) => rows.length > 0)
  if (!some.length) return
  await tx.db.insertInto('notification.notice').values(some.flatMap(({ rows }) => rows)).execute()
  await tx.record(NoticeGiven, some.map(({ telling: { subject, name }, rows }) => ({ subject, payload: { noticeIds: rows.map((r) => r.id), personIds: rows.map((r) => r.person_id), name } })))
}

const noticesOf = async (tx: Tx, { to, name, subject, payload }: Telling) => {
  const apart = await answeringTo(readerOf(tx.db), tx.actor.organizationId, subject.about ?? [])
  const people = [...new Set(to)].filter((id) => id !== tx.actor.id && !apart.has(id))
  const ofCase = subject.type === 'complaint'
  return people.map((person_id) => ({ organization_id: tx.actor.organizationId, id: newId(), person_id, name, complaint_id: ofCase ? subject.id : null, about_type: ofCase ? null : subject.type, about_id: ofCase ? null : subject.id, payload: JSON.stringify(payload), at: tx.now, read_at: null }))
}

/** Takes back what people were told about a case that they may not know of any more. */
export const untell = async (tx: Tx, complaintId: string, people: readonly string[]): Promise<void> => {
  await tx.db.deleteFrom('notification.notice').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where(sql<boolean>`person_id = any (${[...people]}::uuid[])`).execute()
}

export const markRead = command('notification.read', async (tx, { ids, upTo }: z.output<typeof contract.read.input>) => {
  const { id: personId } = tx.actor
  if (personId && (ids.length || upTo)) {
    await tx.db.updateTable('notification.notice').set({ read_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).where('read_at', 'is', null)
      .where((eb) => eb.or([...(ids.length ? [eb('id', 'in', ids)] : []), ...(upTo ? [eb('id', '<=', upTo)] : [])])).execute()
  }
  return { done: true as const }
})

/** Keeps what became of a mail, so that a repeated job sends it no second time. `undeliverable`: why it never can be, else null. */
export const noteMail = command('notification.noteMail', async (tx, mail: Mail & { undeliverable: string | null }) => {
  const became = mail.undeliverable === null ? { state: 'sent', problem: null, sent_at: tx.now } : { state: 'undeliverable', problem: mail.undeliverable, sent_at: null }
  await tx.db.insertInto('notification.mail').values({ organization_id: tx.actor.organizationId, id: mail.id, recipient: mail.to, subject: mail.subject, body: mail.text, attempts: 1, at: tx.now, ...became }).onConflict((c) => c.doNothing()).execute()
})
