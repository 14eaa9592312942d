import type { z } from 'zod'
import { contractUnsigned } from '#contract/complaint.ts'
import * as contract from '#contract/liaison.ts'
import type { LiaisonField, LiaisonPart } from '#contract/liaison-pack.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { type LockedComplaint, lockOpen, subjectOf } from '#modules/complaint/commands/lock.ts'
import { standingSignOffs, unsigned } from '#modules/complaint/queries/sign-off.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { FormChanged, FormIssued, FormSent, FormSettled, FormWithdrawn, UnitsAsked } from '../events.ts'
import { type Values, faultIn, filledIn } from '../fields.ts'
import { type Advice, adviceFor } from '../route.ts'
import { act } from './act.ts'
import { type Locked, lockForm, refuseStrangers, unitName } from './lock.ts'
import { tellAll } from './telling.ts'

type Content = z.output<typeof contract.issue.input>

/** @throws Problem for the first value that cannot stand, or must and does not, in a part of the form. */
export const refuseFaulty = async (tx: Tx, template: unknown, part: LiaisonPart, values: Values, whole: boolean): Promise<Values> => {
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const filled = filledIn(values)
  const fault = faultIn(template as LiaisonField[], part, filled, { causes: body.causes.map((c) => c.code), whole, locale: tx.actor.locale })
  if (fault) throw new Problem(fault.refusal, { field: fault.label }, `fields/${fault.code}`)
  return filled
}

/** @throws Problem when one of the units is none of the organisation. */
export const refuseUnknownUnits = async (tx: Tx, ids: readonly string[], field = 'unitIds'): Promise<string[]> => {
  const wanted = [...new Set(ids)]
  const found = await tx.db.selectFrom('identity.unit').select('id').where('organization_id', '=', tx.actor.organizationId).where('id', 'in', wanted).where('retired_at', 'is', null).execute()
  if (found.length < wanted.length) throw new Problem(contract.unitMissing, {}, field)
  return wanted
}

const isSame = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id) => b.includes(id))

/** As the table says, or as somebody chose, who then says why. */
const chosen = async (tx: Tx, input: Pick<Content, 'qualityUnitId' | 'unitIds' | 'otherwise'>, advice: Advice) => {
  const quality = input.qualityUnitId === undefined ? advice.qualityUnitId : input.qualityUnitId
  const units = await refuseUnknownUnits(tx, input.unitIds ?? advice.unitIds)
  if (quality) await refuseUnknownUnits(tx, [quality], 'qualityUnitId')
  const asAdvised = quality === advice.qualityUnitId && isSame(units, advice.unitIds)
  if (!asAdvised && !input.otherwise.trim()) throw new Problem(contract.otherwiseUnexplained, {}, 'otherwise')
  return { quality_unit_id: quality, planned: units, otherwise: asAdvised ? null : input.otherwise }
}

const contentOf = (input: Content, fields: Values) => ({ body: input.text, demand: input.demand, product: input.product || null, lot: input.lot || null, order_number: input.order || null, fields: JSON.stringify(fields) })

/** The name of who complains stands on the form only where nothing speaks against it. */
const nameOnForm = async (tx: Tx, c: LockedComplaint): Promise<string | null> => {
  if (c.identity !== 'open') return null
  const customer = await tx.db.selectFrom('customer.customer').select('name').where('organization_id', '=', tx.actor.organizationId).where('id', '=', c.customer_id).executeTakeFirst()
  return c.complainant_name ?? customer?.name ?? null
}

/** A form of a case, not on its way yet (E3). A case may have several. */
export const issue = command('liaison.issue', async (tx, input: Content) => {
  const complaint = await lockOpen(tx, input.complaintId)
  const read = readerOf(tx.db)
  const [{ body }, advice, last] = await Promise.all([
    currentPack(read, tx.actor.organizationId), adviceFor(read, complaint),
    tx.db.selectFrom('liaison.form').select((eb) => eb.fn.max('no').as('no')).where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaint.id).executeTakeFirst(),
  ])
  const fields = await refuseFaulty(tx, body.liaison.fields, 'issue', input.fields, false)
  const where = await chosen(tx, input, advice)
  const id = newId()
  const no = (last?.no ?? 0) + 1
  const number = `${complaint.number}-L${no}`
  await tx.db.insertInto('liaison.form').values({
    organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, no, number, state: 'draft', unit_id: complaint.unit_id, office_unit_id: advice.officeUnitId, ...where, route: JSON.stringify(advice), template: JSON.stringify(body.liaison.fields),
    customer_name: await nameOnForm(tx, complaint), ...contentOf(input, fields), next_due_at: null, made_by: tx.actor.id, made_at: tx.now,
  }).execute()
  await tx.record(FormIssued, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, formId: id, number } })
  return { id }
})

const payloadOf = ({ about, form }: Locked) => ({ complaintId: about.id, formId: form.id, number: form.number })

export const changeForm = command('liaison.change', async (tx, input: z.output<typeof contract.change.input>) => {
  const locked = await lockForm(tx, input.id, input.version)
  await refuseStrangers(tx, locked.about.id)
  if (locked.form.state !== 'draft') throw new Problem(locked.form.ended_at ? contract.formEnded : contract.notDraft)
  const fields = await refuseFaulty(tx, locked.form.template, 'issue', input.fields, false)
  const where = await chosen(tx, input, locked.form.route as unknown as Advice)
  await tx.db.updateTable('liaison.form').set((eb) => ({ ...where, ...contentOf({ ...input, complaintId: locked.about.id }, fields), version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.id).execute()
  await tx.record(FormChanged, { subject: locked.subject, payload: payloadOf(locked) })
  return { id: input.id }
})

/** A pure matter of contract goes nowhere before the manager has signed it (C2). */
const refuseUnsigned = async (tx: Tx, { form, about }: Locked) => {
  if (!(form.route as unknown as Advice).signOff) return
  const [waiting] = unsigned(await standingSignOffs(readerOf(tx.db), tx.actor.organizationId, about.id))
  if (waiting) throw new Problem(contractUnsigned, { no: waiting.no })
}

export const send = command('liaison.send', async (tx, input: z.output<typeof contract.send.input>) => {
  const found = await tx.db.selectFrom('liaison.form').select('complaint_id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.id).executeTakeFirst()
  if (found) await refuseStrangers(tx, found.complaint_id)
  // The case first: one that is being closed sends nothing any more.
  if (found) await lockOpen(tx, found.complaint_id)
  const locked = await lockForm(tx, input.id, input.version)
  await refuseUnsigned(tx, locked)
  await refuseFaulty(tx, locked.form.template, 'issue', locked.form.fields as Values, true)
  await refuseUnknownUnits(tx, [...locked.form.planned, ...(locked.form.quality_unit_id ? [locked.form.quality_unit_id] : [])])
  const done = await act(tx, locked, { does: 'send' }, input)
  await tx.record(FormSent, { subject: locked.subject, payload: { ...payloadOf(locked), stopId: done.signedId ?? locked.form.id, unit: await unitName(tx, done.opened.map(({ stop }) => stop.unitId)), seal: done.seal } })
  await tellAll(tx, locked, done)
  return { id: input.id }
})

export const withdraw = command('liaison.withdraw', async (tx, { id, reason }: z.output<typeof contract.withdraw.input>) => {
  const locked = await lockForm(tx, id)
  await refuseStrangers(tx, locked.about.id)
  const done = await act(tx, locked, { does: 'withdraw' }, { reason })
  await tx.record(FormWithdrawn, { subject: locked.subject, payload: payloadOf(locked), reason })
  await tellAll(tx, locked, done)
  return { id }
})

/** By who issued it, or by quality, which watches the progress of every case. */
export const ask = command('liaison.ask', async (tx, input: z.output<typeof contract.ask.input>) => {
  const locked = await lockForm(tx, input.id)
  await refuseStrangers(tx, locked.about.id)
  const units = await refuseUnknownUnits(tx, input.unitIds)
  const done = await act(tx, locked, { does: 'ask', units }, { message: input.message })
  await tx.record(UnitsAsked, { subject: locked.subject, payload: { ...payloadOf(locked), unit: await unitName(tx, units) }, reason: input.message })
  await tellAll(tx, locked, done)
  return { id: input.id }
})

export const settle = command('liaison.settle', async (tx, input: z.output<typeof contract.settle.input>) => {
  const locked = await lockForm(tx, input.id)
  await refuseStrangers(tx, locked.about.id)
  const done = await act(tx, locked, { does: 'settle' }, { ...input, answer: { fields: {}, text: input.reply, outcome: null } })
  await tx.record(FormSettled, { subject: locked.subject, payload: { ...payloadOf(locked), stopId: done.signedId ?? locked.form.id, unit: await unitName(tx, [locked.form.unit_id]), seal: done.seal } })
  await tellAll(tx, locked, done)
  return { id: input.id }
})
