import type { z } from 'zod'
import { invalidInput, notFound } from '#contract/common.ts'
import * as contract from '#contract/classification.ts'
import { unknownCategory } from '#contract/complaint.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { WordingAccepted, WordingAdded, WordingDeclined } from '../events.ts'
import { MOST_WORDINGS } from '../queries/lexicon.ts'
import { keyOf, whyNotDecide } from '../rules.ts'

const subject = (id: string) => ({ type: 'wording', id, unitId: null })

/** @throws Problem when the category is unknown, the phrase is in the dictionary already, or the dictionary is full. */
const refuseUnfit = async (tx: Tx, phrase: string, categoryCode: string) => {
  if (keyOf(phrase).length < 2) throw new Problem(invalidInput, {}, 'phrase')
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const category = body.categories.find(({ code, retired }) => code === categoryCode && !retired)
  if (!category) throw new Problem(unknownCategory, {}, 'categoryCode')
  if (category.keywords.some((word) => keyOf(word) === keyOf(phrase))) throw new Problem(contract.wordingKnown, {}, 'phrase')
  const { rows: [own] } = await sql<{ count: number }>`select count(*)::int as count from classification.wording where organization_id = ${tx.actor.organizationId} and state = 'accepted'`.execute(tx.db)
  if ((own?.count ?? 0) >= MOST_WORDINGS) throw new Problem(contract.tooManyWordings, { most: MOST_WORDINGS })
}

const asKnown = (error: unknown): never => {
  throw sqlState(error)?.code === '23505' ? new Problem(contract.wordingKnown, {}, 'phrase') : error
}

/** An expression of one's own. What was proposed or declined before is taken up again. */
export const addWording = command('classification.addWording', async (tx, { phrase, categoryCode }: z.output<typeof contract.addWording.input>) => {
  await refuseUnfit(tx, phrase, categoryCode)
  const decision = { state: 'accepted', phrase: phrase.trim(), decided_by: tx.actor.id, decided_at: tx.now }
  const [kept] = await tx.db.insertInto('classification.wording').values({ organization_id: tx.actor.organizationId, id: newId(), phrase_key: keyOf(phrase), category_code: categoryCode, source: 'person', at: tx.now, made_by: tx.actor.id, ...decision })
    .onConflict((c) => c.columns(['organization_id', 'phrase_key', 'category_code']).doUpdateSet(decision).where('classification.wording.state', '<>', 'accepted')).returning('id').execute()
  if (!kept) throw new Problem(contract.wordingKnown, {}, 'phrase')
  await tx.record(WordingAdded, { subject: subject(kept.id), payload: { wordingId: kept.id, categoryCode } })
  return { id: kept.id }
})

const lockWording = async (tx: Tx, id: string) => {
  const row = await tx.db.selectFrom('classification.wording').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

const decide = async (tx: Tx, id: string, set: { state: 'accepted' | 'declined'; category_code?: string }) => {
  await tx.db.updateTable('classification.wording').set({ ...set, decided_by: tx.actor.id, decided_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

export const acceptWording = command('classification.acceptWording', async (tx, input: z.output<typeof contract.acceptWording.input>) => {
  const wording = await lockWording(tx, input.id)
  const refusal = whyNotDecide(wording.state, 'accepted')
  if (refusal) throw new Problem(refusal)
  const categoryCode = input.categoryCode ?? wording.category_code
  await refuseUnfit(tx, wording.phrase, categoryCode)
  await decide(tx, wording.id, { state: 'accepted', category_code: categoryCode }).catch(asKnown)
  await tx.record(WordingAccepted, { subject: subject(wording.id), payload: { wordingId: wording.id, categoryCode } })
  return { done: true as const }
})

export const declineWording = command('classification.declineWording', async (tx, { id }: { id: string }) => {
  const wording = await lockWording(tx, id)
  const refusal = whyNotDecide(wording.state, 'declined')
  if (refusal) throw new Problem(refusal)
  await decide(tx, id, { state: 'declined' })
  await tx.record(WordingDeclined, { subject: subject(id), payload: { wordingId: id, categoryCode: wording.category_code } })
  return { done: true as const }
})
