import { notAPhone } from '#contract/customer.ts'
import { nothingToRate } from '#contract/portal.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { subjectOf, lockComplaint } from '#modules/complaint/commands/lock.ts'
import { phoneKey } from '#modules/customer/rules.ts'
import { recordAnswer } from '#modules/follow-up/commands.ts'
import { register, whoReceives } from '#modules/intake/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { answerOffer } from '#modules/remedy/commands/negotiate.ts'

export interface Submission { readonly unitId: string; readonly name: string; readonly phone: string | null; readonly text: string; readonly wants: string | null; readonly fileIds: readonly string[]; readonly receiver: { readonly name: string; readonly position: string } }

/** A complaint made by the complainant: registered like every other, owned by who answers first. */
export const submit = command('portal.submit', async (tx, input: Submission) => {
  if (input.phone && !phoneKey(input.phone)) throw new Problem(notAPhone, {}, 'phone')
  const registered = await register.run(tx, {
    channel: 'web', unitId: input.unitId, receivedAt: tx.now.toISOString(), customer: { name: input.name, phone: input.phone }, points: [{ text: input.text, wants: input.wants }],
    receiver: input.receiver, signedOff: true, fileIds: [...input.fileIds],
  })
  const complaint = await lockComplaint(tx, registered.id)
  await tell(tx, { to: await whoReceives(tx, input.unitId), name: 'portalComplaint', subject: subjectOf(complaint), payload: { number: complaint.number } })
  const nextBy = registered.clocks.map((c) => c.dueAt).sort()[0] ?? null
  return { number: registered.number, code: registered.portalCode, nextBy }
})

export interface Reply { readonly remedyId: string; readonly answer: 'accept' | 'counter' | 'decline'; readonly counterFen?: number | null | undefined; readonly text?: string | null | undefined }

export const answer = command('portal.answer', (tx, { remedyId, ...rest }: Reply) => answerOffer(tx, { id: remedyId, ...rest, proof: { kind: 'portal' } }))

/** The complainant's own rating counts as the follow-up, whenever they come. */
export const rate = command('portal.rate', async (tx, input: { complaintId: string; score: number; satisfied: boolean; text: string | null }) => {
  const due = await tx.db.selectFrom('follow_up.follow_up').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', input.complaintId).where('state', '=', 'due').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!due) throw new Problem(nothingToRate)
  return recordAnswer(tx, { id: due.id, satisfied: input.satisfied, score: input.score, via: 'portal', comment: input.text, answers: {}, early: true })
})
