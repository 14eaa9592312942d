import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { notASuggestion, turnedAlready } from '#contract/feedback.ts'
import type * as contract from '#contract/portal.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { isPelted } from '#modules/channel/commands/letters.ts'
import { reachSuggester, writeToSuggester } from '#modules/channel/commands/suggestion-letters.ts'
import { renewPass, whoLeads } from '#modules/feedback/commands.ts'
import { tell } from '#modules/notification/commands.ts'
import { SuggestionCodeAsked, SuggestionCodeRenewed } from '../events.ts'
import { type CodeWay, askedEnough, noteAsked, ofSuggestion, refuseOver, useUp } from './code-request.ts'

const locked = (tx: Tx, id: string) => tx.db.selectFrom('feedback.feedback').select(['id', 'kind', 'unit_id', 'improving_unit_id', 'owner_id', 'number', 'email', 'complaint_id']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
type Suggestion = NonNullable<Awaited<ReturnType<typeof locked>>>

const lockSuggestion = async (tx: Tx, id: string): Promise<Suggestion> => {
  const row = await locked(tx, id)
  if (!row) throw new Problem(notFound)
  if (row.kind !== 'suggestion') throw new Problem(notASuggestion)
  // Its code is that of the complaint from then on.
  if (row.complaint_id) throw new Problem(turnedAlready)
  return row
}

const subjectOf = ({ id, unit_id }: Suggestion) => ({ type: 'feedback', id, unitId: unit_id })

const wayTo = async (tx: Tx, { id, email }: Suggestion, canMail: boolean): Promise<CodeWay> => {
  if (canMail && email) return 'mail'
  const read = readerOf(tx.db)
  const reached = await reachSuggester(read, tx.actor.organizationId, id, 'suggestionCode')
  return reached && !await isPelted(read, reached.address, tx.now) ? 'sms' : 'callBack'
}

/** As for a complaint: by mail, by SMS, or whoever answers the suggestion rings. */
export const askSuggestionCode = command('portal.askCode', async (tx, { canMail, feedbackId }: { canMail: boolean; feedbackId: string }) => {
  const row = await lockSuggestion(tx, feedbackId)
  if (await askedEnough(tx, ofSuggestion(row.id))) return { done: true as const }
  const way = await wayTo(tx, row, canMail)
  const { id, token } = await noteAsked(tx, ofSuggestion(row.id), way)
  await tx.record(SuggestionCodeAsked, { subject: subjectOf(row), payload: { feedbackId: row.id, requestId: id, codeWay: way } })
  if (way === 'sms' && token) await writeToSuggester(tx, { feedbackId: row.id, letter: 'suggestionCode', because: id, code: token })
  if (way === 'callBack') await tell(tx, { to: row.owner_id ? [row.owner_id] : await whoLeads(tx, row.improving_unit_id ?? row.unit_id), name: 'suggestionCodeLost', subject: subjectOf(row), payload: { number: row.number ?? '' } })
  return { done: true as const }
})

/** The new code; every other opens nothing any more. */
const renew = async (tx: Tx, row: Suggestion, identified: z.input<typeof SuggestionCodeRenewed.payload>['identified'], reason?: string) => {
  const fresh = await renewPass(tx, row)
  await useUp(tx, ofSuggestion(row.id))
  await tx.record(SuggestionCodeRenewed, { subject: subjectOf(row), payload: { feedbackId: row.id, identified }, reason })
  return fresh
}

/** By what came by letter, once. */
export const renewSuggestionByLink = command('portal.renewByLink', async (tx, { token, feedbackId }: { token: string; feedbackId: string }) => {
  const row = await lockSuggestion(tx, feedbackId)
  await refuseOver(tx, ofSuggestion(row.id), token)
  return renew(tx, row, 'link')
})

/** By who spoke with them and made sure who it is. */
export const renewSuggestionForCaller = command('portal.renewCode', async (tx, { id, identified, note }: z.output<typeof contract.renewSuggestionCode.input>) => renew(tx, await lockSuggestion(tx, id), identified, note))
