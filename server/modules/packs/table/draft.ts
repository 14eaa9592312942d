import { staleVersion } from '#contract/common.ts'
import { type Fault, faultsIn } from '#contract/table-checks.ts'
import type { TableName } from '#contract/table-form.ts'
import type { Known } from '#contract/table-known.ts'
import type { Example, Rule } from '#contract/table-shape.ts'
import * as contract from '#contract/tables.ts'
import { type Reader, readerOf } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import type { Instant } from '#kernel/time.ts'
import type { Tx } from '#kernel/tx.ts'
import { approversOf } from '#modules/identity/queries/approvers.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { findLaw } from '../port.ts'
import { asTable, currentPack } from '../queries.ts'
import { knownOf } from '../strays.ts'
import { lockCategories } from '../tree/draft.ts'

export const subject = (organizationId: string) => ({ type: 'tables', id: organizationId, unitId: null })

/** Who may put a table in force. */
export const APPROVES = 'packs.approveTable'

export const draftRow = (read: Reader, organizationId: string, table: TableName) => read.selectFrom('packs.table_draft').selectAll().where('organization_id', '=', organizationId).where('table_name', '=', table).executeTakeFirst()
export type DraftRow = NonNullable<Awaited<ReturnType<typeof draftRow>>>

/** The draft as it was read. @throws Problem where there is none, or somebody changed it since. */
export const lockDraft = async (tx: Tx, table: TableName, version: number): Promise<DraftRow> => {
  await lockCategories(tx)
  const draft = await draftRow(readerOf(tx.db), tx.actor.organizationId, table)
  if (!draft) throw new Problem(contract.noDraft)
  if (draft.version !== version) throw new Problem(staleVersion)
  return draft
}

export const rulesOf = (draft: Pick<DraftRow, 'rules' | 'examples'>) => ({ rules: draft.rules as Rule[], examples: draft.examples as Example[] })

/** What rules may name here, units among it. */
export const knownHere = async (read: Reader, organizationId: string, now: Instant): Promise<Known> => {
  const [{ body }, units, law] = await Promise.all([currentPack(read, organizationId), unitRows(read, organizationId), findLaw()(read, organizationId, now)])
  const codes = new Map(units.map((unit) => [unit.id, unit.code]))
  const known = knownOf(body, units.filter((unit) => !unit.retired_at).map(({ code, parent_id }) => ({ code, parent: parent_id ? codes.get(parent_id) ?? null : null })))
  return { ...known, law }
}

/** What is wrong with a draft. */
export const faultsOfDraft = async (read: Reader, organizationId: string, name: TableName, draft: Pick<DraftRow, 'rules' | 'examples'>, now: Instant): Promise<Fault[]> =>
  faultsIn(name, await asTable(read, organizationId, name, draft), await knownHere(read, organizationId, now))

export const refuseFaulty = async (read: Reader, organizationId: string, name: TableName, draft: DraftRow, now: Instant): Promise<void> => {
  const count = (await faultsOfDraft(read, organizationId, name, draft, now)).filter(({ must }) => must).length
  if (count) throw new Problem(contract.tableFaulty, { count })
}

/** Who worked on a draft; whoever sent it among them. */
export const workersOf = (draft: Pick<DraftRow, 'editors' | 'sent_by'>): string[] => [...new Set([...draft.editors, ...(draft.sent_by ? [draft.sent_by] : [])])]

/** Whether nobody may approve a draft but those who worked on it. */
export const isAlone = async (read: Reader, organizationId: string, draft: Pick<DraftRow, 'editors' | 'sent_by'>): Promise<boolean> => {
  const workers = workersOf(draft)
  return (await approversOf(read, organizationId, APPROVES)).every((id) => workers.includes(id))
}
