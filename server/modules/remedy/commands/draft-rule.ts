import type { z } from 'zod'
import { notAllowed, notFound } from '#contract/common.ts'
import type * as contract from '#contract/remedy.ts'
import type { Rule } from '#contract/table-shape.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { lockComplaint, subjectOf } from '#modules/complaint/commands/lock.ts'
import { findingsOf } from '#modules/investigation/queries.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { changeTable } from '#modules/packs/table/commands.ts'
import { draftRow, rulesOf } from '#modules/packs/table/draft.ts'
import { ExceptionDrafted } from '../events.ts'
import { whyNotDraft } from '../rules.ts'
import { inWords } from '../words.ts'
import { factOf } from './lock.ts'

const CHANGES = changeTable.name

const known = (facts: Readonly<Record<string, string | null | undefined>>): Rule['when'] => Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value ? [[name, [value]]] : [])))

const proposalOf = (tx: Tx, id: string) => tx.db.selectFrom('remedy.proposal').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)
type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof proposalOf>['executeTakeFirst']>>>

/** For every point that was given something: what is known of it, and what was given. */
const rulesFor = async (tx: Tx, p: Row, complaint: { readonly id: string; readonly number: string; readonly nature: string }): Promise<Rule[]> => {
  const { organizationId } = tx.actor
  const read = readerOf(tx.db)
  const pack = await currentPack(read, organizationId)
  const [items, points, findings, { facts }] = await Promise.all([
    read.selectFrom('remedy.item').selectAll().where('organization_id', '=', organizationId).where('proposal_id', '=', p.id).orderBy('no').execute(), read.selectFrom('complaint.point').selectAll().where('organization_id', '=', organizationId).where('complaint_id', '=', complaint.id).orderBy('no').execute(),
    findingsOf(read, organizationId, complaint.id), pack.policy('compensation'),
  ])
  const principle = pack.body.principles.find((one) => one.code === p.principle)
  return points.filter((point) => items.some((item) => item.point_id === point.id)).map((point): Rule => {
    const liability = findings.find((f) => f.pointId === point.id && !f.superseded)?.liability
    const when = known({ category: point.category_code, nature: complaint.nature, liability, severity: point.severity, matter: point.matter, fault: point.service_fault })
    const given = items.filter((item) => item.point_id === point.id).map(({ kind, amount_fen }) => ({ kind, ...(amount_fen > 0 && { fen: amount_fen }) }))
    return { id: `x-${newId().slice(-12)}`, when: Object.fromEntries(Object.entries(when).filter(([name]) => facts.includes(name))), gives: { items: given, text: inWords('text', { number: complaint.number }), basis: principle ? principle.label : inWords('basis') } }
  })
}

/** An approved exception becomes rules at the end of the draft of compensation. Who may do it is whoever may change tables. */
export const draftRule = command('remedy.draftRule', async (tx, { id }: z.output<typeof contract.draftRule.input>) => {
  if (!tx.actor.may(CHANGES)) throw new Problem(notAllowed, { permission: CHANGES })
  const unlocked = await proposalOf(tx, id).executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockComplaint(tx, unlocked.complaint_id)
  const proposal = await proposalOf(tx, id).forUpdate().executeTakeFirstOrThrow()
  const refusal = whyNotDraft(proposal)
  if (refusal) throw new Problem(refusal)
  const rules = await rulesFor(tx, proposal, complaint)
  const read = readerOf(tx.db)
  const draft = await draftRow(read, tx.actor.organizationId, 'compensation')
  const now = draft ? rulesOf(draft) : await (await currentPack(read, tx.actor.organizationId)).policy('compensation')
  await changeTable.run(tx, { table: 'compensation', version: draft?.version ?? 0, rules: [...now.rules, ...rules], examples: now.examples })
  const ids = rules.map((rule) => rule.id)
  await tx.db.updateTable('remedy.proposal').set({ drafted_at: tx.now, drafted_by: tx.actor.id }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  await tx.record(ExceptionDrafted, { subject: subjectOf(complaint), payload: { ...factOf(proposal), rules: ids } })
  return { table: 'compensation' as const, rules: ids }
})
