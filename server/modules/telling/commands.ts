import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import { isAnonymous } from '#contract/kept.ts'
import { mergedElsewhere } from '#contract/complaint.ts'
import type { Change } from '#contract/telling-pack.ts'
import type * as contract from '#contract/telling.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { addMessage } from '#modules/communication/commands.ts'
import { type LockedComplaint, lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { aboutLetter } from '#modules/communication/queries/letter.ts'
import { CustomerCalled, CustomerUpdated, WishChanged } from './events.ts'
import { letterOf } from './letter.ts'
import { awake, isGathered } from './rules.ts'

const lockHere = async (tx: Tx, id: string): Promise<LockedComplaint> => {
  const complaint = await lockComplaint(tx, id)
  if (complaint.state === 'merged') throw new Problem(mergedElsewhere)
  return complaint
}

const gathered = (tx: Tx, complaintId: string, states: readonly string[]) => tx.db.selectFrom('telling.pending').select(['id', 'change', 'detail']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('state', 'in', [...states]).orderBy('id').forUpdate().execute()
type Row = Awaited<ReturnType<typeof gathered>>[number]
const linesOf = (rows: readonly Row[]) => rows.map(({ change, detail }) => ({ change: change as Change, detail }))

const mark = async (tx: Tx, rows: readonly Row[], set: Record<string, unknown>) => {
  if (rows.length) await tx.db.updateTable('telling.pending').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', rows.map(({ id }) => id)).execute()
}

/** Whether a letter reaches them: an address, of their own where they complain under another name than the record's. Who is anonymous reads it with their code. */
const canWrite = async (tx: Tx, { id, identity }: LockedComplaint): Promise<boolean> => {
  if (identity === 'anonymous') return true
  const row = await tx.db.selectFrom('complaint.complaint as c').innerJoin('customer.customer as u', (j) => j.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.customer_id'))
    .leftJoin('complaint.complainant as k', (j) => j.onRef('k.organization_id', '=', 'c.organization_id').onRef('k.complaint_id', '=', 'c.id'))
    .select(['u.email', 'c.complainant_name', sql<string | null>`coalesce(k.email, c.complainant_email)`.as('own')]).where('c.organization_id', '=', tx.actor.organizationId).where('c.id', '=', id).executeTakeFirstOrThrow()
  return Boolean(row.own ?? (row.complainant_name ? null : row.email))
}

/**
 * The letter with everything that waits, kept with the case as it goes out: what was gathered is told in the same moment, or not at all, so that nobody hears it twice.
 * Where no letter reaches them it stands at the portal, and whoever looks after the case is asked to ring them up.
 */
export const tellNow = command('telling.tell', async (tx, { ids }: { ids: readonly string[] }) => {
  const due = await tx.db.selectFrom('telling.pending').select('complaint_id').distinct().where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids]).where('state', '=', 'waiting').orderBy('complaint_id').execute()
  let told = 0
  for (const { complaint_id: id } of due) {
    const complaint = await lockComplaint(tx, id)
    const rows = await gathered(tx, id, ['waiting'])
    if (!rows.length) continue
    const about = await aboutLetter(tx, id)
    const when = awake(about.timeZone, tx.now)
    if (when > tx.now) { await mark(tx, rows, { goes_at: when }); continue }
    const { body: { telling } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
    const byCall = !await canWrite(tx, complaint)
    const messageId = await addMessage(tx, complaint, { kind: 'reply', text: letterOf(telling, linesOf(rows), about.locale, { name: about.name, number: complaint.number, contact: about.contact }), via: 'update' })
    await mark(tx, rows, byCall ? { state: 'call', message_id: messageId } : { state: 'told', message_id: messageId, done_at: tx.now })
    await tx.record(CustomerUpdated, { subject: subjectOf(complaint), payload: { complaintId: id, messageId, changes: rows.length, byCall } })
    told++
  }
  return { told }
})

/** By SMS after all. */
export const noteTexted = command('telling.noteTexted', async (tx, { messageId }: { messageId: string }) => {
  await tx.db.updateTable('telling.pending').set({ state: 'told', done_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('message_id', '=', messageId).where('state', '=', 'call').execute()
})

/** What is said on the phone, in the language of the customer. */
export const spokenOf = async (tx: Tx, complaint: LockedComplaint, rows: readonly Row[], locale: Locale): Promise<string> => {
  const { body: { telling } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const about = await aboutLetter(tx, complaint.id)
  return rows.length ? letterOf(telling, linesOf(rows), locale, { name: about.name, number: complaint.number, contact: about.contact }) : words(locale, ['telling', 'howItStands']) ?? ''
}

/** Told by a call: kept with the case; all that waited was said with it. */
export const tellByPhone = command('telling.tellByPhone', async (tx, { complaintId, reached, note }: z.output<typeof contract.tellByPhone.input>) => {
  const complaint = await lockHere(tx, complaintId)
  if (complaint.identity === 'anonymous') throw new Problem(isAnonymous)
  const rows = await gathered(tx, complaintId, ['waiting', 'call'])
  const { locale } = await aboutLetter(tx, complaintId)
  const said = reached ? await spokenOf(tx, complaint, rows, locale) : words(tx.actor.locale, ['telling', 'notReached']) ?? ''
  const messageId = await addMessage(tx, complaint, { kind: 'call', text: [said, note].filter(Boolean).join('\n\n'), reached, via: 'update' })
  if (reached) await mark(tx, rows, { state: 'called', message_id: messageId, done_by: tx.actor.id, done_at: tx.now })
  await tx.record(CustomerCalled, { subject: subjectOf(complaint), payload: { complaintId, messageId, changes: reached ? rows.length : 0, reached } })
  return { complaintId }
})

/** How much they want to hear: what waits and is not wanted goes nowhere. */
export const wishTelling = command('telling.wish', async (tx, { complaintId, wish }: z.output<typeof contract.wishTelling.input>) => {
  const complaint = await lockHere(tx, complaintId)
  await tx.db.insertInto('telling.wish').values({ organization_id: tx.actor.organizationId, complaint_id: complaintId, wish, by_id: tx.actor.kind === 'person' ? tx.actor.id : null, at: tx.now }).onConflict((c) => c.columns(['organization_id', 'complaint_id']).doUpdateSet({ wish, by_id: tx.actor.kind === 'person' ? tx.actor.id : null, at: tx.now })).execute()
  const { body: { telling } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const unwanted = (await gathered(tx, complaintId, ['waiting', 'call'])).filter(({ change }) => !isGathered(telling, change as Change, wish))
  await mark(tx, unwanted, { state: 'dropped', done_at: tx.now })
  await tx.record(WishChanged, { subject: subjectOf(complaint), payload: { complaintId, tellWish: wish } })
  return { complaintId }
})
