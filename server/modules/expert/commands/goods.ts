import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import * as contract from '#contract/expert.ts'
import { fileUnknown } from '#contract/files.ts'
import { command } from '#kernel/command.ts'
import { newId } from '#kernel/id.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { subjectOf } from '#modules/complaint/commands/lock.ts'
import { move } from '#modules/custody/commands/handle.ts'
import { tell } from '#modules/notification/commands.ts'
import { ConsentGiven, ConsentRefused, GoodsPassed } from '../events.ts'
import { whyNotConsent, whyNotPass } from '../rules.ts'
import { type LockedOpinion, askers, changeOpinion, lockOpinion, payloadOf, tellsOf } from './lock.ts'

const MOST_WHY = 200

/** The customer's word on who is asked, with what shows it. */
export const agree = command('expert.agree', async (tx, input: z.output<typeof contract.consent.input>) => {
  const { complaint, opinion } = await lockOpinion(tx, input.id, (one) => whyNotConsent(one, input.version))
  const [missing] = input.fileId ? await attach(tx, complaint.id, [input.fileId], 'proof') : []
  if (missing) throw new Problem(fileUnknown, {}, 'fileId')
  await changeOpinion(tx, complaint, opinion.id, { consent: input.agrees ? 'given' : 'refused', consent_how: input.how, consent_note: input.note || null, consent_file: input.fileId, consent_by: tx.actor.id, consent_at: tx.now })
  await tx.record(input.agrees ? ConsentGiven : ConsentRefused, { subject: subjectOf(complaint), payload: { ...await tellsOf(tx, opinion.id), how: input.how }, reason: input.note || undefined })
  await tell(tx, { to: askers(complaint, opinion).filter((id) => id !== tx.actor.id), name: input.agrees ? 'expertAgreed' : 'expertRefused', subject: subjectOf(complaint), payload: { number: opinion.number } })
  return { id: opinion.id }
})

/** Things whose last passage was out, by the opinion they went out for. */
const outNow = async (tx: Tx, complaintId: string): Promise<ReadonlyMap<string, string>> => {
  const rows = await tx.db.selectFrom('expert.passage').select(['item_id', 'opinion_id', 'way']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).orderBy('id').execute()
  const last = new Map(rows.map((row) => [row.item_id, row]))
  return new Map([...last].flatMap(([id, row]) => (row.way === 'out' ? [[id, row.opinion_id] as const] : [])))
}

export const isOut = async (tx: Tx, opinion: Pick<LockedOpinion, 'id' | 'complaint_id'>): Promise<boolean> => [...(await outNow(tx, opinion.complaint_id)).values()].includes(opinion.id)

const itemOf = async (tx: Tx, complaintId: string, id: string) => {
  const item = await tx.db.selectFrom('custody.item').select(['id', 'number', 'state']).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('id', '=', id).executeTakeFirst()
  if (!item) throw new Problem(notFound, {}, 'items')
  return item
}

const unitNameOf = async (tx: Tx, unitId: string) => (await tx.db.selectFrom('identity.unit').select('name').where('organization_id', '=', tx.actor.organizationId).where('id', '=', unitId).executeTakeFirstOrThrow()).name

/** Goods go to the expert and come back: their receipts name the place from then on, so that whoever looks finds them. */
export const pass = command('expert.pass', async (tx, input: z.output<typeof contract.passGoods.input>) => {
  const { complaint, opinion } = await lockOpinion(tx, input.id, (one) => whyNotPass(one, input.way, input.version))
  const out = await outNow(tx, complaint.id)
  const place = input.way === 'out' ? opinion.name : input.place.trim() || await unitNameOf(tx, complaint.unit_id)
  const why = words(tx.actor.locale, ['expert', 'passage', input.way], { number: opinion.number }) ?? opinion.number
  const receipts: string[] = []
  for (const [at, { id, version }] of input.items.entries()) {
    const item = await itemOf(tx, complaint.id, id)
    if (input.way === 'out' ? out.has(id) : out.get(id) !== opinion.id) throw new Problem(contract.goodsElsewhere, { receipt: item.number }, `items/${at}/id`)
    await move.run(tx, { id, version, place, why: [why, input.note].filter(Boolean).join(' · ').slice(0, MOST_WHY) })
    await tx.db.insertInto('expert.passage').values({ organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaint.id, opinion_id: opinion.id, item_id: id, way: input.way, seal: input.seal || null, note: input.note || null, by_id: tx.actor.id, at: tx.now }).execute()
    receipts.push(item.number)
  }
  await changeOpinion(tx, complaint, opinion.id, {})
  await tx.record(GoodsPassed, { subject: subjectOf(complaint), payload: { ...payloadOf(opinion), passageWay: input.way, receipts: receipts.join(', ') } })
  return { id: opinion.id }
})

