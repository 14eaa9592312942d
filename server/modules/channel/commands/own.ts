import type { z } from 'zod'
import * as contract from '#contract/channel.ts'
import { notFound } from '#contract/common.ts'
import { command } from '#kernel/command.ts'
import { sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { isTimeZone } from '#kernel/calendar.ts'
import { AddressSet, DeviceAdded, DeviceRemoved, NoticesChosen } from '../events.ts'
import { isOneAccount, mobileOf } from '../rules/mobile.ts'
import { subjectOf } from './lock.ts'

const me = (tx: Tx): string => {
  if (tx.actor.kind !== 'person' || !tx.actor.id) throw new Problem(notFound)
  return tx.actor.id
}

/** What was gathered by the habits of before does not wait for a digest that may never come: it goes with one now. */
const letGo = (tx: Tx, personId: string) => tx.db.updateTable('channel.message').set({ next_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).where('state', '=', 'gathered').execute()

export const chooseNotices = command('notification.choose', async (tx, input: z.output<typeof contract.chooseNotices.input>) => {
  const personId = me(tx)
  if (input.timeZone && !isTimeZone(input.timeZone)) throw new Problem(contract.zoneUnknown, {}, 'timeZone')
  const values = { choices: JSON.stringify(input.choices), quiet_from: input.quiet?.from ?? null, quiet_until: input.quiet?.until ?? null, time_zone: input.timeZone || null, digest: input.digest, digest_at: input.digestAt }
  await tx.db.insertInto('channel.preference').values({ organization_id: tx.actor.organizationId, person_id: personId, ...values }).onConflict((c) => c.columns(['organization_id', 'person_id']).doUpdateSet(values)).execute()
  await letGo(tx, personId)
  await tx.record(NoticesChosen, { subject: subjectOf(tx), payload: { personId, classes: contract.NoticeClass.options.filter((kind) => input.choices[kind] !== undefined), digest: input.digest, quiet: input.quiet !== null } })
  return {}
})

interface Address { readonly medium: 'sms' | 'wecom' | 'dingtalk' | 'feishu'; readonly address: string }

/** Numbers are kept as they are dialled from anywhere; empty takes the address away. */
const setAddress = async (tx: Tx, personId: string, { medium, address }: Address) => {
  const known = address.trim()
  const kept = medium === 'sms' && known ? mobileOf(known) : known
  if (kept === null) throw new Problem(contract.notAMobile, {}, 'address')
  if (!isOneAccount(kept)) throw new Problem(contract.notOneAccount, {}, 'address')
  if (kept) {
    const values = { address: kept, set_by: tx.actor.id ?? personId, set_at: tx.now }
    await tx.db.insertInto('channel.address').values({ organization_id: tx.actor.organizationId, person_id: personId, medium, ...values }).onConflict((c) => c.columns(['organization_id', 'person_id', 'medium']).doUpdateSet(values)).execute()
  } else {
    await tx.db.deleteFrom('channel.address').where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).where('medium', '=', medium).execute()
  }
  await tx.record(AddressSet, { subject: subjectOf(tx), payload: { personId, medium, known: kept !== '' } })
}

export const setMyAddress = command('notification.setAddress', async (tx, input: Address) => {
  await setAddress(tx, me(tx), input)
  return {}
})

export const setPersonAddress = command('channel.setAddress', async (tx, { id, ...input }: Address & { id: string }) => {
  const person = await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('retired_at', 'is', null).executeTakeFirst()
  if (!person) throw new Problem(notFound)
  await setAddress(tx, id, input)
  return { done: true as const }
})

const MOST_DEVICES = 20
/** A point of the curve P-256, uncompressed, and 16 random bytes (RFC 8291). */
const keysFit = (p256dh: string, auth: string) => Buffer.from(p256dh, 'base64url').length === 65 && Buffer.from(auth, 'base64url').length === 16

/** Devices of who signs in; `whyNot` says why an address at the browser's maker is not taken. */
export const addingDevice = (isTaken: (url: string) => boolean) => command('notification.addDevice', async (tx, input: z.output<typeof contract.addDevice.input>) => {
  const personId = me(tx)
  if (!isTaken(input.endpoint) || !keysFit(input.p256dh, input.auth)) throw new Problem(contract.deviceUnusable, {}, 'endpoint')
  const { organizationId } = tx.actor
  await sql`select channel.let_go(${input.endpoint})`.execute(tx.db)
  const { n } = await tx.db.selectFrom('channel.device').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', organizationId).where('person_id', '=', personId).executeTakeFirstOrThrow()
  if (n >= MOST_DEVICES) throw new Problem(contract.tooManyDevices, { most: MOST_DEVICES })
  const id = newId()
  const { numInsertedOrUpdatedRows } = await tx.db.insertInto('channel.device').values({ organization_id: organizationId, id, person_id: personId, endpoint: input.endpoint, p256dh: input.p256dh, auth: input.auth, name: input.name, made_at: tx.now }).onConflict((c) => c.doNothing()).executeTakeFirst()
  // Pressed twice at once: the other press has made it.
  if (Number(numInsertedOrUpdatedRows)) await tx.record(DeviceAdded, { subject: subjectOf(tx), payload: { personId, deviceId: id } })
  return {}
})

export const removeDevice = command('notification.removeDevice', async (tx, { id }: { id: string }) => {
  const personId = me(tx)
  const { numDeletedRows } = await tx.db.deleteFrom('channel.device').where('organization_id', '=', tx.actor.organizationId).where('person_id', '=', personId).where('id', '=', id).executeTakeFirst()
  if (!Number(numDeletedRows)) throw new Problem(notFound)
  await tx.record(DeviceRemoved, { subject: subjectOf(tx), payload: { personId, deviceId: id } })
  return {}
})
