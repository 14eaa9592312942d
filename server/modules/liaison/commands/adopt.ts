import type { z } from 'zod'
import * as contract from '#contract/liaison.ts'
import { type Liability, Liability as Liabilities } from '#contract/packs.ts'
import type { LiaisonField } from '#contract/liaison-pack.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockOpen } from '#modules/complaint/commands/lock.ts'
import { addFinding } from '#modules/investigation/commands.ts'
import { AnswerAdopted } from '../events.ts'
import type { Values } from '../fields.ts'
import { answers } from '../rules.ts'
import { type LockedStop, lockParty, lockStop, refuseStrangers, signerOf } from './lock.ts'

const MOST_FINDING = 4_000

const answered = (template: unknown, values: Values, type: LiaisonField['type']): string | null => {
  const field = (template as LiaisonField[]).find((each) => each.part === 'answer' && each.type === type)
  const value = field && values[field.code]
  return typeof value === 'string' ? value : null
}

/** What was written in words, each under what was asked, as the handler would type it. */
const findingText = (template: unknown, values: Values, unit: string, locale: 'zh-CN' | 'zh-Hant' | 'en'): string =>
  [unit, ...(template as LiaisonField[]).flatMap((field) => (field.part === 'answer' && field.type === 'long' && values[field.code] ? [`${field.label[locale]}${locale === 'en' ? ': ' : '：'}${values[field.code]}`] : []))].join('\n').slice(0, MOST_FINDING)

const filesOf = async (tx: Tx, { stop }: LockedStop) => (await readerOf(tx.db).selectFrom('liaison.file').select('file_id').where('organization_id', '=', tx.actor.organizationId).where('stop_id', '=', stop.id).execute()).map((f) => f.file_id)

/** An outsider's own name stands in the finding, and nowhere in the chain of events. */
const nameOf = async (tx: Tx, { stop }: LockedStop, unit: string) => (stop.party_id ? `${unit} ${(await lockParty(tx, stop.party_id)).party.name}` : unit)

/** Cause, responsibility and countermeasure of a unit become the finding of a point, with what proves them: nobody types it again. */
export const adopt = command('liaison.adopt', async (tx, input: z.output<typeof contract.adopt.input>) => {
  const found = await tx.db.selectFrom('liaison.stop').select('complaint_id').where('organization_id', '=', tx.actor.organizationId).where('id', '=', input.id).executeTakeFirst()
  if (found) await refuseStrangers(tx, found.complaint_id)
  if (found) await lockOpen(tx, found.complaint_id)
  const locked = await lockStop(tx, input.id)
  const { stop, form } = locked
  if (!answers(stop.kind)) throw new Problem(contract.notThisStop)
  if (stop.state !== 'signed' && stop.state !== 'accepted') throw new Problem(contract.stopOver)
  if (stop.adopted_at) throw new Problem(contract.adoptedAlready)
  const { fields } = stop.answer as { fields: Values }
  const unit = await signerOf(tx, stop)
  const said = Liabilities.safeParse(answered(form.template, fields, 'liability'))
  const liability: Liability = input.liability ?? (said.success ? said.data : 'ours')
  await addFinding.run(tx, { id: locked.about.id, pointId: input.pointId, text: findingText(form.template, fields, await nameOf(tx, locked, unit), tx.actor.locale), liability, rootCause: answered(form.template, fields, 'cause'), evidence: await filesOf(tx, locked), method: 'inspection' })
  await tx.db.updateTable('liaison.stop').set({ adopted_at: tx.now }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', stop.id).execute()
  await tx.record(AnswerAdopted, { subject: locked.subject, payload: { complaintId: locked.about.id, formId: form.id, number: form.number, stopId: stop.id, unit, pointId: input.pointId } })
  return { id: form.id }
})
