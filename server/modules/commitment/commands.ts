import type { z } from 'zod'
import { needsApproval } from '#contract/commitment-refusals.ts'
import { notFound, staleVersion } from '#contract/common.ts'
import * as contract from '#contract/commitment.ts'
import type { write } from '#contract/communication.ts'
import { fileUnknown } from '#contract/files.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { fingerprint, newId } from '#kernel/id.ts'
import { yuan } from '#kernel/money.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { askByRank, isEntitled, keepApproval, refuseUnlessEntitled } from '#modules/authority/commands/alone.ts'
import { refuseWrong, writeOut } from '#modules/communication/commands.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { lockOpen, subjectOf } from '#modules/complaint/commands/lock.ts'
import type { BeforeGoing } from '#modules/knowledge/port.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { lockCustomer } from '#modules/remedy/commands/lock.ts'
import { MessageEndorsed, MessageGivenBack, MessageHeld, MessageReleased, MessageTakenBack } from './events.ts'
import { type Weighed, waits, weighWords } from './weigh.ts'

const postName = async (tx: Tx, code: string): Promise<string> => {
  const { positions } = (await currentPack(readerOf(tx.db), tx.actor.organizationId)).body
  return positions.find((one) => one.code === code)?.label[tx.actor.locale] ?? code
}

const homeOf = async (tx: Tx): Promise<string> => {
  const row = await readerOf(tx.db).selectFrom('identity.holding as h').innerJoin('identity.position as p', (j) => j.onRef('p.organization_id', '=', 'h.organization_id').onRef('p.id', '=', 'h.position_id'))
    .select('p.unit_id').where('h.organization_id', '=', tx.actor.organizationId).where('h.person_id', '=', tx.actor.id ?? tx.actor.organizationId).where('h.until', 'is', null).limit(1).executeTakeFirst()
  return row?.unit_id ?? tx.actor.organizationId
}

/** Words commit the firm like a signature: what promises more than who sends it may commit does not go out by their hand, in whatever parts it is written. The first part that alone is too much is named; else the first that promises. */
export const beforeGoing: BeforeGoing = async (tx, { complaint, unitId, parts }) => {
  if (tx.actor.kind !== 'person') return
  const of = { complaint, unitId: complaint?.unit_id ?? unitId ?? await homeOf(tx) }
  const weigh = (texts: readonly string[]) => weighWords(readerOf(tx.db), tx.actor, of, texts, tx.now)
  const weighed = await weigh(parts.map(([, text]) => text))
  if (!waits(weighed)) return
  const each = []
  for (const [field, text] of parts) each.push({ field, alone: await weigh([text]) })
  const named = each.find(({ alone }) => waits(alone)) ?? each.find(({ alone }) => alone)
  const { promised } = named && waits(named.alone) ? named.alone : weighed
  const found = promised.map((one) => one.found).join(' … ').slice(0, 120)
  throw new Problem(needsApproval, { found, limit: yuan(weighed.limitFen), position: await postName(tx, weighed.needed.positionCode) }, named?.field)
}

/** Why it waits, and for whom. */
const weighedBy = ({ facts, needed, releaseRank }: Weighed) => ({ facts: JSON.stringify(facts), table_version: needed.version, rule_id: needed.rule, needed_rank: releaseRank, position_code: needed.positionCode })

/** A reply above one's limit waits for somebody who may let it go; nothing of it is seen outside until then. */
export const hold = command('commitment.hold', async (tx, { complaintId, ...input }: z.output<typeof contract.hold.input>) => {
  const complaint = await lockOpen(tx, complaintId)
  const { organizationId } = tx.actor
  const asReply = { complaintId, kind: 'reply' as const, ...input }
  await refuseWrong(tx, complaint, asReply)
  const weighed = await weighWords(readerOf(tx.db), tx.actor, { complaint, unitId: complaint.unit_id }, [input.text], tx.now)
  if (!waits(weighed)) throw new Problem(contract.nothingHeld)
  const fileIds = [...new Set(input.fileIds ?? [])]
  const [missing] = await attach(tx, complaint.id, fileIds, 'message')
  if (missing) throw new Problem(fileUnknown, {}, `fileIds/${fileIds.indexOf(missing)}`)
  const id = newId()
  await tx.db.insertInto('commitment.held').values({
    organization_id: organizationId, id, complaint_id: complaint.id, body: input.text, input: JSON.stringify(input), promised: JSON.stringify(weighed.promised), most_fen: weighed.mostFen, limit_fen: weighed.limitFen,
    ...weighedBy(weighed), state: 'waiting',
    asked_by: tx.actor.id ?? complaint.id, asked_at: tx.now, decided_by: null, decided_at: null, comment: null, message_id: null,
  }).execute()
  await tx.record(MessageHeld, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, heldId: id, rule: weighed.needed.rule, version: weighed.needed.version, positionCode: weighed.needed.positionCode, promises: weighed.promised.length, digest: fingerprint(input.text) } })
  await askByRank(tx, complaint, weighed.releaseRank, { name: 'wordsHeld' })
  return { id }
})

const lockHeld = async (tx: Tx, id: string) => {
  const find = () => tx.db.selectFrom('commitment.held').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
  const unlocked = await find().executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockOpen(tx, unlocked.complaint_id)
  return { complaint, held: await find().forUpdate().executeTakeFirstOrThrow() }
}

const end = (tx: Tx, id: string, version: number, set: Record<string, unknown>) =>
  tx.db.updateTable('commitment.held').set({ ...set, version: version + 1, decided_by: tx.actor.id, decided_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

const decidable = async (tx: Tx, { id, version }: { readonly id: string; readonly version: number }) => {
  const { complaint, held } = await lockHeld(tx, id)
  const about = { id, complaintId: complaint.id, unitId: complaint.unit_id, neededRank: held.needed_rank, proposedBy: held.asked_by, about: complaint.accused ?? [] }
  const deputyOf = await refuseUnlessEntitled(tx, about)
  if (held.state !== 'waiting') throw new Problem(contract.notWaiting)
  if (held.version !== version) throw new Problem(staleVersion)
  return { complaint, held, about, deputyOf }
}

type Decidable = Awaited<ReturnType<typeof decidable>>

/** Weighed anew by the table and the case of now, with what was promised since it was held; null where that asks for nobody above whom it asked for then. */
const askedSince = async (tx: Tx, { complaint, held }: Decidable): Promise<Weighed | null> => {
  await lockCustomer(tx, complaint)
  const weighed = await weighWords(readerOf(tx.db), { organizationId: tx.actor.organizationId, id: held.asked_by }, { complaint, unitId: complaint.unit_id }, [held.body], tx.now)
  return weighed && !weighed.covered && weighed.releaseRank > held.needed_rank ? weighed : null
}

/** The yes stays, and whoever has to say it by now is asked next. */
const endorse = async (tx: Tx, { complaint, held, about, deputyOf }: Decidable, weighed: Weighed, comment: string): Promise<void> => {
  await keepApproval(tx, about, 'approved', comment, deputyOf)
  await tx.db.updateTable('commitment.held').set({ ...weighedBy(weighed), version: held.version + 1 }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', held.id).execute()
  await tx.record(MessageEndorsed, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, heldId: held.id, rule: weighed.needed.rule, version: weighed.needed.version, positionCode: weighed.needed.positionCode, deputyOf }, reason: comment || undefined })
  await askByRank(tx, complaint, weighed.releaseRank, { name: 'wordsHeld' })
}

/** Somebody who may says yes: it goes out as its writer wrote it, once. It waits on for somebody above where earlier letters of the case, or the table, ask for more by now. */
export const release = command('commitment.release', async (tx, input: z.output<typeof contract.release.input>) => {
  const found = await decidable(tx, input)
  const { complaint, held } = found
  const reply = { kind: 'reply' as const, ...held.input as Omit<z.output<typeof write.input>, 'complaintId' | 'kind'> }
  await refuseWrong(tx, complaint, { complaintId: complaint.id, ...reply })
  const since = await askedSince(tx, found)
  const about = { ...found.about, neededRank: since?.releaseRank ?? held.needed_rank }
  if (since && !(await isEntitled(tx, about))) {
    await endorse(tx, found, since, input.comment)
    return { id: held.id }
  }
  const deputyOf = await refuseUnlessEntitled(tx, about)
  await keepApproval(tx, about, 'approved', input.comment, deputyOf)
  const messageId = await writeOut(tx, complaint, reply, held.asked_by)
  await end(tx, held.id, held.version, { ...(since && weighedBy(since)), state: 'sent', message_id: messageId, comment: input.comment || null })
  await tx.record(MessageReleased, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, heldId: held.id, messageId, deputyOf }, reason: input.comment || undefined })
  await tell(tx, { to: [held.asked_by], name: 'wordsReleased', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id: held.id }
})

/** Back to its writer, with what should be different. */
export const giveBack = command('commitment.giveBack', async (tx, input: z.output<typeof contract.giveBack.input>) => {
  const { complaint, held, about, deputyOf } = await decidable(tx, input)
  await keepApproval(tx, about, 'returned', input.comment, deputyOf)
  await end(tx, held.id, held.version, { state: 'returned', comment: input.comment })
  await tx.record(MessageGivenBack, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, heldId: held.id }, reason: input.comment })
  await tell(tx, { to: [held.asked_by], name: 'wordsReturned', subject: subjectOf(complaint), payload: { number: complaint.number } })
  return { id: held.id }
})

/** By its writer, before it is decided. */
export const takeBack = command('commitment.takeBack', async (tx, input: z.output<typeof contract.takeBack.input>) => {
  const { complaint, held } = await lockHeld(tx, input.id)
  if (held.asked_by !== tx.actor.id) throw new Problem(contract.notYours)
  if (held.state !== 'waiting') throw new Problem(contract.notWaiting)
  if (held.version !== input.version) throw new Problem(staleVersion)
  await end(tx, held.id, held.version, { state: 'withdrawn' })
  await tx.record(MessageTakenBack, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, heldId: held.id } })
  return { id: held.id }
})
