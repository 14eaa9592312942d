import type { z } from 'zod'
import { type CampaignBody, nobodyAsked } from '#contract/campaign.ts'
import type * as contract from '#contract/campaign.ts'
import { unitNotYours, unitUnknown } from '#contract/complaint.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newCode, newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { CampaignBegun, CampaignChanged, CampaignEnded, CampaignMade, CampaignPaused } from '../events.ts'
import { campaignSubject, changeCampaignRow, lockCampaign } from '../lock.ts'
import { whyNotBegin, whyNotBody, whyNotChange, whyNotEnd, whyNotPause } from '../rules.ts'

const refuseUnits = async (tx: Tx, unitIds: readonly string[]) => {
  const living = new Set((await unitRows(readerOf(tx.db), tx.actor.organizationId)).filter((u) => !u.retired_at).map((u) => u.id))
  const { units } = tx.actor
  for (const [i, id] of unitIds.entries()) {
    if (!living.has(id)) throw new Problem(unitUnknown, {}, `unitIds/${i}`)
    if (units !== 'all' && !units.includes(id)) throw new Problem(unitNotYours, {}, `unitIds/${i}`)
  }
}

const valuesOf = async (tx: Tx, body: CampaignBody) => {
  const refusal = whyNotBody(body)
  if (refusal) throw new Problem(refusal, {}, refusal.type.endsWith('backwards') ? 'until' : 'questions')
  await refuseUnits(tx, body.unitIds)
  return { name: body.name, unit_ids: [...new Set(body.unitIds)], from_on: body.from, until_on: body.until, greeting: body.greeting, questions: JSON.stringify(body.questions), most_tries: body.mostTries, calls_from: body.callsFrom, calls_until: body.callsUntil }
}

/** Nobody finds a campaign by trying. */
const newCampaignCode = () => newCode().replaceAll('-', '')

export const makeCampaign = command('campaign.make', async (tx, body: z.output<typeof contract.makeCampaign.input>) => {
  const id = newId()
  await tx.db.insertInto('campaign.campaign').values({ organization_id: tx.actor.organizationId, id, ...await valuesOf(tx, body), code: body.toAnybody ? newCampaignCode() : null, made_by: tx.actor.id, made_at: tx.now }).execute()
  await tx.record(CampaignMade, { subject: campaignSubject(id), payload: { campaignId: id } })
  return { id }
})

export const changeCampaign = command('campaign.change', async (tx, { id, version, ...body }: z.output<typeof contract.changeCampaign.input>) => {
  const campaign = await lockCampaign(tx, id, (c) => whyNotChange(c, version))
  await changeCampaignRow(tx, id, { ...await valuesOf(tx, body), code: body.toAnybody ? campaign.code ?? newCampaignCode() : null })
  await tx.record(CampaignChanged, { subject: campaignSubject(id), payload: { campaignId: id } })
  return { id }
})

type Step = z.output<typeof contract.beginCampaign.input>

/** Somebody has to be asked: those who were chosen, or whoever has the link. */
export const beginCampaign = command('campaign.begin', async (tx, { id, version }: Step) => {
  const campaign = await lockCampaign(tx, id, (c, today) => whyNotBegin(c, version, today))
  const someone = campaign.code ?? await tx.db.selectFrom('campaign.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('campaign_id', '=', id).limit(1).executeTakeFirst()
  if (!someone) throw new Problem(nobodyAsked)
  await changeCampaignRow(tx, id, { state: 'running', begun_at: campaign.begun_at ?? tx.now })
  await tx.record(CampaignBegun, { subject: campaignSubject(id), payload: { campaignId: id } })
  return { id }
})

export const pauseCampaign = command('campaign.pause', async (tx, { id, version }: Step) => {
  await lockCampaign(tx, id, (c, today) => whyNotPause(c, version, today))
  await changeCampaignRow(tx, id, { state: 'paused' })
  await tx.record(CampaignPaused, { subject: campaignSubject(id), payload: { campaignId: id } })
  return { id }
})

export const endCampaign = command('campaign.end', async (tx, { id, version }: Step) => {
  await lockCampaign(tx, id, (c) => whyNotEnd(c, version))
  await changeCampaignRow(tx, id, { state: 'ended', ended_at: tx.now })
  await tx.db.updateTable('campaign.link').set({ state: 'stopped', at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('campaign_id', '=', id).where('state', '=', 'waiting').execute()
  await tx.record(CampaignEnded, { subject: campaignSubject(id), payload: { campaignId: id } })
  return { id }
})
