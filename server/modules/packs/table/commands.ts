import type { z } from 'zod'
import { staleVersion } from '#contract/common.ts'
import { changesBetween } from '#contract/table-diff.ts'
import { FORMS, type TableName } from '#contract/table-form.ts'
import * as contract from '#contract/tables.ts'
import type { Tables } from '../../../tables/index.ts'
import { command } from '#kernel/command.ts'
import { type Updateable, readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { approversOf } from '#modules/identity/queries/approvers.ts'
import { tell } from '#modules/notification/commands.ts'
import { TableDraftBegun, TableDraftDiscarded, TableReturned, TableSent } from '../events.ts'
import { currentPack } from '../queries.ts'
import { lockCategories } from '../tree/draft.ts'
import { APPROVES, type DraftRow, draftRow, lockDraft, refuseFaulty, rulesOf, subject, workersOf } from './draft.ts'
import { versionOf } from './queries.ts'

const done = { done: true as const }

type Content = Pick<z.output<typeof contract.changeTable.input>, 'rules' | 'examples'>

const begin = async (tx: Tx, table: TableName, { rules, examples }: Content, basedOn: string) => {
  await tx.db.insertInto('packs.table_draft').values({
    organization_id: tx.actor.organizationId, table_name: table, version: 1, rules: JSON.stringify(rules), examples: JSON.stringify(examples), based_on: basedOn, begun_by: tx.actor.id, begun_at: tx.now, changed_by: tx.actor.id, changed_at: tx.now,
    editors: tx.actor.id ? [tx.actor.id] : [], sent_by: null, sent_at: null, returned_by: null, returned_at: null, returned_why: null,
  }).execute()
  await tx.record(TableDraftBegun, { subject: subject(tx.actor.organizationId), payload: { table } })
  return { version: 1 }
}

const update = (tx: Tx, { table_name }: DraftRow, set: Updateable<Tables['packs.table_draft']>) =>
  tx.db.updateTable('packs.table_draft').set(set).where('organization_id', '=', tx.actor.organizationId).where('table_name', '=', table_name).execute()

/** What is being worked on, as it stands now; the first change begins the draft. */
export const changeTable = command('packs.changeTable', async (tx, { table, version, ...content }: z.output<typeof contract.changeTable.input>) => {
  await lockCategories(tx)
  const read = readerOf(tx.db)
  const draft = await draftRow(read, tx.actor.organizationId, table)
  if ((draft?.version ?? 0) !== version) throw new Problem(staleVersion)
  if (!draft) return begin(tx, table, content, (await (await currentPack(read, tx.actor.organizationId)).policy(table)).version)
  if (draft.state !== 'open') throw new Problem(contract.draftSent)
  const editors = [...new Set([...draft.editors, ...(tx.actor.id ? [tx.actor.id] : [])])]
  await update(tx, draft, { version: version + 1, rules: JSON.stringify(content.rules), examples: JSON.stringify(content.examples), changed_by: tx.actor.id, changed_at: tx.now, editors })
  return { version: version + 1 }
})

export const discardTable = command('packs.discardTable', async (tx, { table, version }: z.output<typeof contract.discardTable.input>) => {
  const draft = await lockDraft(tx, table, version)
  if (draft.state !== 'open') throw new Problem(contract.draftSent)
  await tx.db.deleteFrom('packs.table_draft').where('organization_id', '=', tx.actor.organizationId).where('table_name', '=', table).execute()
  await tx.record(TableDraftDiscarded, { subject: subject(tx.actor.organizationId), payload: { table } })
  return done
})

/** To whoever approves it. What is wrong is put right before. */
export const sendTable = command('packs.sendTable', async (tx, { table, version, note }: z.output<typeof contract.sendTable.input>) => {
  const { organizationId, id } = tx.actor
  const read = readerOf(tx.db)
  const draft = await lockDraft(tx, table, version)
  if (draft.state !== 'open') throw new Problem(contract.draftSent)
  const [now, own] = [await (await currentPack(read, organizationId)).policy(table), rulesOf(draft)]
  const changes = changesBetween(now.rules, own.rules, FORMS[table].hit === 'first').length
  if (!changes && JSON.stringify(now.examples) === JSON.stringify(own.examples)) throw new Problem(contract.tableUnchanged)
  await refuseFaulty(read, organizationId, table, draft, tx.now)
  await update(tx, draft, { state: 'sent', version: version + 1, sent_by: id, sent_at: tx.now, note, returned_by: null, returned_at: null, returned_why: null })
  const about = subject(organizationId)
  await tx.record(TableSent, { subject: about, payload: { table, changes }, reason: note || undefined })
  const others = (await approversOf(read, organizationId, APPROVES)).filter((person) => !draft.editors.includes(person))
  await tell(tx, { to: others, name: 'tableSent', subject: about, payload: { table, changes } })
  return done
})

export const returnTable = command('packs.returnTable', async (tx, { table, version, reason }: z.output<typeof contract.returnTable.input>) => {
  const { organizationId, id } = tx.actor
  const draft = await lockDraft(tx, table, version)
  if (draft.state !== 'sent') throw new Problem(contract.draftNotSent)
  await update(tx, draft, { state: 'open', version: version + 1, sent_by: null, sent_at: null, returned_by: id, returned_at: tx.now, returned_why: reason })
  const about = subject(organizationId)
  await tx.record(TableReturned, { subject: about, payload: { table }, reason })
  await tell(tx, { to: workersOf(draft), name: 'tableReturned', subject: about, payload: { table } })
  return done
})

/** An older version, to be sent and approved like any other draft. */
export const restoreTable = command('packs.restoreTable', async (tx, { table, id }: z.output<typeof contract.restoreTable.input>) => {
  await lockCategories(tx)
  const read = readerOf(tx.db)
  if (await draftRow(read, tx.actor.organizationId, table)) throw new Problem(contract.draftInTheWay)
  const { body } = await versionOf(read, tx.actor.organizationId, table, id)
  return begin(tx, table, body, body.version)
})
