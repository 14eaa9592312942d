import type { z } from 'zod'
import type { AddWords } from '#contract/links.ts'
import type { Way } from '#contract/tell-by.ts'
import { notAllowed } from '#contract/common.ts'
import * as contract from '#contract/communication.ts'
import { fileUnknown } from '#contract/files.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { resumeWaiting } from '#modules/clock/commands/pause.ts'
import { meetClocks } from '#modules/clock/commands/run.ts'
import { type LockedComplaint, lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { addPoints } from '#modules/complaint/commands/add-points.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { refuseWords } from '#modules/knowledge/commands/refuse.ts'
import { tell } from '#modules/notification/commands.ts'
import { promiseAll } from '#modules/promise/commands.ts'
import { MessageWritten } from './events.ts'
import { refuseGoing } from '#modules/knowledge/port.ts'
import { reachOf } from '#modules/complaint/queries/reach.ts'
import { isLetter, wayFor } from './commands/ways.ts'

export interface NewMessage { readonly kind: 'reply' | 'call' | 'note' | 'fromCustomer'; readonly text: string; readonly fileIds?: readonly string[]; readonly via?: string | null; readonly reached?: boolean | null; readonly inFull?: boolean; readonly despite?: string | null; readonly uploader?: string | null; /** Who wrote it, where somebody else lets it go. */ readonly by?: string }

const rowOf = (tx: Tx, complaintId: string, id: string, message: NewMessage, goes: Way | null) => ({
  organization_id: tx.actor.organizationId, id, complaint_id: complaintId, kind: message.kind, body: message.text, via: message.via ?? null, by_id: message.by ?? (tx.actor.kind === 'person' ? tx.actor.id : null), at: tx.now,
  reached: message.reached ?? null, sent: message.kind === 'reply' ? 'portal' : null, in_full: message.inFull ?? false, despite: message.despite ?? null, goes,
})

/** What the customer has heard from us by a message; clocks that wait for it are met. */
const heard = (message: NewMessage): readonly ('firstAction' | 'informed' | 'proposed' | 'answered')[] => {
  if (message.via === 'handler' || message.via === 'update' || message.via === 'receipt') return []
  if (message.kind === 'reply') return message.inFull ? ['firstAction', 'informed', 'proposed', 'answered'] : ['firstAction', 'informed']
  return message.kind === 'call' && message.reached !== false ? ['firstAction', 'informed'] : []
}

/** Adds a message to the conversation and lets the clocks know that the customer heard from us. */
export const addMessage = async (tx: Tx, complaint: LockedComplaint, message: NewMessage): Promise<string> => {
  const fileIds = message.fileIds ?? []
  const missing = await attach(tx, complaint.id, fileIds, 'message', message.uploader === undefined ? tx.actor.id : message.uploader)
  if (missing.length) throw new Problem(fileUnknown, {}, `fileIds/${fileIds.indexOf(missing[0] ?? '')}`)
  const id = newId()
  const goes = message.kind === 'reply' ? await wayFor(tx, complaint.id, message.via) : null
  await tx.db.insertInto('communication.message').values(rowOf(tx, complaint.id, id, message, goes)).execute()
  if (fileIds.length) await tx.db.insertInto('communication.attachment').values(fileIds.map((file_id) => ({ organization_id: tx.actor.organizationId, complaint_id: complaint.id, message_id: id, file_id }))).execute()
  await touch(tx, complaint, {})
  await tx.record(MessageWritten, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, messageId: id, messageKind: message.kind, inFull: message.inFull ?? false, files: fileIds.length, ...(goes && isLetter(message.via) && { letter: message.via, goes }) }, reason: message.despite ?? undefined })
  const ends = heard(message)
  if (ends.length) await meetClocks(tx, complaint.id, complaint.unit_id, ends)
  if (message.kind === 'fromCustomer') await resumeWaiting(tx, complaint)
  return id
}

/** Wording that must not leave, and a promise where nobody outside reads it. */
export const refuseWrong = async (tx: Tx, complaint: LockedComplaint, { kind, text, despite, promises }: z.output<typeof contract.write.input>) => {
  if (kind === 'note' && promises?.length) throw new Problem(contract.notesPromiseNothing, {}, 'promises')
  if (kind === 'reply') await refuseWords(tx, { text, field: 'text', despite, reach: await reachOf(readerOf(tx.db), tx.actor.organizationId, complaint.id) })
}

/** The message with the promises made in it. `by`: who wrote it, where somebody else lets it go. */
export const writeOut = async (tx: Tx, complaint: LockedComplaint, input: Omit<z.output<typeof contract.write.input>, 'complaintId'>, by?: string): Promise<string> => {
  const id = await addMessage(tx, complaint, {
    kind: input.kind, text: input.text, fileIds: [...new Set(input.fileIds ?? [])], reached: input.kind === 'call' ? (input.reached ?? true) : null, inFull: input.kind === 'reply' && (input.answersInFull ?? false), despite: input.despite ?? null, ...(by && { by, uploader: by }),
  })
  await promiseAll(tx, complaint, input.promises ?? [])
  return id
}

/** A reply reaches the customer, a call records what was said, a note stays inside. Forbidden wording is stopped unless a reason is given. */
export const write = command('communication.write', async (tx, input: z.output<typeof contract.write.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  await refuseWrong(tx, complaint, input)
  if (input.kind === 'reply') await refuseGoing(tx, { complaint, parts: [['text', input.text]] })
  return { id: await writeOut(tx, complaint, input) }
})

/** The same for who may write notes only (a specialist): nothing reaches the customer. */
export const writeNote = command('communication.note', (tx, input: z.output<typeof contract.write.input>) => {
  if (input.kind !== 'note') throw new Problem(notAllowed, { permission: write.name })
  return write.run(tx, input)
})

/** What the customer wrote through the portal; the handler hears of it. */
export const writeFromCustomer = command('portal.write', async (tx, input: { complaintId: string; text: string; fileIds: readonly string[] }) => {
  const complaint = await lockOpen(tx, input.complaintId)
  const id = await addMessage(tx, complaint, { kind: 'fromCustomer', text: input.text, fileIds: [...new Set(input.fileIds)], via: 'portal', uploader: null })
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'customerWrote', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id }
})

const asTold = (points: z.output<typeof AddWords>['points']) => points.map((p) => [p.text, p.wants].filter(Boolean).join('\n')).join('\n\n')

/** The customer came again about a case that is there: their words go to it instead of beginning a new one. A new problem becomes a point of its own. */
export const addWords = command('communication.addWords', async (tx, input: z.output<typeof AddWords>) => {
  const complaint = await lockOpen(tx, input.id)
  if (input.asPoints) await addPoints(tx, complaint, input.points)
  const text = [input.asPoints ? '' : asTold(input.points), input.circumstances ?? ''].filter(Boolean).join('\n\n')
  const fileIds = [...new Set(input.fileIds ?? [])]
  if (text || fileIds.length) await addMessage(tx, complaint, { kind: 'fromCustomer', text, fileIds, via: input.channel })
  await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : [], name: 'customerAgain', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id: input.id }
})
