import type { z } from 'zod'
import { pointUnknown } from '#contract/complaint.ts'
import * as contract from '#contract/settlement.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { addMessage } from '#modules/communication/commands.ts'
import { aboutLetter } from '#modules/communication/queries/letter.ts'
import { refuseOurs } from '#modules/complaint/commands/going.ts'
import { type LockedComplaint, lockComplaint, lockOpen, subjectOf } from '#modules/complaint/commands/lock.ts'
import { NoticeSent } from './events.ts'
import { holding } from './holding.ts'
import { unanswered } from './rules.ts'

/** A case that closes without a written notice (nothing was agreed) does not close without a word to the customer. */
export const sayClosed = async (tx: Tx, complaintId: string): Promise<void> => {
  const complaint = await lockComplaint(tx, complaintId)
  const since = complaint.last_reopened_at ?? complaint.registered_at
  const told = await tx.db.selectFrom('settlement.notice').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('at', '>=', since).limit(1).executeTakeFirst()
  if (told) return
  const { name, locale, contact } = await aboutLetter(tx, complaintId)
  const text = words(locale, ['settlement', 'letters', 'closing'], { name, number: complaint.number, contact })
  if (text) await addMessage(tx, complaint, { kind: 'reply', text, via: 'closing' })
}

const noticeText = (answers: readonly { no: number; answer: string }[], contact: string, furtherWays: string) => [...answers.map((a) => `${a.no}. ${a.answer}`), contact, ...(furtherWays ? [furtherWays] : [])].join('\n\n')

const refuseNotice = (tx: Tx, complaint: LockedComplaint, { answers, contact, furtherWays, despite }: z.output<typeof contract.sendNotice.input>) =>
  refuseOurs(tx, complaint, { texts: [...answers.map(({ answer }, i) => [`answers/${i}/answer`, answer] as const), ['contact', contact], ['furtherWays', furtherWays]], despite })

/** The written notice at completion: every point answered, none left out; it goes to the customer as a reply in full (G4, G7). */
export const sendNotice = command('settlement.sendNotice', async (tx, input: z.output<typeof contract.sendNotice.input>) => {
  const complaint = await lockOpen(tx, input.complaintId)
  const points = await tx.db.selectFrom('complaint.point').select(['id', 'no']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).orderBy('no').execute()
  const foreign = input.answers.findIndex((a) => !points.some((p) => p.id === a.pointId))
  if (foreign >= 0) throw new Problem(pointUnknown, {}, `answers/${foreign}/pointId`)
  const left = unanswered(points.map((p) => p.id), input.answers)
  if (left.length) throw new Problem(contract.pointsUnanswered, { points: points.filter((p) => left.includes(p.id)).map((p) => p.no).join(', ') }, 'answers')
  const [agreement] = await holding(readerOf(tx.db), complaint.id)
  const open = await tx.db.selectFrom('settlement.task').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).where('state', 'in', ['open', 'begun']).limit(1).executeTakeFirst()
  if (open) throw new Problem(contract.tasksOpen)
  await refuseNotice(tx, complaint, input)
  const id = newId()
  const answers = input.answers.map((a) => ({ ...a, no: points.find((p) => p.id === a.pointId)?.no ?? 0 })).sort((a, b) => a.no - b.no)
  await tx.db.insertInto('settlement.notice').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, agreement_id: agreement?.id ?? null, answers: JSON.stringify(answers), contact: input.contact, further_ways: input.furtherWays, by_id: tx.actor.id, at: tx.now }).execute()
  await addMessage(tx, complaint, { kind: 'reply', text: noticeText(answers, input.contact, input.furtherWays), inFull: true, via: 'notice', despite: input.despite ?? null })
  await tx.record(NoticeSent, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, noticeId: id, points: answers.length } })
  return { id }
})
