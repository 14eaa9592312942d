import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import type * as contract from '#contract/feedback.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { gatesOf } from '#kernel/guard.ts'
import { Problem } from '#kernel/problem.ts'
import { instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { withDeputies } from '#modules/clock/commands/ring.ts'
import type { WorkPassed } from '#modules/identity/events.ts'
import { refuseWords } from '#modules/knowledge/commands/refuse.ts'
import { refuseGoing } from '#modules/knowledge/port.ts'
import { tell } from '#modules/notification/commands.ts'
import { whoLeads } from './commands.ts'
import { FeedbackAnswered, FeedbackImproved, FeedbackLate, SuggestionRuleChanged } from './events.ts'
import { change, lockFeedback, subjectOf } from './lock.ts'
import { ruleOf } from './rule.ts'
import { whyNotAnswer, whyNotImprove } from './rules.ts'

const OF_SUGGESTION = { feedbackKind: 'suggestion' } as const

/** Whether an SMS goes at all is known to those who send it. */
const refuseSms = async (tx: Tx, id: string) => {
  const gate = (await gatesOf(tx.db, 'feedback.answer', id)).find((one) => one.name === 'sms')
  if (gate) throw new Problem(gate.refusal, gate.params, 'way')
}

/** Said to who made the suggestion, in whatever way; by number and code they find it in any case. */
export const answerFeedback = command('feedback.answer', async (tx, { id, version, way, text, despite }: z.output<typeof contract.answerFeedback.input>) => {
  const row = await lockFeedback(tx, id, (f) => whyNotAnswer(f, version, way))
  if (way === 'sms') await refuseSms(tx, id)
  await refuseWords(tx, { text, field: 'text', despite, reach: [row.phone, row.email].flatMap((one) => (one ? [one] : [])) })
  await refuseGoing(tx, { complaint: null, unitId: row.improving_unit_id ?? row.unit_id, parts: [['text', text]] })
  await change(tx, id, { answered_at: tx.now, answered_by: tx.actor.id, answer_way: way, answer: text, answer_despite: despite || null, owner_id: row.owner_id ?? tx.actor.id })
  await tx.record(FeedbackAnswered, { subject: subjectOf(row), payload: { feedbackId: id, ...OF_SUGGESTION, answerWay: way, inTime: row.due_at === null || tx.now <= row.due_at }, reason: text })
  return { id }
})

/** What became better by it. */
export const improve = command('feedback.improve', async (tx, { id, version, note }: z.output<typeof contract.improve.input>) => {
  const row = await lockFeedback(tx, id, (f) => whyNotImprove(f, version))
  await change(tx, id, { improved_at: tx.now, improved_by: tx.actor.id, improvement: note })
  await tx.record(FeedbackImproved, { subject: subjectOf(row), payload: { feedbackId: id, ...OF_SUGGESTION, unitId: row.improving_unit_id ?? row.unit_id }, reason: note })
  return { id }
})

/** Suggestions that nobody has answered in time: told once, to who answers them and to who leads them. They can still be answered, late. */
export const noteLate = command('feedback.noteLate', async (tx, { ids }: { ids: readonly string[] }) => {
  const late = await tx.db.updateTable('feedback.feedback').set({ late_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', 'in', [...ids])
    .where('late_at', 'is', null).where('answered_at', 'is', null).where('complaint_id', 'is', null).where('due_at', '<=', tx.now).returning(['id', 'unit_id', 'improving_unit_id', 'owner_id']).execute()
  for (const row of late) {
    const subject = subjectOf(row)
    await tx.record(FeedbackLate, { subject, payload: { feedbackId: row.id, ...OF_SUGGESTION } })
    const unit = row.improving_unit_id ?? row.unit_id
    await tell(tx, { to: await withDeputies(tx, unit, [...(row.owner_id ? [row.owner_id] : []), ...await whoLeads(tx, unit)]), name: 'suggestionLate', subject, payload: {} })
  }
  return { late: late.length }
})

/** What waits for somebody who is away then, or has left, is answered by whom it is passed to, else by who leads the unit that puts it right. */
export const passSuggestions = async (tx: Tx, { fromId, toId, before }: z.output<typeof WorkPassed.payload>): Promise<void> => {
  const open = tx.db.selectFrom('feedback.feedback').selectAll().where('organization_id', '=', tx.actor.organizationId).where('owner_id', '=', fromId).where('answered_at', 'is', null).where('complaint_id', 'is', null)
  for (const row of await (before ? open.where('due_at', '<', instant(before)) : open).orderBy('id').forUpdate().execute()) {
    const leads = toId ? [toId] : (await whoLeads(tx, row.improving_unit_id ?? row.unit_id)).filter((id) => id !== fromId)
    await change(tx, row.id, { owner_id: leads[0] ?? null })
    await tell(tx, { to: leads, name: 'suggestionPassed', subject: subjectOf(row), payload: {} })
  }
}

/** For suggestions that come from now on. */
export const changeRule = command('feedback.changeRule', async (tx, { version, amount, unit }: z.output<typeof contract.changeSuggestionRule.input>) => {
  const now = await ruleOf(readerOf(tx.db), tx.actor.organizationId)
  if (now.version !== version) throw new Problem(staleVersion)
  await tx.db.insertInto('feedback.rule').values({ organization_id: tx.actor.organizationId, amount, unit }).onConflict((c) => c.column('organization_id').doUpdateSet({ amount, unit, version: sql<number>`rule.version + 1` })).execute()
  await tx.record(SuggestionRuleChanged, { subject: { type: 'organization', id: tx.actor.organizationId, unitId: null }, payload: { amount, unit } })
  return {}
})
