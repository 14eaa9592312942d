import type { z } from 'zod'
import type { Locale } from '#contract/common.ts'
import { isAnonymous } from '#contract/kept.ts'
import { mergedElsewhere } from '#contract/complaint.ts'
import { type Change, OWN_LETTER } from '#contract/telling-pack.ts'
import type { Way } from '#contract/tell-by.ts'
import type { Wish } from '#contract/telling.ts'
import type * as contract from '#contract/telling.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { addMessage } from '#modules/communication/commands.ts'
import { type LockedComplaint, lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { chooseTellBy } from '#modules/complaint/commands/ways.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { aboutLetter } from '#modules/communication/queries/letter.ts'
import { CustomerCalled, CustomerUpdated, WishChanged } from './events.ts'
import { letterOf } from './letter.ts'
import { turnWaiting } from './commands/otherwise.ts'
import { letterGoes } from './own-letters.ts'
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
    const messageId = await addMessage(tx, complaint, { kind: 'reply', text: letterOf(telling, linesOf(rows), about.locale, { name: about.name, number: complaint.number, contact: about.contact }), via: 'update' })
    const way = (await tx.db.selectFrom('communication.message').select('goes').where('organization_id', '=', tx.actor.organizationId).where('id', '=', messageId).executeTakeFirstOrThrow()).goes as Way
    const byCall = way === 'call' || way === 'sms'
    await mark(tx, rows, byCall ? { state: 'call', message_id: messageId } : { state: 'told', message_id: messageId, done_at: tx.now })
    await tx.record(CustomerUpdated, { subject: subjectOf(complaint), payload: { complaintId: id, messageId, changes: rows.length, byCall, way } })
    await letterGoes(tx, complaint, { messageId, letter: 'update', goes: way })
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

const setWish = async (tx: Tx, complaint: LockedComplaint, wish: Wish) => {
  const row = { wish, by_id: tx.actor.kind === 'person' ? tx.actor.id : null, at: tx.now }
  await tx.db.insertInto('telling.wish').values({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, ...row }).onConflict((c) => c.columns(['organization_id', 'complaint_id']).doUpdateSet(row)).execute()
  const { body: { telling } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  // Letters of their own go to everybody.
  const unwanted = (await gathered(tx, complaint.id, ['waiting', 'call'])).filter(({ change }) => !OWN_LETTER.includes(change as Change) && !isGathered(telling, change as Change, wish))
  await mark(tx, unwanted, { state: 'dropped', done_at: tx.now })
  await tx.record(WishChanged, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, tellWish: wish } })
}

/** How much they want to hear, and how: what waits and is not wanted goes nowhere, what is due goes the new way. @throws Problem where a way is not possible. */
export const wishTelling = command('telling.wish', async (tx, { complaintId, wish, tellBy }: z.output<typeof contract.wishTelling.input>) => {
  const complaint = await lockHere(tx, complaintId)
  if (wish) await setWish(tx, complaint, wish)
  if (tellBy) {
    await chooseTellBy(tx, complaint, tellBy)
    await turnWaiting(tx, await lockComplaint(tx, complaintId))
  }
  return { complaintId }
})
