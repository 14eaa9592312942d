import type { z } from 'zod'
import { nobodyLeft, notTaken, quietHours, taken } from '#contract/campaign.ts'
import type * as contract from '#contract/campaign.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newCode, newId, sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { nextTry } from '#kernel/ringing.ts'
import type { Tx } from '#kernel/tx.ts'
import { findUnit, unitRows } from '#modules/identity/queries/units.ts'
import { OpinionCallReleased, OpinionCallTaken, OpinionDeclined, OpinionLinkMade, OpinionTried, OpinionUnreachable } from '../events.ts'
import { type CampaignRow, type PersonRow, asking, changePerson, lockCall, lockPerson, ofPerson, personSubject } from '../lock.ts'
import { FIRST_WAIT_MINUTES, mayRing, whyNotCall, whyNotRing } from '../rules.ts'
import { leaveAlone } from './undisturbed.ts'

const take = async (tx: Tx, person: Pick<PersonRow, 'id' | 'unit_id' | 'campaign_id' | 'taken_by'>) => {
  if (person.taken_by === tx.actor.id) return
  await changePerson(tx, person.id, { taken_by: tx.actor.id, taken_at: tx.now })
  await tx.record(OpinionCallTaken, { subject: personSubject(person), payload: ofPerson(person) })
}

export const end = async (tx: Tx, person: PersonRow, result: contract.OpinionResult, note: string | null = null) => {
  await changePerson(tx, person.id, { state: 'done', result, note, next_at: null, ended_at: tx.now, ended_by: tx.actor.id })
}

/** Units of the campaign at which customers may be called at this time of day. */
const awake = async (tx: Tx, campaign: CampaignRow): Promise<string[]> => (await unitRows(readerOf(tx.db), tx.actor.organizationId)).filter((unit) => campaign.unit_ids.includes(unit.id) && mayRing(campaign, unit.time_zone, tx.now)).map((unit) => unit.id)

/** The first that nobody else has: two who ask at once pass each other by. */
const firstFree = async (tx: Tx, campaign: CampaignRow, unitIds: readonly string[]) => {
  const { rows: [found] } = await sql<Pick<PersonRow, 'id' | 'unit_id' | 'campaign_id' | 'taken_by'>>`select p.id, p.unit_id, p.campaign_id, p.taken_by from campaign.person p
    where p.organization_id = ${tx.actor.organizationId} and p.campaign_id = ${campaign.id} and p.state = 'open' and p.unit_id = any (${[...unitIds]}::uuid[]) and (p.taken_by is null or p.taken_by = ${tx.actor.id}) and (p.next_at is null or p.next_at <= ${tx.now})
      and not exists (select from campaign.undisturbed d where d.organization_id = p.organization_id and d.customer_id = p.customer_id)
    order by (p.taken_by is null), p.tries desc, p.id limit 1 for update of p skip locked`.execute(tx.db)
  return found
}

/** Whoever is to be called next. */
export const nextCall = command('campaign.take', async (tx, { id }: z.output<typeof contract.nextCall.input>) => {
  const campaign = await asking(tx, id)
  const units = await awake(tx, campaign)
  if (!units.length) throw new Problem(quietHours, { from: campaign.calls_from, until: campaign.calls_until })
  const person = await firstFree(tx, campaign, units)
  if (!person) throw new Problem(nobodyLeft)
  await take(tx, person)
  return { id: person.id }
})

export const takeCall = command('campaign.take', async (tx, input: z.output<typeof contract.takeCall.input>) => {
  const { person, campaign } = await lockCall(tx, input)
  const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, person.unit_id)
  const refusal = whyNotRing(campaign, unit?.time_zone ?? 'UTC', tx.now)
  if (refusal) throw new Problem(refusal, { from: campaign.calls_from, until: campaign.calls_until })
  await take(tx, person)
  return { id: person.id }
})

/** Back to everybody: by who took it, or by who leads the work when they are away. */
export const releaseCall = command('campaign.take', async (tx, { id, version }: z.output<typeof contract.releaseCall.input>) => {
  const person = await lockPerson(tx, id)
  const refusal = whyNotCall({ ...person, taken_by: null }, tx.actor.id, version)
  if (refusal) throw new Problem(refusal)
  if (!person.taken_by) throw new Problem(notTaken)
  if (person.taken_by !== tx.actor.id && !tx.actor.may('campaign.release')) throw new Problem(taken)
  await changePerson(tx, id, { taken_by: null, taken_at: null })
  await tx.record(OpinionCallReleased, { subject: personSubject(person), payload: ofPerson(person) })
  return { id }
})

/** Nobody answered. Whoever tried is free again: the next try may be another's. */
export const tryCall = command('campaign.try', async (tx, { note, ...input }: z.output<typeof contract.tryCall.input>) => {
  const { person, campaign } = await lockCall(tx, input)
  await tx.db.insertInto('campaign.try').values({ organization_id: tx.actor.organizationId, id: newId(), person_id: person.id, unit_id: person.unit_id, by_id: tx.actor.id, at: tx.now, note: note || null }).execute()
  await tx.record(OpinionTried, { subject: personSubject(person), payload: { ...ofPerson(person), tries: person.tries + 1 }, reason: note || undefined })
  const next = nextTry({ tries: person.tries, most: campaign.most_tries, waitMinutes: FIRST_WAIT_MINUTES }, tx.now)
  await changePerson(tx, person.id, { tries: person.tries + 1, next_at: next, taken_by: null, taken_at: null })
  if (next) return { id: person.id }
  await end(tx, person, 'unreachable', note || null)
  await tx.record(OpinionUnreachable, { subject: personSubject(person), payload: ofPerson(person) })
  return { id: person.id }
})

/** They say nothing now, or do not want to be called ever again. */
export const declineCall = command('campaign.note', async (tx, { never, note, ...input }: z.output<typeof contract.declineCall.input>) => {
  const { person } = await lockCall(tx, input)
  await end(tx, person, 'declined', note || null)
  await tx.record(OpinionDeclined, { subject: personSubject(person), payload: ofPerson(person), reason: note || undefined })
  if (never) await leaveAlone(tx, person.customer_id)
  return { id: person.id }
})

/** @returns the code of the link; what was given before opens nothing any more. */
export const makeLink = command('campaign.note', async (tx, input: z.output<typeof contract.makeLink.input>) => {
  const { person } = await lockCall(tx, input)
  const code = newCode()
  await changePerson(tx, person.id, { token_hash: sha256(code) })
  await tx.record(OpinionLinkMade, { subject: personSubject(person), payload: ofPerson(person) })
  return { code }
})
