import { invalidInput, notFound } from '#contract/common.ts'
import type { RegisterComplaint } from '#contract/complaint.ts'
import { fileUnknown } from '#contract/files.ts'
import { type ReceptionInput, appointmentInPast } from '#contract/reception.ts'
import { isTransferred } from '#contract/transferred.ts'
import type { Actor } from '#kernel/actor.ts'
import { readerOf } from '#kernel/db.ts'
import { sha256 } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import { inOurTimes, instant, iso } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { nameSignature } from '#modules/complaint/commands/attach.ts'
import { filesById } from '#modules/files/queries.ts'
import { promiseTo } from '#modules/promise/commands.ts'
import type { RegisteredRow } from '#modules/complaint/commands/register.ts'
import { ComplaintTransferred, RecordConfirmed } from './events.ts'
import { impossibleTime, strayFile } from './rules.ts'

interface Received { readonly actor: Actor; readonly input: RegisterComplaint; readonly reception: ReceptionInput; readonly made: RegisteredRow }

const refuse = ({ reception, input }: Received, now: Tx['now']) => {
  const time = impossibleTime(reception, now)
  if (time) throw new Problem(invalidInput, {}, `reception/${time}`)
  const stray = strayFile(reception, input.fileIds ?? [])
  if (stray) throw new Problem(fileUnknown, {}, `reception/${stray}`)
  const due = reception.appointment?.dueAt
  if (due && (!inOurTimes(due) || instant(due) <= now)) throw new Problem(appointmentInPast, {}, 'reception/appointment/dueAt')
}

const refuseHost = async (tx: Tx, id: string | null | undefined) => {
  if (id && !await tx.db.selectFrom('identity.person').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).where('retired_at', 'is', null).executeTakeFirst()) throw new Problem(notFound, {}, 'reception/hostId')
}

/** Whoever alters one of the three after the customer signed cannot make the same seal again. */
const sealOf = async (tx: Tx, readBack: NonNullable<ReceptionInput['readBack']>): Promise<string> => {
  const file = readBack.signatureId ? (await filesById(readerOf(tx.db), tx.actor.organizationId, [readBack.signatureId])).get(readBack.signatureId) : undefined
  return sha256(JSON.stringify([readBack.text, iso(instant(readBack.at)), file?.sha256 ?? null])).toString('hex')
}

const subjectOf = ({ made, input }: Pick<Received, 'made' | 'input'>) => ({ type: 'complaint', id: made.id, unitId: made.unitId, confidential: input.confidential ?? false })

const rowOf = (tx: Tx, { reception: r, made }: Received, seal: string | null) => ({
  organization_id: tx.actor.organizationId, complaint_id: made.id, notes: JSON.stringify(r.notes ?? []), recording_id: r.recording?.fileId ?? null, recording_started_at: r.recording?.startedAt ? instant(r.recording.startedAt) : null,
  talk: r.talk ? JSON.stringify(r.talk) : null, seated_at: r.seatedAt || null, host_id: r.hostId ?? null, read_back: r.readBack?.text ?? null, read_back_at: r.readBack ? instant(r.readBack.at) : null, signature_id: r.readBack?.signatureId ?? null, seal,
  written_from: r.writtenFrom || null, reference: r.reference || null, answer_by: r.answerBy ? instant(r.answerBy) : null,
})

/** What was agreed for next: nobody has to remember it. */
const promiseNext = async (tx: Tx, received: Received) => {
  const { reception: { appointment }, made, actor } = received
  if (appointment && actor.id) await promiseTo(tx, made, subjectOf(received), { text: appointment.text, due: instant(appointment.dueAt), owner: actor.id }, actor)
}

type Registered = Omit<Received, 'reception'>

/** Came through a body outside, which is answered (G9). */
const isPassedOn = ({ input: { channel, reception } }: Registered) => isTransferred({ channel, reception: { reference: reception?.reference ?? null } }) || Boolean(reception?.body)

/** Whoever follows what becomes of it there begins with this. */
export const noteTransfers = async (tx: Tx, all: readonly Registered[]): Promise<void> => {
  for (const one of all.filter(isPassedOn)) {
    const { body = null, answerBy = null } = one.input.reception ?? {}
    await tx.record(ComplaintTransferred, { subject: subjectOf(one), actor: one.actor, payload: { complaintId: one.made.id, body, answerBy } })
  }
}

/** Keeps how complaints were received, beside the complaints themselves. */
export const keepReceptions = async (tx: Tx, all: readonly Received[]): Promise<void> => {
  for (const received of all) {
    refuse(received, tx.now)
    await refuseHost(tx, received.reception.hostId)
    const { readBack } = received.reception
    const seal = readBack ? await sealOf(tx, readBack) : null
    if (readBack?.signatureId) await nameSignature(tx, received.made.id, readBack.signatureId)
    await tx.db.insertInto('intake.reception').values(rowOf(tx, received, seal)).execute()
    if (readBack && seal) await tx.record(RecordConfirmed, { subject: subjectOf(received), actor: received.actor, payload: { complaintId: received.made.id, signed: readBack.signatureId !== null, seal } })
    await promiseNext(tx, received)
  }
}
