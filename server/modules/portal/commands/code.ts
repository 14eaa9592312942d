import type { z } from 'zod'
import type * as contract from '#contract/portal.ts'
import { isAnonymous } from '#contract/kept.ts'
import { command } from '#kernel/command.ts'
import { newCode, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, lockComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { reachBySms, writeToCustomer } from '#modules/channel/commands/letters.ts'
import { noteMail, tell } from '#modules/notification/commands.ts'
import type { Mail } from '#modules/notification/port.ts'
import { CodeAsked, CodeRenewed } from '../events.ts'
import { mailOnRecord } from '../queries.ts'
import { type CodeWay, askedEnough, noteAsked, ofCase, refuseOver, useUp } from './code-request.ts'
import { whoReceives } from '#modules/intake/commands.ts'
import { readerOf } from '#kernel/db.ts'

/** A letter costs nothing and can be read at leisure; a gateway sends only what it was given a template for. */
const wayTo = async (tx: Tx, complaintId: string, canMail: boolean): Promise<CodeWay> => {
  const read = readerOf(tx.db)
  if (canMail && await mailOnRecord(read, tx.actor.organizationId, complaintId) !== null) return 'mail'
  return await reachBySms(read, tx.actor.organizationId, complaintId, 'lostCode', tx.now) ? 'sms' : 'callBack'
}

/** By mail where we have an address, by SMS where we can, else somebody rings the number on record. Who asks too often changes nothing more. */
export const askCode = command('portal.askCode', async (tx, { canMail }: { canMail: boolean }) => {
  const complaint = await lockComplaint(tx, tx.actor.caseId ?? '')
  if (await askedEnough(tx, ofCase(complaint.id))) return { done: true as const }
  const way = await wayTo(tx, complaint.id, canMail)
  const { id, token } = await noteAsked(tx, ofCase(complaint.id), way)
  await tx.record(CodeAsked, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, requestId: id, codeWay: way } })
  if (way === 'sms' && token) await writeToCustomer(tx, { complaintId: complaint.id, letter: 'lostCode', because: id, code: token })
  if (way === 'callBack') await tell(tx, { to: complaint.owner_id ? [complaint.owner_id] : await whoReceives(tx, complaint.unit_id), name: 'codeLost', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { done: true as const }
})

/** The letter is out: the token lies nowhere readable any more, neither here nor in the copy of the letter. */
export const noteCodeSent = command('portal.noteCodeSent', async (tx, { requestId, ...mail }: Mail & { requestId: string; undeliverable: string | null }) => {
  await tx.db.updateTable('portal.code_request').set({ token: null }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', requestId).execute()
  await noteMail.run(tx, mail)
})

/** The new code; all others of the case open nothing any more. */
const renew = async (tx: Tx, complaint: LockedComplaint, identified: z.input<typeof CodeRenewed.payload>['identified'], reason?: string) => {
  const code = newCode()
  await touch(tx, complaint, { portal_hash: sha256(code) })
  await useUp(tx, ofCase(complaint.id))
  await tx.record(CodeRenewed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, identified }, reason })
  return { number: complaint.number, code }
}

/** By the link of the letter, once. */
export const renewByLink = command('portal.renewByLink', async (tx, { token }: { token: string }) => {
  const complaint = await lockComplaint(tx, tx.actor.caseId ?? '')
  await refuseOver(tx, ofCase(complaint.id), token)
  return renew(tx, complaint, 'link')
})

/** By who spoke with the complainant and made sure who it is. The code is said once, to be told to them. */
export const renewForCaller = command('portal.renewCode', async (tx, { complaintId, identified, note }: z.output<typeof contract.renewCode.input>) => {
  const complaint = await lockComplaint(tx, complaintId)
  // Of whom nobody knows who it is, nobody can make sure who it is.
  if (complaint.identity === 'anonymous') throw new Problem(isAnonymous)
  return renew(tx, complaint, identified, note)
})
