import type { z } from 'zod'
import { MEDIA, type Medium, type MyNotices, type personAddresses as contract } from '#contract/channel.ts'
import { notFound } from '#contract/common.ts'
import type { Reader } from '#kernel/db.ts'
import type { Actor } from '#kernel/actor.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { openChannels, reachedBy } from './reach.ts'

const mediaOf = async (read: Reader, actor: Actor, canMail: boolean, reached: { email: string; addresses: Readonly<Partial<Record<Medium, string>>>; devices: readonly string[] }): Promise<MyNotices['media']> => {
  const open = new Set((await openChannels(read, actor.organizationId)).map((one) => one.medium))
  const there: Readonly<Record<Medium, boolean>> = { mail: canMail, sms: open.has('sms'), wecom: open.has('wecom'), dingtalk: open.has('dingtalk'), feishu: open.has('feishu'), push: true }
  return MEDIA.map((medium) => {
    const address = medium === 'mail' ? reached.email : reached.addresses[medium] ?? null
    const reachable = medium === 'push' ? reached.devices.length > 0 : address !== null
    return { medium, address, whyNot: !there[medium] ? 'noChannel' as const : reachable ? null : 'noAddress' as const }
  })
}

/** How the reader is told, and could be. `publicKey`: what the browser asks its maker with. */
export const myNotices = (canMail: boolean, publicKey: () => Promise<string>) => query('notification.read', async (read, actor, _input: object): Promise<MyNotices> => {
  const [reached] = actor.id ? await reachedBy(read, actor.organizationId, [actor.id]) : []
  if (!reached) throw new Problem(notFound)
  const kept = await read.selectFrom('channel.preference').select('time_zone').where('organization_id', '=', actor.organizationId).where('person_id', '=', reached.personId).executeTakeFirst()
  const devices = await read.selectFrom('channel.device').selectAll().where('organization_id', '=', actor.organizationId).where('person_id', '=', reached.personId).orderBy('id').execute()
  const { quiet, digest, digestAt, timeZone } = reached.habits
  return {
    choices: Object.fromEntries(Object.entries(reached.choices).map(([kind, { media }]) => [kind, [...media]])),
    origins: Object.fromEntries(Object.entries(reached.choices).map(([kind, { by, otherwise }]) => [kind, { by, otherwise: { by: otherwise.by, media: [...otherwise.media] } }])), quiet: quiet && { ...quiet }, digest, digestAt, timeZone, ownTimeZone: kept?.time_zone ?? null,
    media: await mediaOf(read, actor, canMail, reached), devices: devices.map((d) => ({ id: d.id, name: d.name, madeAt: iso(d.made_at), reachedAt: isoOrNull(d.reached_at) })), pushKey: await publicKey(),
  }
})

/** Where a colleague is reached, for who looks after people. */
export const personAddresses = query('channel.readAddresses', async (read, actor, { id }: z.output<typeof contract.input>) => {
  const rows = await read.selectFrom('channel.address').select(['medium', 'address']).where('organization_id', '=', actor.organizationId).where('person_id', '=', id).orderBy('medium').execute()
  return { items: rows.map((r) => ({ medium: r.medium as Medium, address: r.address })), next: null }
}, ({ id }) => ({ type: 'person', id, unitId: null }))
