import type { Terms } from '#contract/common.ts'
import type { PackView } from '#contract/packs.ts'
import { type OpenTransaction, type Reader, sql } from '#kernel/db.ts'
import { DecisionTable } from '#kernel/decision-table.ts'
import { oncePerTransaction } from '#kernel/once.ts'
import { query } from '#kernel/query.ts'
import { learnTerms } from '#kernel/terms.ts'
import { PackBody } from './shape.ts'
import { TABLES, type TableName } from './tables.ts'

// Installed versions never change, so what was read once stays right for as long as the process lives.
const bodies = new Map<string, PackBody>()
const policies = new Map<string, DecisionTable>()

export interface CurrentPack { readonly versionId: string; readonly body: PackBody; policy(table: TableName): Promise<DecisionTable> }

/** The pack in force for an organisation: one small row, once in a transaction, the rest from memory. */
export const currentPack = oncePerTransaction(async (read: Reader, organizationId: string): Promise<CurrentPack> => {
  const row = await read.selectFrom('packs.current').select(['version_id', 'policies']).where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  const ids = row.policies as Record<TableName, string>
  return { versionId: row.version_id, body: await versionBody(read, organizationId, row.version_id), policy: (table) => policyBody(read, organizationId, ids[table]) }
})

const versionBody = async (read: Reader, organizationId: string, id: string): Promise<PackBody> => {
  const kept = bodies.get(id)
  if (kept) return kept
  const { body } = await read.selectFrom('packs.version').select('body').where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirstOrThrow()
  const parsed = PackBody.parse(body)
  bodies.set(id, parsed)
  learnTerms(organizationId, parsed.pack.terms)
  return parsed
}

const policyBody = async (read: Reader, organizationId: string, id: string): Promise<DecisionTable> => {
  const kept = policies.get(id)
  if (kept) return kept
  const { body } = await read.selectFrom('packs.policy').select('body').where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirstOrThrow()
  const parsed = DecisionTable.parse(body)
  policies.set(id, parsed)
  return parsed
}

/** A category and all above it. */
export const withAncestors = (body: PackBody, code: string | null): string[] => {
  const category = body.categories.find((c) => c.code === code)
  return category ? [category.code, ...withAncestors(body, category.parent)] : []
}

export const packView = query('packs.read', async (read, actor, _input: Record<string, never>): Promise<PackView> => {
  const { body, policy } = await currentPack(read, actor.organizationId)
  const tables = await Promise.all(TABLES.map(policy))
  return {
    code: body.pack.code, version: body.pack.version, name: body.pack.name, terms: body.pack.terms ?? null, unverified: body.clocks.some((c) => !c.verified),
    categories: body.categories, fields: body.fields, classes: body.classes, rootCauses: body.causes, clocks: body.clocks, guidance: body.guidance, temperaments: body.temperaments,
    followUpQuestions: body['follow-up'], execution: body.execution, positions: body.positions, roles: body.roles, workedCases: body.examples,
    tables: tables as PackView['tables'],
  }
})

/** What each organisation's industry calls things: learnt at the start, so that the first answer already speaks so. */
export const learnAllTerms = async (open: OpenTransaction): Promise<void> => {
  const rows = await open.selectFrom('packs.current as c').innerJoin('packs.version as v', (j) => j.onRef('v.organization_id', '=', 'c.organization_id').onRef('v.id', '=', 'c.version_id'))
    .select(['c.organization_id', sql<Terms | null>`v.body #> '{pack,terms}'`.as('terms')]).execute()
  for (const { organization_id, terms } of rows) learnTerms(organization_id, terms ?? undefined)
}
