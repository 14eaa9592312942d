import type { z } from 'zod'
import type { addPhrase as contract } from '#contract/knowledge.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { PhraseAdded } from './events.ts'

/** A phrase of one's own, shared with the organisation. */
export const addPhrase = command('knowledge.addPhrase', async (tx, input: z.output<typeof contract.input>) => {
  const id = newId()
  await tx.db.insertInto('knowledge.phrase').values({ organization_id: tx.actor.organizationId, id, person_id: tx.actor.id ?? tx.actor.organizationId, situation: input.situation, temperament: input.temperament ?? null, body: input.text, at: tx.now }).execute()
  await tx.record(PhraseAdded, { subject: { type: 'phrase', id, unitId: null }, payload: { phraseId: id, situation: input.situation } })
  return { id }
})

export const markFavourite = command('knowledge.markFavourite', async (tx, { phraseId, favourite }: { phraseId: string; favourite: boolean }) => {
  const row = { organization_id: tx.actor.organizationId, person_id: tx.actor.id ?? tx.actor.organizationId, phrase_id: phraseId }
  if (favourite) await tx.db.insertInto('knowledge.favourite').values(row).onConflict((c) => c.doNothing()).execute()
  else await tx.db.deleteFrom('knowledge.favourite').where('organization_id', '=', row.organization_id).where('person_id', '=', row.person_id).where('phrase_id', '=', phraseId).execute()
  return { done: true as const }
})
