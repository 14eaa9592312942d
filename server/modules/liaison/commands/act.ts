import { fileUnknown } from '#contract/files.ts'
import type { LiaisonForm, Stop } from '#contract/liaison.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { endSignatureClock, startSignatureClock } from '#modules/clock/commands/run.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { takeFiles } from '#modules/files/commands.ts'
import type { Advice } from '../route.ts'
import { type Action, type Change, type Opening, changes, isEnded, standing, whyNot } from '../rules.ts'
import { sealOf } from '../seal.ts'
import { type Locked, type StopRow, formFacts } from './lock.ts'

type Measure = Pick<Stop['measures'][number], 'kind' | 'text' | 'responsible' | 'dueOn'>
/** What is said with an action: what goes on the form, who drew their name, what those are told who have it next. */
export interface Said {
  readonly answer?: Stop['answer']; readonly measures?: readonly Measure[]; readonly fileIds?: readonly string[]; readonly signatureId?: string | null | undefined
  readonly message?: string | null; readonly reason?: string | null; /** Who signs, where it is nobody with an account. */ readonly signer?: string
}

const WAITS = ['quality', 'unit', 'party', 'office']

const change = async (tx: Tx, id: string, set: Record<string, unknown>) => {
  await tx.db.updateTable('liaison.stop').set(set).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
}

/** The deadline of a stop is a clock of the pack, by the calendar of the unit that has it. */
const clockFor = async (tx: Tx, { form, about }: Locked, unitId: string, at: Instant) => {
  const { facts } = form.route as unknown as Advice
  return startSignatureClock(tx, { complaintId: about.id, unitId, at, facts: { urgency: about.urgency, channel: '', presence: null, nature: facts.nature, matter: facts.matter, category: facts.category, customerClass: facts.customerClass } })
}

const endClock = async (tx: Tx, { subject }: Locked, clockId: string | null, signed: boolean) => {
  if (clockId) await endSignatureClock(tx, subject, clockId, signed)
}

const openStop = async (tx: Tx, locked: Locked, opening: Opening, rest: { readonly no: number; readonly fromId: string | null; readonly message: string | null }): Promise<string> => {
  const id = newId()
  const clock = WAITS.includes(opening.kind) ? await clockFor(tx, locked, opening.unitId, tx.now) : null
  await tx.db.insertInto('liaison.stop').values({
    organization_id: tx.actor.organizationId, id, form_id: locked.form.id, complaint_id: locked.about.id, no: rest.no, round: opening.round, kind: opening.kind, unit_id: opening.unitId, party_id: opening.partyId, state: 'open', binding: opening.binding,
    from_id: rest.fromId, about_id: opening.aboutId, message: rest.message, asked_by: tx.actor.id, asked_at: tx.now, due_at: clock?.dueAt ?? null, clock_id: clock?.id ?? null,
  }).execute()
  return id
}

/** Files of a part belong to the case; a drawn name is kept beside it. @throws Problem when one is not the signer's to give. */
const takeWith = async (tx: Tx, locked: Locked, stopId: string, said: Said) => {
  const ids = [...new Set(said.fileIds ?? [])]
  const [missing] = await attach(tx, locked.about.id, ids, 'liaison')
  if (missing) throw new Problem(fileUnknown, {}, `fileIds/${ids.indexOf(missing)}`)
  if (ids.length) await tx.db.insertInto('liaison.file').values(ids.map((file_id) => ({ organization_id: tx.actor.organizationId, form_id: locked.form.id, complaint_id: locked.about.id, stop_id: stopId, file_id }))).onConflict((c) => c.doNothing()).execute()
  if (said.signatureId && !(await takeFiles(tx, [said.signatureId], locked.about.id)).length) throw new Problem(fileUnknown, {}, 'signatureId')
  return ids
}

const keepMeasures = async (tx: Tx, locked: Locked, stopId: string, measures: readonly Measure[]) => {
  const rows = measures.map((m, i) => ({ organization_id: tx.actor.organizationId, id: newId(), form_id: locked.form.id, complaint_id: locked.about.id, stop_id: stopId, no: i + 1, kind: m.kind, body: m.text, responsible: m.responsible || null, due_on: m.dueOn }))
  await tx.db.deleteFrom('liaison.measure').where('organization_id', '=', tx.actor.organizationId).where('stop_id', '=', stopId).execute()
  if (rows.length) await tx.db.insertInto('liaison.measure').values(rows).execute()
  return rows
}

/** Name, time, and a seal over everything that was signed. @returns the seal. */
const sign = async (tx: Tx, locked: Locked, stopId: string, said: Said): Promise<string> => {
  const fileIds = await takeWith(tx, locked, stopId, said)
  const measures = await keepMeasures(tx, locked, stopId, said.measures ?? [])
  const stop = await tx.db.selectFrom('liaison.stop').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', stopId).executeTakeFirstOrThrow()
  const signed = { answer: said.answer ?? null, signed_by: tx.actor.id, signed_name: said.signer ?? tx.actor.name, signed_at: tx.now, signature_id: said.signatureId ?? null }
  const seal = sealOf(locked.form, { ...stop, ...signed }, measures, fileIds)
  await change(tx, stopId, { ...signed, answer: said.answer ? JSON.stringify(said.answer) : null, state: 'signed', seal, ...(said.signer === undefined && { taken_by: stop.taken_by ?? tx.actor.id, taken_at: stop.taken_at ?? tx.now }) })
  await endClock(tx, locked, stop.clock_id, true)
  return seal
}

/** The deadline runs on from when it was asked, as if it had never been signed. */
const reopen = async (tx: Tx, locked: Locked, stop: StopRow) => {
  const clock = await clockFor(tx, locked, stop.unit_id, stop.asked_at)
  await tx.db.deleteFrom('liaison.file').where('organization_id', '=', tx.actor.organizationId).where('stop_id', '=', stop.id).execute()
  await change(tx, stop.id, { state: 'open', signed_by: null, signed_name: null, signed_at: null, signature_id: null, seal: null, due_at: clock?.dueAt ?? null, clock_id: clock?.id ?? null })
}

const end = async (tx: Tx, locked: Locked, stop: StopRow, state: string, reason: string | null) => {
  if (stop.state === 'open') await endClock(tx, locked, stop.clock_id, false)
  await change(tx, stop.id, { state, ...(state === 'accepted' ? {} : { ended_at: tx.now, end_reason: reason }) })
}

export interface Done { readonly state: LiaisonForm['state']; readonly before: LiaisonForm['state']; /** Of what was signed by this; empty where nothing was. */ readonly seal: string; readonly signedId: string | null; readonly opened: readonly { readonly id: string; readonly stop: Opening }[]; readonly voided: readonly StopRow[] }

/** What changes where the form lies is written down on the form too, for lists. */
const settleForm = async (tx: Tx, locked: Locked, withdrawn: boolean, reason: string | null) => {
  const stops = await tx.db.selectFrom('liaison.stop').selectAll().where('organization_id', '=', tx.actor.organizationId).where('form_id', '=', locked.form.id).orderBy('no').execute()
  const state = standing({ ...formFacts(locked.form, stops), withdrawn })
  const due = stops.flatMap((s) => (s.state === 'open' && s.due_at ? [s.due_at] : [])).sort((a, b) => a.getTime() - b.getTime())
  await tx.db.updateTable('liaison.form').set((eb) => ({ state, version: eb('version', '+', 1), next_due_at: due[0] ?? null, ...(isEnded(state) && { ended_at: tx.now, end_reason: reason }), ...(state === 'draft' ? { sent_at: null } : locked.form.sent_at ? {} : { sent_at: tx.now }) }))
    .where('organization_id', '=', tx.actor.organizationId).where('id', '=', locked.form.id).execute()
  return state
}

/** Everything that is done with a form goes through here. @throws Problem when it cannot be done as the form stands. */
export const act = async (tx: Tx, locked: Locked, action: Action, said: Said = {}): Promise<Done> => {
  const facts = formFacts(locked.form, locked.stops)
  const refusal = whyNot(facts, action)
  if (refusal) throw new Problem(refusal)
  let no = Math.max(0, ...locked.stops.map((s) => s.no))
  let signedId: string | null = null
  let seal = ''
  const opened: { id: string; stop: Opening }[] = []
  const voided: StopRow[] = []
  const apply: { [W in Change['what']]: (one: Change & { what: W }) => Promise<void> } = {
    open: async ({ stop }) => {
      no += 1
      const id = await openStop(tx, locked, stop, { no, fromId: stop.signed ? null : signedId, message: stop.signed ? null : said.message || said.reason || null })
      if (!stop.signed) { opened.push({ id, stop }); return }
      signedId = id
      seal = await sign(tx, locked, id, said)
    },
    sign: async ({ id }) => { signedId = id; seal = await sign(tx, locked, id, said) },
    bind: ({ id }) => change(tx, id, { binding: true, message: said.message ?? null }),
    reopen: async ({ id }) => { const stop = locked.stops.find((s) => s.id === id); if (stop) await reopen(tx, locked, stop) },
    end: async ({ id, as }) => {
      const stop = locked.stops.find((s) => s.id === id)
      if (!stop) return
      if (as === 'voided') voided.push(stop)
      await end(tx, locked, stop, as, said.reason ?? said.message ?? null)
    },
  }
  for (const one of changes(facts, action)) await (apply[one.what] as (one: Change) => Promise<void>)(one)
  const state = await settleForm(tx, locked, action.does === 'withdraw', said.reason ?? null)
  return { state, before: standing(facts), seal, signedId, opened, voided }
}
