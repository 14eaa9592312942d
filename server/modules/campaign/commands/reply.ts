import type { z } from 'zod'
import { type Answers, type Question, answeredAlready, complaintAlready, opinionOver } from '#contract/campaign.ts'
import type * as contract from '#contract/campaign.ts'
import { type Locale, notFound } from '#contract/common.ts'
import { unitUnknown } from '#contract/complaint.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { suggest } from '#modules/feedback/commands.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { register } from '#modules/intake/commands.ts'
import { OpinionRegistered, OpinionTold } from '../events.ts'
import { type CampaignRow, type PersonRow, asking, campaignSubject, lockCall, lockPerson, personSubject } from '../lock.ts'
import { whyNotAnswers } from '../rules.ts'
import { end } from './call.ts'

interface Told { readonly answers: Answers; readonly improvement: string | null; readonly improvingUnitId?: string | undefined; readonly way: 'phone' | 'link'; readonly unitId: string; readonly aside?: boolean; readonly locale?: Locale }

const customerOf = (tx: Tx, person: PersonRow | null) => (person ? tx.db.selectFrom('customer.customer').select(['name', 'phone', 'email']).where('organization_id', '=', tx.actor.organizationId).where('id', '=', person.customer_id).executeTakeFirst() : undefined)

/** What is to be improved reaches the unit that can, at once: a suggestion like any other. */
const toUnit = async (tx: Tx, person: PersonRow | null, { improvement, improvingUnitId, unitId, way, locale }: Told): Promise<string | null> => {
  if (!improvement) return null
  const who = await customerOf(tx, person)
  const { id } = await suggest(tx, {
    text: improvement, unitId, channel: way === 'phone' ? 'phone' : 'web', name: who?.name ?? null, phone: who?.phone ?? null, email: who?.email ?? null, ...(improvingUnitId && { improvingUnitId }), ...(locale && { locale }),
  })
  return id
}

const keep = async (tx: Tx, campaign: CampaignRow, person: PersonRow | null, told: Told): Promise<{ id: string }> => {
  const refusal = whyNotAnswers(campaign.questions as Question[], told.answers, told.improvement)
  if (refusal) throw new Problem(refusal, {}, 'answers')
  const id = newId()
  const feedbackId = told.aside ? null : await toUnit(tx, person, told)
  await tx.db.insertInto('campaign.reply').values({
    organization_id: tx.actor.organizationId, id, campaign_id: campaign.id, unit_id: told.unitId, person_id: person?.id ?? null, way: told.way, answers: JSON.stringify(told.answers), improvement: told.improvement, feedback_id: feedbackId, aside: told.aside ?? false, by_id: tx.actor.id, at: tx.now,
  }).execute()
  await tx.record(OpinionTold, { subject: person ? personSubject(person) : { ...campaignSubject(campaign.id), unitId: told.unitId }, payload: { campaignId: campaign.id, replyId: id, personId: person?.id ?? null, feedbackId } })
  return { id }
}

/** What was answered on the telephone. */
export const noteReply = command('campaign.note', async (tx, { answers, improvement, improvingUnitId, ...input }: z.output<typeof contract.noteReply.input>) => {
  const { person, campaign } = await lockCall(tx, input)
  const improving = improvingUnitId ? await findUnit(readerOf(tx.db), tx.actor.organizationId, improvingUnitId) : null
  if (improvingUnitId && (!improving || improving.retired_at)) throw new Problem(unitUnknown, {}, 'improvingUnitId')
  const reply = await keep(tx, campaign, person, { answers, improvement: improvement || null, improvingUnitId, way: 'phone', unitId: person.unit_id })
  await end(tx, person, 'answered')
  return reply
})

/** What a link leads to: a person who was chosen, or everybody. */
export interface Opened { readonly campaignId: string; readonly personId: string | null }
interface Opinion extends Opened { readonly answers: Answers; readonly improvement: string | null; readonly unitId: string | null; readonly aside: boolean; readonly locale: Locale }

/** What a customer answers by themselves; a link of one's own once. */
export const tellOpinion = command('portal.opine', async (tx, { campaignId, personId, unitId, ...told }: Opinion) => {
  const campaign = await asking(tx, campaignId).catch((error: unknown) => { throw error instanceof Problem ? new Problem(opinionOver) : error })
  const person = personId ? await lockPerson(tx, personId) : null
  if (person && person.state !== 'open') throw new Problem(answeredAlready)
  const at = person?.unit_id ?? campaign.unit_ids.find((id) => id === unitId) ?? campaign.unit_ids[0] ?? ''
  await keep(tx, campaign, person, { ...told, way: 'link', unitId: at, aside: told.aside && !person })
  if (person) await end(tx, person, 'answeredByLink')
  return { done: true as const }
})

/** Somebody is not satisfied, and something is done about it. */
export const registerReply = command('campaign.register', async (tx, { id, complaint }: z.output<typeof contract.registerReply.input>) => {
  const reply = await tx.db.selectFrom('campaign.reply').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!reply) throw new Problem(notFound)
  if (reply.complaint_id) throw new Problem(complaintAlready)
  const made = await register.run(tx, complaint)
  await tx.db.updateTable('campaign.reply').set({ complaint_id: made.id }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(OpinionRegistered, { subject: { type: 'complaint', id: made.id, unitId: complaint.unitId, confidential: complaint.confidential ?? false }, payload: { campaignId: reply.campaign_id, replyId: id, complaintId: made.id, number: made.number } })
  return made
})
