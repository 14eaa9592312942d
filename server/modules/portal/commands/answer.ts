import { nothingToRate } from '#contract/portal.ts'
import { command } from '#kernel/command.ts'
import { Problem } from '#kernel/problem.ts'
import { recordAnswer } from '#modules/follow-up/commands.ts'
import { answerOffer } from '#modules/remedy/commands/negotiate.ts'

export interface Reply { readonly remedyId: string; readonly answer: 'accept' | 'counter' | 'decline'; readonly counterFen?: number | null | undefined; readonly text?: string | null | undefined }

export const answer = command('portal.answer', (tx, { remedyId, ...rest }: Reply) => answerOffer(tx, { id: remedyId, ...rest, proof: { kind: 'portal' } }))

/** The complainant's own rating counts as the follow-up, whenever they come. */
export const rate = command('portal.rate', async (tx, input: { complaintId: string; score: number; satisfied: boolean; text: string | null }) => {
  const due = await tx.db.selectFrom('follow_up.follow_up').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', input.complaintId).where('state', '=', 'due').orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (!due) throw new Problem(nothingToRate)
  return recordAnswer(tx, { id: due.id, satisfied: input.satisfied, score: input.score, via: 'portal', comment: input.text, answers: {}, early: true })
})
