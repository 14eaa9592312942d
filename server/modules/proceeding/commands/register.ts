import type { z } from 'zod'
import { reasonMissing } from '#contract/complaint.ts'
import { bodyUnknown, numberElsewhere, numberKnown } from '#contract/proceeding-refusals.ts'
import { waiverNotYours } from '#contract/proceeding.ts'
import type * as contract from '#contract/proceeding.ts'
import type { Body } from '#contract/proceeding-pack.ts'
import { command } from '#kernel/command.ts'
import { readerOf, sqlState } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { words } from '#kernel/i18n.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { BODY_REPLY, endBodyClocks, startBodyClocks } from '#modules/clock/commands/run.ts'
import { takeBack } from '#modules/complaint/commands/close.ts'
import { type LockedComplaint, lockComplaint, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { tell } from '#modules/notification/commands.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { whoLeads } from '#modules/clock/commands/ring.ts'
import { ProceedingChanged, ProceedingRegistered } from '../events.ts'
import { numberKey, whyNotChange } from '../rules.ts'
import { digestOf } from '../vouched.ts'
import { type LockedProceeding, bodyOf, change, dayOf, keepFiles, lockHere, lockProceeding, momentOf, payloadOf } from './lock.ts'
import { addNote, askAnew } from './note.ts'
import { standsAbove } from './report.ts'

type Came = z.output<typeof contract.Came>

const ruleOf = async (tx: Tx, { kind }: Body, field: string) => {
  const { body: { proceedings, pack } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const rule = proceedings.find((one) => one.kind === kind)
  const [first] = rule?.stages ?? []
  if (!rule || !first) throw new Problem(bodyUnknown, {}, field)
  return { rule, first, leadDays: pack.limits.bodyLeadDays }
}

const sameNumber = (tx: Tx, body: Body, reference: string | null) => {
  const key = numberKey(reference)
  return key === null ? undefined : tx.db.selectFrom('proceeding.proceeding as p').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'p.organization_id').onRef('c.id', '=', 'p.complaint_id'))
    .select(['p.id', 'p.complaint_id', 'p.ended_at', 'c.number']).where('p.organization_id', '=', tx.actor.organizationId).where('p.body_code', '=', body.code).where('p.number_key', '=', key).executeTakeFirst()
}

/** The database knows numbers of cases out of sight, too. */
const unlessNumbered = async (field: string, write: () => Promise<unknown>) => {
  try {
    await write()
  } catch (error) {
    if (sqlState(error)?.constraint === 'proceeding_number') throw new Problem(numberElsewhere, {}, field)
    throw error
  }
}

const recordBegun = async (tx: Tx, complaint: LockedComplaint, row: Parameters<typeof digestOf>[0] & Parameters<typeof payloadOf>[0]) => {
  const subject = subjectOf(complaint)
  await tx.record(ProceedingRegistered, { subject, payload: { ...payloadOf(row), cameBy: row.came as Came, digest: digestOf(row) } })
  await tell(tx, { to: [...(complaint.owner_id ? [complaint.owner_id] : []), ...await whoLeads(tx, complaint.unit_id, complaint)], name: 'proceedingBegan', subject, payload: { number: complaint.number } })
}

interface Begun { readonly body: Body; readonly reference: string | null; readonly came: Came; readonly begunAt: Instant; readonly asks: string | null; readonly answerBy: Instant | null; /** Of the input, for the mark beside it. */ readonly field: string }

/** The clocks of the body begin, and our own before them. */
const begin = async (tx: Tx, complaint: LockedComplaint, { body, reference, came, begunAt, asks, answerBy, field }: Begun): Promise<string> => {
  const { rule, first, leadDays } = await ruleOf(tx, body, field)
  const ahead = answerBy ? { by: answerBy, workingDays: leadDays } : undefined
  const clocks = await startBodyClocks(tx, 'referred', complaint, { at: begunAt, body: body.kind, ahead })
  const row = {
    organization_id: tx.actor.organizationId, id: newId(), complaint_id: complaint.id, body_code: body.code, body_kind: body.kind, label: JSON.stringify(body.label), reference, number_key: numberKey(reference), came, begun_at: begunAt,
    stage: first.code, stage_label: JSON.stringify(first.label), stage_at: begunAt, asks, asked_at: null, answer_by: answerBy, clock_ids: clocks.map(({ id }) => id), owed: rule.reports, waived_at: null, waived_by: null, waived_reason: null, result: null, result_note: null, ended_at: null, ended_by: null, remedy_id: null,
    registered_by: tx.actor.kind === 'person' ? tx.actor.id : null, registered_at: tx.now,
  }
  await unlessNumbered(field === 'body' ? 'reference' : 'reception/reference', () => tx.db.insertInto('proceeding.proceeding').values(row).execute())
  await recordBegun(tx, complaint, row)
  return row.id
}

interface Sent { readonly begunAt: Instant; readonly asks: string | null; readonly answerBy: Instant | null; readonly fileIds: readonly string[] }

/** The clocks of one that had ended begin anew, from its first stage. */
const beginAnew = async (tx: Tx, complaint: LockedComplaint, body: Body, { begunAt, asks, answerBy }: Sent) => {
  const { rule, first, leadDays } = await ruleOf(tx, body, 'body')
  const clocks = await startBodyClocks(tx, 'referred', complaint, { at: begunAt, body: body.kind, ahead: answerBy ? { by: answerBy, workingDays: leadDays } : undefined })
  return { clockIds: clocks.map(({ id }) => id), set: { asks, asked_at: tx.now, answer_by: answerBy, waived_at: null, waived_by: null, waived_reason: null, owed: rule.reports, stage: first.code, stage_label: JSON.stringify(first.label), stage_at: begunAt, result: null, result_note: null, ended_at: null, ended_by: null, remedy_id: null } }
}

/** The body sent the same order back after it had ended there, or after we had closed: it goes on under its number, what came with it stands beside it. */
const takeUp = async (tx: Tx, id: string, body: Body, sent: Sent) => {
  const { complaint, proceeding } = await lockProceeding(tx, id, () => null)
  await addNote(tx, proceeding, { kind: 'letter', inbound: true, text: sent.asks ?? words(tx.actor.locale, ['proceeding', 'cameAgain']) ?? '', at: sent.begunAt, stageLabel: null, answerBy: sent.answerBy, fileIds: sent.fileIds })
  const { clockIds, set } = proceeding.ended_at ? await beginAnew(tx, complaint, body, sent) : await askAnew(tx, complaint, proceeding, { ...sent, at: sent.begunAt })
  await change(tx, proceeding.id, { ...set, clock_ids: [...proceeding.clock_ids, ...clockIds] })
  await touch(tx, complaint, {})
  await recordBegun(tx, complaint, proceeding)
  return { id }
}

/** A body has the case, or passed it on to us. A number it gave already leads to what is there. */
export const register = command('proceeding.register', async (tx, input: z.output<typeof contract.registerProceeding.input>) => {
  const found = await lockHere(tx, input.complaintId)
  const body = await bodyOf(tx, found.unit_id, input.body, 'body')
  const reference = input.reference || null
  const there = await sameNumber(tx, body, reference)
  const again = there?.complaint_id === found.id ? there : null
  if (again && !again.ended_at && found.state !== 'closed') return { id: again.id }
  if (there && !again) throw new Problem(numberKnown, { number: there.number }, 'reference')
  const [begunAt, answerBy] = [momentOf(tx, input.begunAt, 'begunAt'), dayOf(tx, input.answerBy)]
  // Whatever we had decided: as long as somebody outside hears it, it is open.
  if (found.state === 'closed') await takeBack(tx, found, words(tx.actor.locale, ['proceeding', 'reopened'], { body: body.label[tx.actor.locale] }) ?? '')
  if (again) return takeUp(tx, again.id, body, { begunAt, asks: input.asks || null, answerBy, fileIds: input.fileIds })
  const complaint = await lockComplaint(tx, found.id)
  const id = await begin(tx, complaint, { body, reference, came: input.came, begunAt, asks: input.asks || null, answerBy, field: 'body' })
  await keepFiles(tx, { id, complaint_id: complaint.id }, input.fileIds, {})
  await touch(tx, await lockComplaint(tx, complaint.id), {})
  return { id }
})

/** Registered as passed on: how it was received says by whom, under which number, and by when it wants to hear. Nothing is set up where the pack knows no bodies. */
export const followTransfer = async (tx: Tx, complaintId: string, told: { readonly body: string | null; readonly answerBy: Instant | null }): Promise<void> => {
  const { body: { bodies } } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  if (!bodies.length) return
  const complaint = await lockComplaint(tx, complaintId)
  const body = await bodyOf(tx, complaint.unit_id, told.body, 'reception/body')
  const reception = await tx.db.selectFrom('intake.reception').select('reference').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).executeTakeFirst()
  const reference = reception?.reference ?? null
  const there = await sameNumber(tx, body, reference)
  if (there) throw new Problem(numberKnown, { number: there.number }, 'reception/reference')
  await begin(tx, complaint, { body, reference, came: 'transferred', begunAt: complaint.received_at, asks: null, answerBy: told.answerBy && told.answerBy > tx.now ? told.answerBy : null, field: 'reception/body' })
}

/** Where another body need not be told what came of it, it is as if that were waived. */
const refuseLettingOff = async (tx: Tx, complaint: LockedComplaint, reason: string | undefined) => {
  if (!await standsAbove(tx, complaint)) throw new Problem(waiverNotYours, {}, 'body')
  if (!reason?.trim()) throw new Problem(reasonMissing, {}, 'reason')
}

/** Another kind of body has other times: they are counted anew from when it began. */
const otherClocks = async (tx: Tx, complaint: LockedComplaint, row: LockedProceeding, body: Body, reason: string | undefined) => {
  const { rule, first, leadDays } = await ruleOf(tx, body, 'body')
  if (row.owed && !rule.reports) await refuseLettingOff(tx, complaint, reason)
  await endBodyClocks(tx, complaint, row.clock_ids, null)
  const answered = await tx.db.selectFrom('proceeding.report').select('kind').where('organization_id', '=', tx.actor.organizationId).where('proceeding_id', '=', row.id).where('state', '=', 'sent').orderBy('kind', 'desc').limit(1).executeTakeFirst()
  const clocks = await startBodyClocks(tx, 'referred', complaint, { at: row.begun_at, body: body.kind, ahead: row.answer_by ? { by: row.answer_by, workingDays: leadDays } : undefined })
  if (answered) await endBodyClocks(tx, complaint, clocks.map(({ id }) => id), ['reported'], answered.kind === 'outcome' ? undefined : BODY_REPLY)
  return { stage: first.code, stage_label: JSON.stringify(first.label), stage_at: row.begun_at, clock_ids: clocks.map(({ id }) => id), owed: rule.reports }
}

/** Which body it is, and its number, as found out later. */
export const changeProceeding = command('proceeding.change', async (tx, input: z.output<typeof contract.changeProceeding.input>) => {
  const { complaint, proceeding } = await lockProceeding(tx, input.id, (row) => whyNotChange(row, input.version))
  const body = await bodyOf(tx, complaint.unit_id, input.body, 'body')
  const reference = input.reference || null
  const there = await sameNumber(tx, body, reference)
  if (there && there.id !== proceeding.id) throw new Problem(numberKnown, { number: there.number }, 'reference')
  const other = body.kind === proceeding.body_kind ? {} : await otherClocks(tx, complaint, proceeding, body, input.reason)
  const now = { body_code: body.code, reference, came: input.came }
  await unlessNumbered('reference', () => change(tx, proceeding.id, { ...now, ...other, body_kind: body.kind, label: JSON.stringify(body.label), number_key: numberKey(reference) }))
  await touch(tx, complaint, {})
  await tx.record(ProceedingChanged, { subject: subjectOf(complaint), payload: { ...payloadOf({ ...proceeding, body_kind: body.kind }), digest: digestOf(now) }, reason: input.reason || undefined })
  return { id: proceeding.id }
})
