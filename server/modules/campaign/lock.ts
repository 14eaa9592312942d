import { notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { todayOf } from './queries/today.ts'
import { whyNotAsk, whyNotCall } from './rules.ts'

const findCampaign = (tx: Tx, id: string) => tx.db.selectFrom('campaign.campaign').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type CampaignRow = NonNullable<Awaited<ReturnType<ReturnType<typeof findCampaign>['executeTakeFirst']>>>
const findPerson = (tx: Tx, id: string) => tx.db.selectFrom('campaign.person').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
export type PersonRow = NonNullable<Awaited<ReturnType<ReturnType<typeof findPerson>['executeTakeFirst']>>>

const orRefuse = (refusal: Refusal | null) => { if (refusal) throw new Problem(refusal) }

export const lockCampaign = async (tx: Tx, id: string, whyNot: (campaign: CampaignRow, today: string) => Refusal | null): Promise<CampaignRow> => {
  const row = await findCampaign(tx, id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  orRefuse(whyNot(row, await todayOf(tx.db, tx.actor.organizationId, tx.now)))
  return row
}

/** A campaign that asks now. Not locked: many ask at once. */
export const asking = async (tx: Tx, id: string): Promise<CampaignRow> => {
  const row = await findCampaign(tx, id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  orRefuse(whyNotAsk(row, await todayOf(tx.db, tx.actor.organizationId, tx.now)))
  return row
}

/** Somebody to be called, nobody else's, of a campaign that asks now. */
export const lockCall = async (tx: Tx, { id, version }: { readonly id: string; readonly version: number }): Promise<{ person: PersonRow; campaign: CampaignRow }> => {
  const person = await lockPerson(tx, id)
  orRefuse(whyNotCall(person, tx.actor.id, version))
  return { person, campaign: await asking(tx, person.campaign_id) }
}

export const lockPerson = async (tx: Tx, id: string): Promise<PersonRow> => {
  const person = await findPerson(tx, id).forUpdate().executeTakeFirst()
  if (!person) throw new Problem(notFound)
  return person
}

export const changeCampaignRow = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('campaign.campaign').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
export const changePerson = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('campaign.person').set((eb) => ({ ...set, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

export const campaignSubject = (id: string) => ({ type: 'campaign', id, unitId: null })
export const personSubject = (person: { readonly id: string; readonly unit_id: string }) => ({ type: 'opinionCall', id: person.id, unitId: person.unit_id })
export const ofPerson = (person: { readonly id: string; readonly campaign_id: string }) => ({ campaignId: person.campaign_id, personId: person.id })
