import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import type { Refusal } from '#contract/endpoint.ts'
import * as contract from '#contract/questionnaire.ts'
import { whyNotAsked } from '#contract/asking.ts'
import type { Question, Questions } from '#contract/questions.ts'
import { command } from '#kernel/command.ts'
import { canonical, newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseStopped } from '#modules/knowledge/commands/refuse.ts'
import { refuseGoing } from '#modules/knowledge/port.ts'
import { DraftDiscarded, DraftSaved, TemplateMade, TemplatePublished, TemplateRestored, TemplateRetired } from '../events.ts'
import { kindChanged, whyNotDiscard, whyNotPublish, whyNotRestore, whyNotSave } from '../rules.ts'

const find = (tx: Tx, id: string) => tx.db.selectFrom('questionnaire.template').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
type TemplateRow = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

const lock = async (tx: Tx, { id, version }: { readonly id: string; readonly version: number }, whyNot: (row: TemplateRow, version: number) => Refusal | null): Promise<TemplateRow> => {
  const row = await find(tx, id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const refusal = whyNot(row, version)
  if (refusal) throw new Problem(refusal)
  return row
}

const change = (tx: Tx, id: string, set: Record<string, unknown>) =>
  tx.db.updateTable('questionnaire.template').set((eb) => ({ ...set, changed_at: tx.now, changed_by: tx.actor.id, version: eb('version', '+', 1) })).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()

/** Everything that is said in it, in every language. */
const textsIn = ({ title, intro, questions }: Questions): string[] =>
  [title, intro, ...questions.flatMap(({ text, hint, choices }) => [text, hint, ...choices.map(({ label }) => label)])].flatMap((said) => (said ? Object.values(said) : [])).filter((text) => text.trim() !== '')

const subjectOf = (id: string) => ({ type: 'questionnaire', id, unitId: null })

/** By what it is known in lists. */
const headOf = ({ title, questions }: Questions) => ({ title: JSON.stringify(title), questions: questions.length })

export const makeTemplate = command('questionnaire.make', async (tx, { body }: z.output<typeof contract.makeTemplate.input>) => {
  const { n } = await tx.db.selectFrom('questionnaire.template').select((eb) => eb.fn.countAll<number>().as('n')).where('organization_id', '=', tx.actor.organizationId).executeTakeFirstOrThrow()
  if (n >= contract.MOST_TEMPLATES) throw new Problem(contract.tooManyTemplates)
  const id = newId()
  await tx.db.insertInto('questionnaire.template').values({ organization_id: tx.actor.organizationId, id, ...headOf(body), draft: JSON.stringify(body), changed_at: tx.now, changed_by: tx.actor.id }).execute()
  await tx.record(TemplateMade, { subject: subjectOf(id), payload: { templateId: id } })
  return { id }
})

export const saveDraft = command('questionnaire.saveDraft', async (tx, { id, version, body }: z.output<typeof contract.saveDraft.input>) => {
  const row = await lock(tx, { id, version }, whyNotSave)
  // What goes out keeps its name in lists until the draft does.
  await change(tx, id, { draft: JSON.stringify(body), ...(row.edition === 0 && headOf(body)) })
  await tx.record(DraftSaved, { subject: subjectOf(id), payload: { templateId: id } })
  return { id }
})

export const discardDraft = command('questionnaire.discardDraft', async (tx, input: z.output<typeof contract.discardDraft.input>) => {
  await lock(tx, input, whyNotDiscard)
  await change(tx, input.id, { draft: null })
  await tx.record(DraftDiscarded, { subject: subjectOf(input.id), payload: { templateId: input.id } })
  return { id: input.id }
})

const editionsOf = (tx: Tx, id: string) => tx.db.selectFrom('questionnaire.edition').selectAll().where('organization_id', '=', tx.actor.organizationId).where('template_id', '=', id).orderBy('no').execute()

/** Adds the next edition: what goes out from now on. */
export const addEdition = async (tx: Tx, id: string, no: number, body: Questions, byPack: boolean): Promise<void> => {
  await tx.db.insertInto('questionnaire.edition').values({ organization_id: tx.actor.organizationId, template_id: id, no, body: JSON.stringify(body), by_pack: byPack, at: tx.now, by_id: tx.actor.id }).execute()
  await tx.record(TemplatePublished, { subject: subjectOf(id), payload: { templateId: id, edition: no, ofPack: byPack } })
}

const refuseFaulty = (body: Questions, before: readonly Question[]) => {
  const found = whyNotAsked(body)
  const changed = kindChanged(body.questions, before)
  const at = found ? found.at : changed
  if (found || changed !== null) throw new Problem(contract.faulty, { questionFault: found?.fault ?? 'kindChanged' }, at === null ? 'title' : `questions/${at}`)
}

/** What whoever is asked reads; nobody is asked for a reason. */
const refuseSaid = async (tx: Tx, body: Questions) => {
  const going = { text: textsIn(body).join('\n'), field: 'body' }
  await refuseStopped(tx, going)
  await refuseGoing(tx, { complaint: null, parts: [[going.field, going.text]] })
}

export const publishTemplate = command('questionnaire.publish', async (tx, input: z.output<typeof contract.publishTemplate.input>) => {
  const row = await lock(tx, input, whyNotPublish)
  const body = row.draft as Questions
  const before = await editionsOf(tx, row.id)
  refuseFaulty(body, before.flatMap((one) => (one.body as Questions).questions))
  await refuseSaid(tx, body)
  await change(tx, row.id, { ...headOf(body), draft: null, edition: row.edition + 1 })
  await addEdition(tx, row.id, row.edition + 1, body, false)
  return { id: row.id }
})

export const retireTemplate = command('questionnaire.retire', async (tx, input: z.output<typeof contract.retireTemplate.input>) => {
  await lock(tx, input, whyNotSave)
  await change(tx, input.id, { retired_at: tx.now })
  await tx.record(TemplateRetired, { subject: subjectOf(input.id), payload: { templateId: input.id } })
  return { id: input.id }
})

export const restoreTemplate = command('questionnaire.restore', async (tx, input: z.output<typeof contract.restoreTemplate.input>) => {
  await lock(tx, input, whyNotRestore)
  await change(tx, input.id, { retired_at: null })
  await tx.record(TemplateRestored, { subject: subjectOf(input.id), payload: { templateId: input.id } })
  return { id: input.id }
})

/** Questionnaires of a pack as it was installed. What the organisation has changed stays its own. */
export const takeOver = async (tx: Tx, given: readonly ({ readonly code: string } & Questions)[]): Promise<void> => {
  if (!given.length) return
  const known = await tx.db.selectFrom('questionnaire.template as t').leftJoin('questionnaire.edition as e', (j) => j.onRef('e.organization_id', '=', 't.organization_id').onRef('e.template_id', '=', 't.id').onRef('e.no', '=', 't.edition'))
    .select(['t.id', 't.pack_code', 't.edition', 'e.by_pack', 'e.body']).where('t.organization_id', '=', tx.actor.organizationId).where('t.pack_code', 'in', given.map(({ code }) => code)).execute()
  for (const { code, ...body } of given) {
    const row = known.find((one) => one.pack_code === code)
    if (row && !(row.by_pack && canonical(row.body) !== canonical(body))) continue
    const id = row?.id ?? newId()
    if (row) await change(tx, id, { ...headOf(body), edition: row.edition + 1 })
    else await tx.db.insertInto('questionnaire.template').values({ organization_id: tx.actor.organizationId, id, pack_code: code, edition: 1, ...headOf(body), changed_at: tx.now, changed_by: null }).execute()
    await addEdition(tx, id, (row?.edition ?? 0) + 1, body, true)
  }
}
