import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import type { Subject } from '#kernel/event.ts'
import type { Tx } from '#kernel/tx.ts'
import { NoticeGiven } from './events.ts'

export interface Telling { readonly to: readonly string[]; readonly name: string; readonly subject: Subject; readonly payload: Record<string, string | number> }

/** Tells people in the application (and by mail afterwards). Who acts is not told of their own doing. */
export const tell = async (tx: Tx, { to, name, subject, payload }: Telling): Promise<void> => {
  const people = [...new Set(to)].filter((id) => id !== tx.actor.id)
  if (!people.length) return
  const rows = people.map((person_id) => ({ organization_id: tx.actor.organizationId, id: newId(), person_id, name, complaint_id: subject.type === 'complaint' ? subject.id : null, payload: JSON.stringify(payload), at: tx.now, read_at: null }))
  await tx.db.insertInto('notification.notice').values(rows).execute()
  await tx.record(NoticeGiven, { subject, payload: { noticeIds: rows.map((r) => r.id), name } })
}

export const markRead = command('notification.read', async (tx, { ids }: { ids: string[] }) => {
  if (ids.length && tx.actor.id) {
    await tx.db.updateTable('notification.notice').set({ read_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', tx.actor.id).where('id', 'in', ids).where('read_at', 'is', null).execute()
  }
  return { done: true as const }
})

/** Keeps that a mail went out, so that a repeated job sends it no second time. */
export const noteMail = command('notification.noteMail', async (tx, mail: { id: string; to: string; subject: string; text: string }) => {
  await tx.db.insertInto('notification.mail').values({ organization_id: tx.actor.organizationId, id: mail.id, recipient: mail.to, subject: mail.subject, body: mail.text, state: 'sent', attempts: 1, problem: null, at: tx.now, sent_at: tx.now }).onConflict((c) => c.doNothing()).execute()
})
