import { type Choices, type ChannelKind, FIELDS, type Medium, type NoticeClass, type Template } from '#contract/channel.ts'
import type { Locale } from '#contract/common.ts'
import { allows } from '#kernel/actor.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { groupBy } from '#kernel/group.ts'
import { roleBook } from '#modules/identity/queries/units.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type Chosen, type Standing, choicesOf } from '../rules/choices.ts'
import type { Habits } from '../rules/when.ts'

export interface Reached {
  readonly personId: string; readonly name: string; readonly email: string; readonly locale: Locale; /** Where they work. */ readonly unitId: string | null; readonly habits: Habits; readonly choices: Readonly<Record<NoticeClass, Chosen>>
  readonly addresses: Readonly<Partial<Record<Medium, string>>>; readonly devices: readonly string[]
}

export const QUIET = { from: '22:00', until: '08:00' } as const
export const DIGEST_AT = '08:30'

/** Who may take over cases leads them. */
const standings = async (read: Reader, organizationId: string): Promise<(positionCodes: readonly string[]) => Standing> => {
  const { roles, positions } = await roleBook(read, organizationId)
  const leading = new Set(roles.filter((role) => allows(role.permissions)('routing.takeOver')).map((role) => role.code))
  return (codes) => {
    const held = positions.filter((p) => codes.includes(p.code)).map((p) => p.role)
    return { roles: held, leads: held.some((role) => leading.has(role)) }
  }
}

interface Kept { readonly choices: unknown; readonly quiet_from: string | null; readonly quiet_until: string | null; readonly time_zone: string | null; readonly digest: string; readonly digest_at: string }

/** Quiet at night is what holds until somebody chooses otherwise. */
export const habitsOf = (kept: Kept | undefined, zone: string): Habits => ({
  quiet: kept ? kept.quiet_from && kept.quiet_until ? { from: kept.quiet_from, until: kept.quiet_until } : null : QUIET,
  digest: (kept?.digest ?? 'off') as Habits['digest'], digestAt: kept?.digest_at ?? DIGEST_AT, timeZone: kept?.time_zone ?? zone,
})

/** How these people are reached, and how they want to be. The zone is that of the unit they work in. */
export const reachedBy = async (read: Reader, organizationId: string, personIds: readonly string[]): Promise<readonly Reached[]> => {
  if (!personIds.length) return []
  const among = sql<boolean>`person_id = any (${[...personIds]}::uuid[])`

  const people = await read.selectFrom('identity.person as p').innerJoin('identity.organization as o', 'o.organization_id', 'p.organization_id').select(['p.id', 'p.name', 'p.email', 'p.locale', 'o.time_zone']).where('p.organization_id', '=', organizationId).where('p.id', 'in', [...personIds]).where('p.retired_at', 'is', null).execute()
  const held = groupBy(await read.selectFrom('identity.holding as h').innerJoin('identity.position as o', (j) => j.onRef('o.organization_id', '=', 'h.organization_id').onRef('o.id', '=', 'h.position_id')).innerJoin('identity.unit as u', (j) => j.onRef('u.organization_id', '=', 'o.organization_id').onRef('u.id', '=', 'o.unit_id'))
    .select(['h.person_id', 'o.code', 'u.id as unit_id', 'u.time_zone']).where('h.organization_id', '=', organizationId).where('h.until', 'is', null).where(sql<boolean>`h.person_id = any (${[...personIds]}::uuid[])`).orderBy('h.since').execute(), (row) => row.person_id)
  const kept = new Map((await read.selectFrom('channel.preference').selectAll().where('organization_id', '=', organizationId).where(among).execute()).map((row) => [row.person_id, row]))
  const addresses = groupBy(await read.selectFrom('channel.address').select(['person_id', 'medium', 'address']).where('organization_id', '=', organizationId).where(among).execute(), (row) => row.person_id)
  const devices = groupBy(await read.selectFrom('channel.device').select(['person_id', 'id']).where('organization_id', '=', organizationId).where(among).execute(), (row) => row.person_id)
  const standing = await standings(read, organizationId)
  const { body: { notices } } = await currentPack(read, organizationId)
  return people.map((p) => ({
    personId: p.id, name: p.name, email: p.email, locale: p.locale as Locale, unitId: held.get(p.id)?.[0]?.unit_id ?? null, habits: habitsOf(kept.get(p.id), held.get(p.id)?.[0]?.time_zone ?? p.time_zone),
    choices: choicesOf((kept.get(p.id)?.choices ?? {}) as Choices, standing((held.get(p.id) ?? []).map((h) => h.code)), notices),
    addresses: Object.fromEntries((addresses.get(p.id) ?? []).map((a) => [a.medium, a.address])), devices: (devices.get(p.id) ?? []).map((d) => d.id),
  }))
}

export interface Open { readonly id: string; readonly kind: ChannelKind; readonly medium: Medium | 'robot'; readonly templates: readonly Template[]; readonly unitId: string | null; readonly news: readonly string[]; readonly locale: Locale }

/** The channels of an organisation, oldest first. One that is paused is still a way: what is to go through it waits. */
export const openChannels = async (read: Reader, organizationId: string): Promise<readonly Open[]> => {
  const rows = await read.selectFrom('channel.channel').select(['id', 'kind', 'templates', 'unit_id', 'news', 'locale']).where('organization_id', '=', organizationId).where('removed_at', 'is', null).orderBy('id').execute()
  return rows.map((r) => ({ id: r.id, kind: r.kind as ChannelKind, medium: FIELDS[r.kind as ChannelKind].medium, templates: r.templates as Template[], unitId: r.unit_id, news: r.news, locale: r.locale as Locale }))
}
