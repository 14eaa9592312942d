import type { z } from 'zod'
import { notFound, staleVersion } from '#contract/common.ts'
import type * as contract from '#contract/comment-card.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newCode, newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { CardChanged, CardMade, CardRestored, CardRetired, CardUsed } from './events.ts'
import { printedCode, whyNotHere, whyNotUse } from './rules.ts'

const refuseElsewhere = (tx: Tx, unitId: string) => {
  const refusal = whyNotHere(tx.actor.units, unitId)
  if (refusal) throw new Problem(refusal, {}, 'unitId')
}

/** A living unit in the actor's sight. */
const refuseUnit = async (tx: Tx, unitId: string) => {
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, unitId)
  if (!unit || unit.retired_at) throw new Problem(notFound, {}, 'unitId')
  refuseElsewhere(tx, unitId)
}

const lockCard = async (tx: Tx, id: string) => {
  const card = await tx.db.selectFrom('comment_card.card').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!card) throw new Problem(notFound)
  refuseElsewhere(tx, card.unit_id)
  return card
}

const change = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('comment_card.card').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

const valuesOf = ({ unitId, title, counter, product, lot, campaign, greeting }: contract.CardFields) => ({
  unit_id: unitId, title, counter: counter || null, product: product || null, lot: lot || null, campaign: campaign || null,
  greeting: greeting && Object.values(greeting).some((words) => words) ? JSON.stringify(greeting) : null,
})

const fact = (card: { id: string; code: string; unit_id: string }) => ({ subject: { type: 'card', id: card.id, unitId: card.unit_id }, payload: { cardId: card.id, code: printedCode(card.code), unitId: card.unit_id } })

/** Forty random bits: nobody finds a card by trying, and it is short enough to type. */
const newCardCode = () => newCode().replaceAll('-', '').slice(0, 8)

export const makeCard = command('comment-card.make', async (tx, input: contract.CardFields) => {
  await refuseUnit(tx, input.unitId)
  const card = { id: newId(), code: newCardCode(), unit_id: input.unitId }
  await tx.db.insertInto('comment_card.card').values({ organization_id: tx.actor.organizationId, ...valuesOf(input), ...card, made_by: tx.actor.id, made_at: tx.now }).execute()
  await tx.record(CardMade, fact(card))
  return { id: card.id, code: printedCode(card.code) }
})

export const changeCard = command('comment-card.change', async (tx, { id, version, ...input }: z.output<typeof contract.changeCard.input>) => {
  const card = await lockCard(tx, id)
  const refusal = whyNotUse(card) ?? (card.version === version ? null : staleVersion)
  if (refusal) throw new Problem(refusal)
  await refuseUnit(tx, input.unitId)
  await change(tx, id, valuesOf(input))
  await tx.record(CardChanged, fact({ ...card, unit_id: input.unitId }))
  return { done: true as const }
})

/** What hangs in the shop still opens the portal; it only says that the card is out of use. */
export const retireCard = command('comment-card.retire', async (tx, { id }: { id: string }) => {
  const card = await lockCard(tx, id)
  if (card.retired_at) return { done: true as const }
  await change(tx, id, { retired_at: tx.now })
  await tx.record(CardRetired, fact(card))
  return { done: true as const }
})

export const restoreCard = command('comment-card.restore', async (tx, { id }: { id: string }) => {
  const card = await lockCard(tx, id)
  if (!card.retired_at) return { done: true as const }
  await refuseUnit(tx, card.unit_id)
  await change(tx, id, { retired_at: null })
  await tx.record(CardRestored, fact(card))
  return { done: true as const }
})

type Counted = 'opened' | 'complaints' | 'feedback'

/** Counts one more use; taken last in a transaction, so that many at one counter wait shortest for each other. */
const countUse = (tx: Tx, cardId: string, what: Counted) => tx.db.updateTable('comment_card.card').set((eb) => ({ [what]: eb(what, '+', 1), last_used_at: tx.now }))
  .where('organization_id', '=', tx.actor.organizationId).where('id', '=', cardId).execute()

/** Somebody looks at the form behind the card. */
export const openCard = command('portal.openCard', async (tx, { cardId }: { cardId: string }) => {
  await countUse(tx, cardId, 'opened')
  return { done: true as const }
})

export const noteFeedback = (tx: Tx, cardId: string) => countUse(tx, cardId, 'feedback')

/** A complaint came in through the card. */
export const noteComplaint = async (tx: Tx, card: { readonly id: string; readonly code: string }, complaint: { readonly id: string; readonly unitId: string }): Promise<void> => {
  await tx.record(CardUsed, { subject: { type: 'complaint', id: complaint.id, unitId: complaint.unitId }, payload: { cardId: card.id, code: printedCode(card.code), complaintId: complaint.id } })
  await countUse(tx, card.id, 'complaints')
}
