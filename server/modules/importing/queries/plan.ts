import { LOCALES } from '#contract/common.ts'
import type { Mapping, Target } from '#contract/importing.ts'
import { Channel, YES_NO } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { words } from '#kernel/i18n.ts'
import type { Instant } from '#kernel/time.ts'
import { callWindowHours, unitsByLine } from '#modules/call-back/queries.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { type CallKind, type Known, meanings } from '../rules/known.ts'
import { partsFor } from '../rules/parts.ts'
import type { CallPlan, Plan } from '../rules/row.ts'

const channelNames = Object.fromEntries(Channel.options.map((channel) => [channel, LOCALES.flatMap((locale) => words(locale, ['terms', 'channel', channel]) ?? [])]))

/** Ours, and what the firm calls them. */
const channelNamesHere = () => Object.fromEntries(Channel.options.map((channel) => [channel, [...new Set([...channelNames[channel] ?? [], ...LOCALES.flatMap((locale) => words(locale, ['terms', 'channel', channel]) ?? [])])]]))

/** By their name with us, and by what other systems write. */
const answerNames = YES_NO.flatMap((answer) => LOCALES.flatMap((locale) => [words(locale, ['terms', 'yesNo', answer]) ?? '', ...(words(locale, ['importing', 'answers', answer]) ?? '').split('|')]).map((name) => [name, answer] as const))

/** By their name with us, and by what telephone systems call them. */
const callNamesOf = (kind: CallKind) => LOCALES.flatMap((locale) => [words(locale, ['terms', 'callKind', kind]) ?? '', ...(words(locale, ['importing', 'callKinds', kind]) ?? '').split('|')])
const callNames = { missed: callNamesOf('missed'), answered: callNamesOf('answered') }

const callPlan = async (read: Reader, organizationId: string): Promise<CallPlan> => {
  const { unitOf, head } = await unitsByLine(read, organizationId)
  return { unitOf, otherwise: head, windowHours: await callWindowHours(read, organizationId) }
}

/** Everything that rows are understood by, as it stands now: units, the pack's categories, classes and fields, and what somebody told. */
export const planOf = async (read: Reader, who: Actor, batch: { readonly target: string; readonly mapping: unknown; readonly headers: readonly string[] }, now: Instant): Promise<Plan> => {
  const { body } = await currentPack(read, who.organizationId)
  const units = await read.selectFrom('identity.unit').select(['id', 'code', 'name', 'time_zone']).where('organization_id', '=', who.organizationId).where('retired_at', 'is', null).execute()
  const { time_zone } = await read.selectFrom('identity.organization').select('time_zone').where('organization_id', '=', who.organizationId).executeTakeFirstOrThrow()
  const mapping = batch.mapping as Mapping
  const known: Known = { units, categories: body.categories, classes: body.classes, fields: body.fields, channelNames: channelNamesHere(), callNames, answerNames }
  return {
    mapping, parts: partsFor(batch.target as Target, body.fields), fields: batch.target === 'complaints' ? body.fields : [], width: batch.headers.length, zones: new Map(units.map((u) => [u.id, u.time_zone])), reach: who.units, headquartersZone: time_zone, now, calls: await callPlan(read, who.organizationId),
    meaning: meanings(known, mapping.values),
  }
}
