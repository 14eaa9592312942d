import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/channel.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { ChannelChanged, ChannelCreated } from '../events.ts'
import { faultIn, faultInTemplates, robotKey, settingsOf } from '../rules/fields.ts'
import { lockChannel, subjectOf } from './lock.ts'

type Fields = Omit<z.output<typeof contract.NewChannel>, 'kind'>
type Secrets = Record<string, string>

const MOST = 50

/** What is left empty is what was kept. A robot's address is kept as the key in it: where it is sent to is for the installation to say, not for who types it. */
const secretsOf = (kind: contract.ChannelKind, given: Secrets, kept: Secrets): Secrets => Object.fromEntries(contract.FIELDS[kind].secret.flatMap((name) => {
  const typed = given[name]?.trim()
  if (!typed) return kept[name] ? [[name, kept[name]]] : []
  const value = name === 'address' ? robotKey(typed) : typed
  if (!value) throw new Problem(contract.robotAddress, {}, 'secrets/address')
  return [[name, value]]
}))

const columnsOf = async (tx: Tx, kind: contract.ChannelKind, fields: Fields, kept: Secrets) => {
  const fault = faultIn(kind, fields, kept) ?? faultInTemplates(kind, fields.templates)
  if (fault) throw new Problem(contract.fieldMissing, {}, fault)
  if (fields.unitId) {
    const unit = await findUnit(readerOf(tx.db), tx.actor.organizationId, fields.unitId)
    if (!unit || unit.retired_at) throw new Problem(notFound, {}, 'unitId')
  }
  const summary = fields.news.includes('summary')
  return {
    name: fields.name, settings: JSON.stringify(settingsOf(kind, fields.settings)), secrets: JSON.stringify(secretsOf(kind, fields.secrets, kept)), templates: JSON.stringify(contract.FIELDS[kind].medium === 'sms' ? fields.templates : []),
    unit_id: fields.unitId, news: [...new Set(fields.news)], summary_at: summary ? fields.summaryAt ?? '09:00' : null, locale: fields.locale,
  }
}

export const createChannel = command('channel.create', async (tx, { kind, ...fields }: z.output<typeof contract.NewChannel>) => {
  if (!tx.actor.id) throw new Problem(notFound)
  const columns = await columnsOf(tx, kind, fields, {})
  const { n } = await tx.db.selectFrom('channel.channel').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', tx.actor.organizationId).where('removed_at', 'is', null).executeTakeFirstOrThrow()
  if (n >= MOST) throw new Problem(contract.tooManyChannels, { most: MOST })
  const id = newId()
  await tx.db.insertInto('channel.channel').values({ organization_id: tx.actor.organizationId, id, kind, ...columns, made_by: tx.actor.id, made_at: tx.now }).execute()
  await tx.record(ChannelCreated, { subject: subjectOf(tx), payload: { channelId: id, channelKind: kind } })
  return { id }
})

/** What failed before has a new chance: the token is fetched anew, the trouble forgotten. */
export const changeChannel = command('channel.change', async (tx, { id, ...fields }: z.output<typeof contract.changeChannel.input>) => {
  const channel = await lockChannel(tx, id)
  const kind = channel.kind as contract.ChannelKind
  const columns = await columnsOf(tx, kind, fields, channel.secrets as Secrets)
  await tx.db.updateTable('channel.channel').set({ ...columns, token: null, token_until: null, problem: null, said: null, failing_since: null, failing_told: false }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(ChannelChanged, { subject: subjectOf(tx), payload: { channelId: id, channelKind: kind } })
  return { done: true as const }
})
