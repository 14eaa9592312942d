import type { Way } from '#contract/tell-by.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LetterKind, isLetter, sendOtherwise } from '#modules/communication/commands/ways.ts'
import { type LockedComplaint, lockStanding, subjectOf } from '#modules/complaint/commands/lock.ts'
import { noteUnreached } from '#modules/complaint/commands/ways.ts'
import { waysOf } from '#modules/complaint/queries/ways.ts'
import { WayFailed } from '../events.ts'
import { letterGoes } from '../own-letters.ts'

interface Letter { readonly messageId: string; readonly letter: LetterKind }

const nextWay = async (tx: Tx, complaintId: string, letter?: LetterKind): Promise<Way> => (await waysOf(readerOf(tx.db), tx.actor.organizationId, complaintId, letter)).goes

const onItsWay = async (tx: Tx, complaint: LockedComplaint, found: Letter, goes: Way) => {
  await sendOtherwise(tx, complaint, found.messageId, goes)
  await letterGoes(tx, complaint, { ...found, goes })
}

/** A way failed: the case says so, and the letter takes the next. */
export const goOn = async (tx: Tx, complaintId: string, failed: 'mail' | 'sms', letter: Letter | null, next?: Way): Promise<void> => {
  const complaint = await lockStanding(tx, complaintId)
  const goes = next ?? await nextWay(tx, complaint.id, letter?.letter)
  await tx.record(WayFailed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, failedWay: failed, nextWay: goes } })
  if (letter) await onItsWay(tx, complaint, letter, goes)
}

const letterOf = async (tx: Tx, complaintId: string, messageId: string | null): Promise<(Letter & { readonly goes: string | null }) | null> => {
  if (!messageId) return null
  const row = await tx.db.selectFrom('communication.message').select(['id', 'via', 'goes']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('id', '=', messageId).executeTakeFirst()
  return row && isLetter(row.via) ? { messageId: row.id, letter: row.via, goes: row.goes } : null
}

/** An SMS did not arrive. `because`: the letter it was for, or what else it was sent for. `gone`: nothing arrives at that number; otherwise it is the provider that refused this one, and somebody rings. */
export const noteNotTexted = command('telling.noteNotTexted', async (tx, { complaintId, address, because, gone }: { complaintId: string; address: string; because: string; gone: boolean }) => {
  const { id } = await lockStanding(tx, complaintId)
  const isNew = gone && await noteUnreached(tx, id, 'sms', address)
  const letter = await letterOf(tx, id, because)
  const stands = letter?.goes === 'sms' ? letter : null
  if (isNew || stands) await goOn(tx, id, 'sms', stands, gone ? undefined : 'call')
})

/** Who asks to be told otherwise while a call or an SMS is due has it the way they ask for. */
export const turnWaiting = async (tx: Tx, complaint: LockedComplaint): Promise<void> => {
  const waiting = await tx.db.selectFrom('telling.pending').select('message_id').distinct().where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('state', '=', 'call').where('message_id', 'is not', null).orderBy('message_id').execute()
  for (const { message_id } of waiting) {
    const letter = await letterOf(tx, complaint.id, message_id)
    if (letter) await onItsWay(tx, complaint, letter, await nextWay(tx, complaint.id, letter.letter))
  }
}
