import type { z } from 'zod'
import { type CanText, type LinkWay, cannotMail, cannotSend, cannotText, noTemplate, nobodyToWrite, nothingFailed } from '#contract/campaign.ts'
import type * as contract from '#contract/campaign.ts'
import type { Refusal } from '#contract/endpoint.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { newCode, newId, sha256 } from '#kernel/id.ts'
import { insertRows } from '#kernel/insert.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { noteMail } from '#modules/notification/commands.ts'
import type { LinkSent } from '#modules/notification/commands/link-mail.ts'
import { OpinionLinkGoing, OpinionLinksAsked } from '../events.ts'
import { type PersonRow, campaignSubject, changePerson, lockCampaign, ofPerson, personSubject } from '../lock.ts'
import { mayGo, mayWrite } from '../peace.ts'
import { todayOf } from '../queries/today.ts'
import { type House, whyNotAsk } from '../rules.ts'

const WHY_NOT_TEXT: Record<Exclude<CanText, 'yes'>, Refusal> = { noChannel: cannotText, noTemplate }

const whyNotWay = (way: z.output<typeof contract.sendLinks.input>['way'], { canMail, canText }: House): Refusal | null => {
  if (way === 'mail') return canMail ? null : cannotMail
  if (way === 'sms') return canText === 'yes' ? null : WHY_NOT_TEXT[canText]
  return canMail || canText === 'yes' ? null : cannotSend
}

/** Who was drawn, is not asked yet in any way, and by which way each is written to: mail where there is an address, SMS otherwise. */
const toWrite = async (tx: Tx, campaignId: string, { mail, sms }: { mail: boolean; sms: boolean }) => {
  const today = await todayOf(tx.db, tx.actor.organizationId, tx.now)
  const { rows } = await sql<{ id: string; unit_id: string; way: LinkWay }>`select * from (
      select p.id, p.unit_id, case when ${mail}::boolean and coalesce(u.email, '') <> '' then 'mail' when ${sms}::boolean and u.phone_key is not null then 'sms' end as way
      from campaign.person p join customer.customer u on u.organization_id = p.organization_id and u.id = p.customer_id
      where p.organization_id = ${tx.actor.organizationId} and p.campaign_id = ${campaignId} and p.state = 'open' and p.taken_by is null and p.token_hash is null and not exists (select from campaign.link l where l.organization_id = p.organization_id and l.person_id = p.id) and ${mayWrite(today)}) as each
    where way is not null order by id`.execute(tx.db)
  return rows
}

/** Every customer who was drawn gets a link of their own, once, as soon as the hours of the campaign allow it. The campaign is locked: a second press finds nobody left. */
export const sendLinks = command('campaign.send', async (tx, { id, way, ...house }: z.output<typeof contract.sendLinks.input> & House) => {
  await lockCampaign(tx, id, whyNotAsk)
  const refusal = whyNotWay(way, house)
  if (refusal) throw new Problem(refusal, {}, 'way')
  const people = await toWrite(tx, id, { mail: way !== 'sms' && house.canMail, sms: way !== 'mail' && house.canText === 'yes' })
  if (!people.length) throw new Problem(nobodyToWrite)
  await insertRows(tx.db, { into: 'campaign.link', rows: people.map((one) => ({ organization_id: tx.actor.organizationId, id: newId(), campaign_id: id, unit_id: one.unit_id, person_id: one.id, way: one.way, asked_by: tx.actor.id, asked_at: tx.now })) })
  await tx.record(OpinionLinksAsked, { subject: campaignSubject(id), payload: { campaignId: id, count: people.length, again: false } })
  return { id }
})

/** The ways by which something failed for somebody who can still answer. */
const failedWays = async (tx: Tx, campaignId: string): Promise<LinkWay[]> => (await sql<{ way: LinkWay }>`select distinct l.way from campaign.link l join campaign.person p on p.organization_id = l.organization_id and p.id = l.person_id
  where l.organization_id = ${tx.actor.organizationId} and l.campaign_id = ${campaignId} and l.state = 'failed' and p.state = 'open' order by 1`.execute(tx.db)).rows.map(({ way }) => way)

/** What did not arrive goes once more, by the same way, as something new. */
export const retryLinks = command('campaign.send', async (tx, { id, ...house }: z.output<typeof contract.retryLinks.input> & House) => {
  await lockCampaign(tx, id, whyNotAsk)
  const ways = await failedWays(tx, id)
  if (!ways.length) throw new Problem(nothingFailed)
  const open = ways.filter((way) => !whyNotWay(way, house))
  const refusal = open.length ? null : whyNotWay(ways[0] ?? 'best', house)
  if (refusal) throw new Problem(refusal)
  const { rows } = await sql`update campaign.link l set id = gen_random_uuid(), state = 'waiting', problem = null, token = null, asked_by = ${tx.actor.id}, asked_at = ${tx.now}, at = null
    from campaign.person p where l.organization_id = ${tx.actor.organizationId} and l.campaign_id = ${id} and l.state = 'failed' and l.way = any (${open}::text[]) and p.organization_id = l.organization_id and p.id = l.person_id and p.state = 'open' returning l.id`.execute(tx.db)
  await tx.record(OpinionLinksAsked, { subject: campaignSubject(id), payload: { campaignId: id, count: rows.length, again: true } })
  return { id }
})

const setLink = (tx: Tx, id: string, values: Record<string, unknown>) => tx.db.updateTable('campaign.link').set(values).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

interface Due extends Pick<PersonRow, 'id' | 'unit_id' | 'campaign_id'> { readonly link_id: string; readonly way: LinkWay; readonly taken: boolean; readonly free: boolean }

/** Those still waiting, with their people, both held: who is called meanwhile, or has asked for peace since, gets nothing. */
const lockDue = async (tx: Tx, ids: readonly string[]) => {
  const today = await todayOf(tx.db, tx.actor.organizationId, tx.now)
  return (await sql<Due>`select l.id as link_id, l.way, p.id, p.unit_id, p.campaign_id, p.taken_by is not null as taken, (p.state = 'open' and ${mayWrite(today)}) as free
    from campaign.link l join campaign.person p on p.organization_id = l.organization_id and p.id = l.person_id join customer.customer u on u.organization_id = p.organization_id and u.id = p.customer_id
    where l.organization_id = ${tx.actor.organizationId} and l.id = any (${[...ids]}::uuid[]) and l.state = 'waiting' order by l.id for update of l, p skip locked`.execute(tx.db)).rows
}

/** Links whose hour has come go on their way, each with a code of its own. Who is being called at this moment is written to when they are free again. */
export const startLinks = command('campaign.startLinks', async (tx, { ids, ...house }: { ids: readonly string[] } & House) => {
  for (const { link_id, way, free, taken, ...person } of await lockDue(tx, ids)) {
    if (!free) {
      await setLink(tx, link_id, { state: 'stopped', at: tx.now })
      continue
    }
    if (taken) continue
    if (whyNotWay(way, house)) {
      await setLink(tx, link_id, { state: 'failed', problem: 'noChannel', at: tx.now })
      continue
    }
    const token = newCode()
    await changePerson(tx, person.id, { token_hash: sha256(token) })
    await tx.db.updateTable('campaign.link').set((eb) => ({ state: 'going', token, at: tx.now, tries: eb('tries', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', link_id).execute()
    await tx.record(OpinionLinkGoing, { subject: personSubject(person), payload: { ...ofPerson(person), linkId: link_id, linkWay: way } })
  }
})

type Became = { readonly is: 'queued' } | { readonly is: 'sent' | 'arrived' } | { readonly is: 'failed'; readonly why: string }

/** How far it came; the secret is readable nowhere any more. */
export const linkBecame = async (tx: Tx, linkId: string, became: Became): Promise<void> => {
  const state = became.is === 'queued' ? {} : { state: became.is, problem: became.is === 'failed' ? became.why : null }
  // What was stopped meanwhile stays so, whatever a gateway says of it later.
  await tx.db.updateTable('campaign.link').set({ ...state, token: null, at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', linkId).where('state', 'in', ['going', 'sent', 'arrived']).execute()
}

export const noteLinkMailed = command('campaign.noteLinkMailed', async (tx, { linkId, ...mail }: LinkSent) => {
  await linkBecame(tx, linkId, mail.undeliverable ? { is: 'failed', why: mail.undeliverable } : { is: 'sent' })
  await noteMail.run(tx, mail)
})

/** How a letter that was to go stands when its hour comes. */
const lockGoing = async (tx: Tx, linkId: string, way: LinkWay, atGateway: string | null = null) => {
  const today = await todayOf(tx.db, tx.actor.organizationId, tx.now)
  return (await sql<{ reached: boolean; still: boolean; paused: boolean }>`select c.state = 'paused' as paused, case l.way when 'mail' then coalesce(u.email, '') <> '' else u.phone_key is not null end as reached, (${mayGo(today, atGateway === null ? undefined : sql<string>`${atGateway}::text`)}) as still
    from campaign.link l join campaign.campaign c on c.organization_id = l.organization_id and c.id = l.campaign_id join campaign.person p on p.organization_id = l.organization_id and p.id = l.person_id join customer.customer u on u.organization_id = p.organization_id and u.id = p.customer_id
    where l.organization_id = ${tx.actor.organizationId} and l.id = ${linkId} and l.way = ${way} and l.state = 'going' and (l.token is null) = ${atGateway !== null} for update of l`.execute(tx.db)).rows[0]
}

/** It does not go now. While the campaign only pauses it waits, as a link of its own that goes when the campaign goes on. */
const holdBack = (tx: Tx, linkId: string, { paused }: { readonly paused: boolean }) =>
  setLink(tx, linkId, paused ? { id: newId(), state: 'waiting', problem: null, token: null, at: null } : { state: 'stopped', problem: null, token: null, at: tx.now })

/** Whether the link that was to go is to go still; where not, it says so. `atGateway`: the token of one that lies with a gateway already. */
export const stillGoes = async (tx: Tx, linkId: string, atGateway: string | null = null): Promise<boolean> => {
  const going = await lockGoing(tx, linkId, 'sms', atGateway)
  if (going && !going.still) await holdBack(tx, linkId, going)
  return going?.still ?? false
}

/** No letter was written: somebody has answered meanwhile, wants peace, the campaign is over or another link counts; or they have no address any more. */
export const leaveLink = command('campaign.leaveLink', async (tx, { linkId }: { linkId: string }) => {
  const going = await lockGoing(tx, linkId, 'mail')
  if (!going || going.still && going.reached) return
  await (going.still ? setLink(tx, linkId, { state: 'failed', problem: 'recipient', token: null, at: tx.now }) : holdBack(tx, linkId, going))
})

/** Nobody has said for days what became of them: they are not waited for any longer. */
export const giveUpLinks = command('campaign.giveUpLinks', async (tx, { ids }: { ids: readonly string[] }) => {
  await sql`update campaign.link l set state = case when p.state = 'open' then 'failed' else 'stopped' end, problem = case when p.state = 'open' then 'timeout' end, token = null, at = ${tx.now}
    from campaign.person p where l.organization_id = ${tx.actor.organizationId} and l.id = any (${[...ids]}::uuid[]) and l.state = 'going' and p.organization_id = l.organization_id and p.id = l.person_id`.execute(tx.db)
})
