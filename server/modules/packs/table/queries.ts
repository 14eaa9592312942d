import type { z } from 'zod'
import { notFound } from '#contract/common.ts'
import { firing } from '#contract/table-checks.ts'
import { changesBetween } from '#contract/table-diff.ts'
import { fits, fitsAll } from '#contract/table-fit.ts'
import { FORMS, TableName } from '#contract/table-form.ts'
import type { Table } from '#contract/table-shape.ts'
import * as contract from '#contract/tables.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { iso, isoOrNull } from '#kernel/time.ts'
import { namesOf } from '#modules/identity/queries/people.ts'
import { unitRows } from '#modules/identity/queries/units.ts'
import { findLaw } from '../port.ts'
import { currentPack, draftedTable, policyBody } from '../queries.ts'
import { type DraftRow, draftRow, faultsOfDraft, isAlone, rulesOf } from './draft.ts'

type Name = Awaited<ReturnType<typeof namesOf>>
const someone = (name: Name, id: string | null) => (id ? name(id) ?? { id, name: '' } : null)

const MOST_SHOWN = 100

/** Every version of a table; those of the organisation's own with how they came to be. */
const versionRows = (read: Reader, organizationId: string, table: TableName) => read.selectFrom('packs.policy as p')
  .leftJoin('packs.table_version as v', (j) => j.onRef('v.organization_id', '=', 'p.organization_id').onRef('v.id', '=', 'p.id'))
  .select(['p.id', 'p.version', 'p.published_at', 'p.published_by', 'v.no', 'v.state', 'v.note', 'v.drafted_by', 'v.approved_by', 'v.alone', 'v.effective_at', 'v.running', sql<number>`jsonb_array_length(p.body -> 'rules')`.as('rules')])
  .where('p.organization_id', '=', organizationId).where('p.table_name', '=', table).orderBy('p.id', 'desc').limit(MOST_SHOWN).execute()
type VersionRow = Awaited<ReturnType<typeof versionRows>>[number]

const peopleOf = (rows: readonly VersionRow[]) => rows.flatMap((row) => [...row.drafted_by ?? [], row.approved_by, row.published_by]).filter((id): id is string => id !== null)

const shown = (row: VersionRow, name: Name, inForce: string | undefined): contract.TableVersion => ({
  id: row.id, version: row.version, no: row.no, rules: row.rules, note: row.note ?? '', publishedAt: iso(row.published_at), approvedBy: someone(name, row.approved_by ?? row.published_by), alone: row.alone ?? false, effectiveAt: iso(row.effective_at ?? row.published_at),
  draftedBy: (row.drafted_by ?? []).map((id) => name(id) ?? { id, name: '' }), running: row.running === null ? null : row.running === 'move' ? 'move' : 'keep',
  // A newer pack may have taken the place of a version, or have left it where it is.
  state: row.id === inForce ? 'inForce' : row.state === null || row.state === 'inForce' ? 'past' : row.state as contract.TableVersion['state'],
})

const versionsOf = async (read: Reader, organizationId: string, table: TableName): Promise<contract.TableVersion[]> => {
  const [rows, { ids }] = await Promise.all([versionRows(read, organizationId, table), currentPack(read, organizationId)])
  const name = await namesOf(read, organizationId, peopleOf(rows))
  return rows.map((row) => shown(row, name, ids[table]))
}

/** A version with its content. @throws Problem where there is none of that table. */
export const versionOf = async (read: Reader, organizationId: string, table: TableName, id: string): Promise<{ body: Table; all: contract.TableVersion[]; version: contract.TableVersion }> => {
  const all = await versionsOf(read, organizationId, table)
  const version = all.find((one) => one.id === id)
  if (!version) throw new Problem(notFound)
  return { body: await policyBody(read, organizationId, id), all, version }
}

const shownDraft = async (read: Reader, organizationId: string, draft: DraftRow): Promise<contract.TableDraft> => {
  const ids = [...draft.editors, draft.begun_by, draft.changed_by, draft.sent_by, draft.returned_by].filter((id): id is string => id !== null)
  const [name, alone] = await Promise.all([namesOf(read, organizationId, ids), isAlone(read, organizationId, draft)])
  const by = someone(name, draft.returned_by)
  return {
    version: draft.version, state: draft.state === 'sent' ? 'sent' : 'open', ...rulesOf(draft), basedOn: draft.based_on, begunBy: someone(name, draft.begun_by), begunAt: iso(draft.begun_at), changedBy: someone(name, draft.changed_by), changedAt: iso(draft.changed_at),
    editors: draft.editors.map((id) => name(id) ?? { id, name: '' }), alone, sentBy: someone(name, draft.sent_by), sentAt: isoOrNull(draft.sent_at), note: draft.note,
    returned: by && draft.returned_at ? { by, at: iso(draft.returned_at), reason: draft.returned_why ?? '' } : null,
  }
}

export const tables = query('packs.readTables', async (read, { organizationId }, _input: Record<string, never>) => {
  const { policy } = await currentPack(read, organizationId)
  const [drafts, waiting, all] = await Promise.all([
    read.selectFrom('packs.table_draft').select(['table_name', 'state', 'changed_by', 'changed_at']).where('organization_id', '=', organizationId).execute(),
    read.selectFrom('packs.table_version').select(['table_name', 'no', 'effective_at']).where('organization_id', '=', organizationId).where('state', '=', 'scheduled').execute(),
    Promise.all(TableName.options.map(policy)),
  ])
  const name = await namesOf(read, organizationId, drafts.flatMap(({ changed_by }) => (changed_by ? [changed_by] : [])))
  return {
    items: TableName.options.map((table, i) => {
      const [draft, next] = [drafts.find((one) => one.table_name === table), waiting.find((one) => one.table_name === table)]
      return {
        table, hit: FORMS[table].hit, version: all[i]?.version ?? '', rules: all[i]?.rules.length ?? 0,
        draft: draft ? { state: draft.state === 'sent' ? 'sent' as const : 'open' as const, by: someone(name, draft.changed_by), at: iso(draft.changed_at) } : null, scheduled: next ? { no: next.no, at: iso(next.effective_at) } : null,
      }
    }),
    next: null,
  }
})

export const table = query('packs.readTables', async (read, { organizationId }, { table: name }: z.output<typeof contract.table.input>, now): Promise<contract.TableView> => {
  const { policy } = await currentPack(read, organizationId)
  const [published, draft, versions, units, law] = await Promise.all([policy(name), draftRow(read, organizationId, name), versionsOf(read, organizationId, name), unitRows(read, organizationId), name === 'compensation' ? findLaw()(read, organizationId, now) : null])
  const codes = new Map(units.map(({ id, code }) => [id, code]))
  return {
    table: name, hit: FORMS[name].hit, facts: published.facts, published: { version: published.version, rules: published.rules, examples: published.examples }, draft: draft ? await shownDraft(read, organizationId, draft) : null,
    units: units.filter((unit) => !unit.retired_at).map((unit) => ({ code: unit.code, name: unit.name, parent: unit.parent_id ? codes.get(unit.parent_id) ?? null : null })), scheduled: versions.find(({ state }) => state === 'scheduled') ?? null, law: law && { rules: law.rules, partly: [...law.partly] },
  }
})

export const tableFaults = query('packs.readTables', async (read, { organizationId }, { table: name }: z.output<typeof contract.tableFaults.input>, now) => {
  const content = await draftRow(read, organizationId, name) ?? await (await currentPack(read, organizationId)).policy(name)
  return { items: await faultsOfDraft(read, organizationId, name, content, now), next: null }
})

export const tableVersions = query('packs.readTables', async (read, { organizationId }, { table: name }: z.output<typeof contract.tableVersions.input>) => ({ items: await versionsOf(read, organizationId, name), next: null }))

export const tableVersion = query('packs.readTables', async (read, { organizationId }, { table: name, id, against }: z.output<typeof contract.tableVersion.input>) => {
  const { body, all, version } = await versionOf(read, organizationId, name, id)
  const other = against ?? all[all.indexOf(version) + 1]?.id
  const before = other ? (await versionOf(read, organizationId, name, other)).body : body
  return { version, rules: body.rules, examples: body.examples, changes: changesBetween(before.rules, body.rules, FORMS[name].hit === 'first') }
})

const triedBy = async (read: Reader, organizationId: string, name: TableName, by: string): Promise<Table> => {
  if (by === 'published') return (await currentPack(read, organizationId)).policy(name)
  if (by !== 'draft') return (await versionOf(read, organizationId, name, by)).body
  const draft = await draftedTable(read, organizationId, name)
  if (!draft) throw new Problem(contract.noDraft)
  return draft
}

/** Which rule fires for these facts, what it gives, and which condition kept the others from it. */
export const tryTable = query('packs.tryTable', async (read, { organizationId }, { table: name, facts, by }: z.output<typeof contract.tryTable.input>): Promise<contract.Trial> => {
  const tried = await triedBy(read, organizationId, name, by)
  const fired = new Set(firing(tried, facts))
  return {
    table: name, version: tried.version,
    rules: tried.rules.map(({ id, when, gives }) => ({ rule: id, fires: fired.has(id), fits: fitsAll(when, facts), conditions: Object.entries(when).map(([fact, cell]) => ({ name: fact, asks: cell, holds: fits(cell, facts[fact]) })), gives })),
  }
})
