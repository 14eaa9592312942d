import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import { fileUnknown } from '#contract/files.ts'
import type * as contract from '#contract/liaison-outside.ts'
import { formEnded } from '#contract/liaison.ts'
import type { LiaisonField } from '#contract/liaison-pack.ts'
import { type Released, TELLS_WHO, repliedAlready, tellsWho } from '#contract/liaison-party.ts'
import type { PartyKind } from '#contract/outsider.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sql } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { LinksRevoked, PartyAsked, PartyChanged, PartyDropped, PartyReplied } from '../events.ts'
import { releasableFiles, releasedOf } from '../queries/parties.ts'
import { type Told, tellsTooMuch, whyNotRelease } from '../release.ts'
import { whyNot } from '../rules.ts'
import { act } from './act.ts'
import { endLinks, writeAgain } from './link.ts'
import { type Locked, type LockedParty, formFacts, lockForm, lockParty, lockStop, refuseFollowers } from './lock.ts'
import { tellAll } from './telling.ts'

export const payloadOf = ({ about, form, party }: LockedParty) => ({ complaintId: about.id, formId: form.id, number: form.number, partyId: party.id, partyKind: party.kind as PartyKind })

const toldBy = async (tx: Tx, formId: string, words: string): Promise<Told> => {
  const { rows: [found] } = await sql<{ by_name: boolean; by_phone: boolean }>`select * from liaison.tells_who(${formId}::uuid, ${words})`.execute(tx.db)
  return { byName: found?.by_name ?? false, byPhone: found?.by_phone ?? false }
}

type Content = Omit<z.output<typeof contract.askParty.input>, 'id'>

/** What is released, as it reads now. @throws Problem when it may not be. */
const releaseOf = async (tx: Tx, { form, stops }: Locked, input: Content) => {
  const read = readerOf(tx.db)
  const [known, files] = await Promise.all([releasedOf(read, form, stops, input.locale), releasableFiles(read, form)])
  const shown: Released[] = known.filter((one) => input.shows.includes(one.code))
  const plain = shown.filter((one) => !TELLS_WHO.includes(one.code)).map((one) => one.value)
  const faulty = whyNotRelease(input, known, form.template as unknown as LiaisonField[], await toldBy(tx, form.id, [input.matter, ...plain].join('\n')))
  if (faulty) throw new Problem(faulty.refusal, {}, faulty.field)
  const missing = input.fileIds.find((id) => !files.some((file) => file.id === id))
  if (missing) throw new Problem(fileUnknown, {}, `fileIds/${input.fileIds.indexOf(missing)}`)
  return {
    kind: input.kind, name: input.name, contact: input.contact || null, email: input.email || null, phone: input.phone || null, locale: input.locale, matter: input.matter, shown: JSON.stringify(shown), asks: [...new Set(input.asks)], file_ids: [...new Set(input.fileIds)], release_reason: input.reason || null,
  }
}

/** Somebody outside answers a part (E8). The stop is the office's, which leads; nothing goes out yet. */
export const askParty = command('liaison.askParty', async (tx, { id, ...input }: z.output<typeof contract.askParty.input>) => {
  const locked = await lockForm(tx, id)
  await refuseFollowers(tx, locked)
  const partyId = newId()
  const refusal = whyNot(formFacts(locked.form, locked.stops), { does: 'askParty', party: partyId })
  if (refusal) throw new Problem(refusal)
  await tx.db.insertInto('liaison.party').values({ organization_id: tx.actor.organizationId, id: partyId, form_id: id, complaint_id: locked.about.id, ...await releaseOf(tx, locked, input), made_by: tx.actor.id, made_at: tx.now }).execute()
  const done = await act(tx, locked, { does: 'askParty', party: partyId })
  await tx.record(PartyAsked, { subject: locked.subject, payload: { complaintId: locked.about.id, formId: id, number: locked.form.number, partyId, partyKind: input.kind }, reason: input.reason || undefined })
  await tellAll(tx, locked, done)
  return { id }
})

/** They see the change at once, with the link they have. */
export const changeParty = command('liaison.changeParty', async (tx, { id, version, ...input }: z.output<typeof contract.changeParty.input>) => {
  const locked = await lockParty(tx, id)
  await refuseFollowers(tx, locked)
  if (locked.form.ended_at) throw new Problem(formEnded)
  if (locked.party.version !== version) throw new Problem(staleVersion)
  const release = await releaseOf(tx, locked, input)
  await tx.db.updateTable('liaison.party').set((eb) => ({ ...release, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(PartyChanged, { subject: locked.subject, payload: { ...payloadOf(locked), partyKind: input.kind }, reason: input.reason || undefined })
  return { id: locked.form.id }
})

export const revokeLinks = command('liaison.revoke', async (tx, { id, reason }: z.output<typeof contract.revokeLinks.input>) => {
  const locked = await lockParty(tx, id)
  await refuseFollowers(tx, locked)
  await endLinks(tx, id)
  await tx.record(LinksRevoked, { subject: locked.subject, payload: payloadOf(locked), reason })
  return { id: locked.form.id }
})

/** Nobody waits for them any more: the form can be settled without them. */
export const dropParty = command('liaison.drop', async (tx, { id, reason }: z.output<typeof contract.dropParty.input>) => {
  const locked = await lockStop(tx, id)
  await refuseFollowers(tx, locked)
  const done = await act(tx, locked, { does: 'drop', stop: id }, { reason })
  const party = await lockParty(tx, locked.stop.party_id ?? id)
  await endLinks(tx, party.party.id)
  await tx.record(PartyDropped, { subject: locked.subject, payload: { ...payloadOf(party), stopId: id }, reason })
  await tellAll(tx, locked, done)
  return { id: locked.form.id }
})

/** They read it behind their link; who was written to by mail gets another. */
export const replyToParty = command('liaison.reply', async (tx, { id, text }: z.output<typeof contract.replyToParty.input>) => {
  const found = await tx.db.selectFrom('liaison.question').select('party_id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).executeTakeFirst()
  const locked = await lockParty(tx, found?.party_id ?? id)
  await refuseFollowers(tx, locked)
  if (locked.form.ended_at) throw new Problem(formEnded)
  const released = (locked.party.shown as unknown as Released[]).map((one) => one.code)
  if (tellsTooMuch(await toldBy(tx, locked.form.id, text), released)) throw new Problem(tellsWho, {}, 'text')
  const replied = await tx.db.updateTable('liaison.question').set({ reply: text, replied_by: tx.actor.id, replied_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('reply', 'is', null).returning('stop_id').executeTakeFirst()
  if (!replied) throw new Problem(repliedAlready)
  await tx.record(PartyReplied, { subject: locked.subject, payload: { ...payloadOf(locked), stopId: replied.stop_id } })
  await writeAgain(tx, locked, 'reply')
  return { id: locked.form.id }
})

