import { isDeepStrictEqual } from 'node:util'
import type { Locale, Terms, Words } from '#contract/common.ts'
import type { OwnWording } from '#contract/own.ts'
import type { PackUpgrade, PackView } from '#contract/packs.ts'
import { FORMS, type TableName } from '#contract/table-form.ts'
import type { Stray } from '#contract/table-known.ts'
import type { WordingRule } from '#contract/wording-pack.ts'
import { type OpenTransaction, type Reader, sql } from '#kernel/db.ts'
import { DecisionTable } from '#kernel/decision-table.ts'
import { oncePerTransaction } from '#kernel/once.ts'
import { query } from '#kernel/query.ts'
import { ROOT } from '#kernel/root.ts'
import { learnTerms } from '#kernel/terms.ts'
import { mergeTrees } from './tree/merge.ts'
import { readPack } from './load.ts'
import { PackBody } from './shape.ts'
import { asCause, ownCausesIn } from './own-causes.ts'
import { packItems } from './own/items.ts'
import { type Own, type Said as SaidOfPack, overlaid, placesOf, termsWith } from './own/overlay.ts'
import { ownRows, ownWords } from './own/read.ts'
import { typedRule, wordingWith } from './own/wording.ts'
import { straysOf } from './strays.ts'
import { TABLES } from './tables.ts'

// Installed versions never change, so what was read once stays right for as long as the process lives.
const bodies = new Map<string, PackBody>()
const policies = new Map<string, DecisionTable>()

interface Said extends SaidOfPack { /** What the firm says on papers in the place of the original, by place. */ readonly papers: Readonly<Record<string, Words>> }

/** What an organisation's pack says with everything the firm says its own way; made anew when either changes. */
const said = new Map<string, Said & { readonly key: string }>()

export interface CurrentPack extends Said { readonly versionId: string; /** The version as the program brought it: without own categories. */ readonly baseId: string; readonly ids: Readonly<Partial<Record<TableName, string>>>; policy(table: TableName): Promise<DecisionTable> }

/** What the firm put in the place of standing words of papers, in one language, by place. */
export const papersIn = (papers: Readonly<Record<string, Words>>, locale: Locale): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(papers).map(([code, said]) => [code, said[locale]]))

const papersOf = (body: PackBody, own: readonly Own[]): Said['papers'] => {
  const changed = new Set(own.filter(({ list, content }) => list === 'papers' && content).map(({ code }) => code))
  if (!changed.size) return {}
  return Object.fromEntries(placesOf('papers', packItems(body, 'papers').filter(({ code }) => changed.has(code)), own).map(({ item }) => [item.code, item.text as Words]))
}

const saidBy = async (read: Reader, organizationId: string, versionId: string, ownId: string | null): Promise<Said> => {
  const key = `${versionId} ${ownId}`
  const known = said.get(organizationId)
  if (known?.key === key) return known
  const [brought, own] = await Promise.all([versionBody(read, organizationId, versionId), ownId ? ownRows(read, organizationId) : []])
  const made = { key, ...overlaid(brought, own), papers: papersOf(brought, own) }
  said.set(organizationId, made)
  learnPack(organizationId, made.body.pack.terms, made.body.clocks)
  return made
}

/** The pack in force for an organisation: one small row, once in a transaction, the rest from memory. */
export const currentPack = oncePerTransaction(async (read: Reader, organizationId: string): Promise<CurrentPack> => {
  const row = await read.selectFrom('packs.current').select(['version_id', 'base_id', 'policies', 'own_causes', 'own_id']).where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
  // A table that came after the pack was installed is as the pack has it.
  const ids = row.policies as Partial<Record<TableName, string>>
  const own = ownCausesIn(row.own_causes)
  const { body: ours, pastFields, papers } = await saidBy(read, organizationId, row.version_id, row.own_id)
  const body = own.length ? { ...ours, causes: [...ours.causes, ...own.map(asCause)] } : ours
  return { versionId: row.version_id, baseId: row.base_id, ids, body, pastFields, papers, policy: async (table) => { const id = ids[table]; return id ? policyBody(read, organizationId, id) : body[`tables/${table}`] } }
})

/** The words of an industry, and what its clocks are called. */
const learnPack = (organizationId: string, terms: Terms | undefined, clocks: PackBody['clocks']): void =>
  learnTerms(organizationId, terms, { clock: Object.fromEntries(clocks.map(({ kind, label }) => [kind, label])) })

/** A version of the pack as it was kept. */
export const versionBody = async (read: Reader, organizationId: string, id: string): Promise<PackBody> => {
  const kept = bodies.get(id)
  if (kept) return kept
  const { body } = await read.selectFrom('packs.version').select('body').where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirstOrThrow()
  const parsed = PackBody.parse(body)
  bodies.set(id, parsed)
  return parsed
}

/** The content of a published version. */
export const policyBody = async (read: Reader, organizationId: string, id: string): Promise<DecisionTable> => {
  const kept = policies.get(id)
  if (kept) return kept
  const { body } = await read.selectFrom('packs.policy').select('body').where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirstOrThrow()
  const parsed = DecisionTable.parse(body)
  policies.set(id, parsed)
  return parsed
}

type Content = Pick<DecisionTable, 'rules' | 'examples'>

/** Rules that are being worked on, as the table they would be. */
export const asTable = async (read: Reader, organizationId: string, table: TableName, content: { readonly rules: unknown; readonly examples: unknown }): Promise<DecisionTable> => {
  const { facts } = await (await currentPack(read, organizationId)).policy(table)
  return { table, version: '', hit: FORMS[table].hit, facts, rules: content.rules as Content['rules'], examples: content.examples as Content['examples'] }
}

/** The draft of a table; null where nobody works on it. */
export const draftedTable = async (read: Reader, organizationId: string, table: TableName): Promise<DecisionTable | null> => {
  const draft = await read.selectFrom('packs.table_draft').select(['rules', 'examples']).where('organization_id', '=', organizationId).where('table_name', '=', table).executeTakeFirst()
  return draft ? asTable(read, organizationId, table, draft) : null
}

/** A table as it was in a version; null where that is not kept any more. `packVersion`: of the pack that a case was registered under. */
export const tableAt = async (read: Reader, organizationId: string, table: TableName, version: string, packVersion: string): Promise<DecisionTable | null> => {
  const inForce = await (await currentPack(read, organizationId)).policy(table)
  if (inForce.version === version) return inForce
  const own = await read.selectFrom('packs.policy').select('id').where('organization_id', '=', organizationId).where('table_name', '=', table).where('version', '=', version).orderBy('id', 'desc').limit(1).executeTakeFirst()
  if (own) return policyBody(read, organizationId, own.id)
  const brought = (await versionBody(read, organizationId, packVersion))[`tables/${table}`]
  return brought.version === version ? brought : null
}

/** A category and all above it. */
export const withAncestors = (body: PackBody, code: string | null): string[] => {
  const category = body.categories.find((c) => c.code === code)
  return category ? [category.code, ...withAncestors(body, category.parent)] : []
}

/** Categories with all above them, and the matters they belong to, as tables of rules ask for them. */
export const matterOf = (body: PackBody, codes: readonly (string | null)[]): { category: string[]; matter: string[] } =>
  ({ category: [...new Set(codes.flatMap((code) => withAncestors(body, code)))], matter: [...new Set(codes.flatMap((code) => body.categories.filter((c) => c.code === code).map((c) => c.matter)))] })

export const packView = query('packs.read', async (read, actor, _input: Record<string, never>): Promise<PackView> => {
  const { body, pastFields, policy } = await currentPack(read, actor.organizationId)
  const tables = await Promise.all(TABLES.map(policy))
  return {
    code: body.pack.code, version: body.pack.version, name: body.pack.name, terms: body.pack.terms ?? null, unverified: body.clocks.some((c) => !c.verified),
    categories: body.categories, fields: body.fields, pastFields: [...pastFields], classes: body.classes, rootCauses: body.causes, fishbones: body.fishbones, clocks: body.clocks, guidance: body.guidance, temperaments: body.temperaments,
    followUpQuestions: body['follow-up'], execution: body.execution, positions: body.positions, roles: body.roles, bodies: body.bodies, proceedings: body.proceedings, workedCases: body.examples, principles: body.principles,
    tables: tables as PackView['tables'],
  }
})

/** What each organisation's industry calls things: learnt at the start, so that the first answer already speaks so. */
export const learnAllTerms = async (open: OpenTransaction): Promise<void> => {
  const rows = await open.selectFrom('packs.current as c').innerJoin('packs.version as v', (j) => j.onRef('v.organization_id', '=', 'c.organization_id').onRef('v.id', '=', 'c.version_id'))
    .select(['c.organization_id', sql<Terms | null>`v.body #> '{pack,terms}'`.as('terms'), sql<PackBody['clocks']>`v.body -> 'clocks'`.as('clocks')]).execute()
  const own = await ownWords(open)
  for (const { organization_id, terms, clocks } of rows) learnPack(organization_id, termsWith(terms ?? undefined, own.get(organization_id) ?? []), clocks)
}

// What the program brought does not change while it runs.
const brought = new Map<string, PackBody>()

const broughtPack = (code: string): PackBody => {
  const pack = brought.get(code) ?? readPack(ROOT, code)
  brought.set(code, pack)
  return pack
}

/** What a code is called where it was known. */
const labelIn = (body: PackBody, { fact, value }: Stray): Words | null => {
  if (fact === 'clock') return body.clocks.find(({ kind }) => kind === value)?.label ?? null
  const list = { category: body.categories, customerClass: body.classes, position: body.positions }[fact]
  return list?.find(({ code }) => code === value)?.label ?? null
}

/** The installed pack beside the one that came with the program; the tables that the organisation published itself, by name, and what they name that the newer pack does not know. */
export const upgradeOf = async (read: Reader, organizationId: string) => {
  const { body: current, baseId, versionId, policy, ids } = await currentPack(read, organizationId)
  const body = await versionBody(read, organizationId, baseId)
  const fresh = broughtPack(body.pack.code)
  /** Categories of their own, where there are any, with what is newer. */
  const categories = baseId === versionId ? null : mergeTrees(body.categories, current.categories, fresh.categories)
  const known = categories ? { ...fresh, categories } : fresh
  const kept: Record<string, string> = {}
  const unfit: PackUpgrade['unfit'] = []
  for (const name of TABLES) {
    const table = await policy(name)
    const { version: _named, ...published } = table
    const { version: _installed, ...installed } = body[`tables/${name}`]
    if (isDeepStrictEqual(published, installed)) continue
    const id = ids[name]
    if (id) kept[name] = id
    unfit.push(...straysOf(known, table).map((stray) => ({ table: name, ...stray, label: labelIn(current, stray) })))
  }
  return { body, fresh, categories, kept, unfit }
}

/** A category as a case keeps it: its code, and the version of the pack it was chosen from. */
export interface Kept { readonly code: string | null; readonly versionId: string }

/** What categories were called when they were chosen, where that is not what they are called today. */
export const namesThen = async (read: Reader, organizationId: string, kept: readonly Kept[]): Promise<(one: Kept) => Words | null> => {
  const { versionId, body } = await currentPack(read, organizationId)
  const asked = kept.filter((one) => one.code !== null && one.versionId !== versionId)
  if (!asked.length) return () => null
  const { rows } = await sql<{ id: string; code: string; label: Words }>`
    select v.id, c ->> 'code' as code, c -> 'label' as label from packs.version v cross join jsonb_array_elements(v.body -> 'categories') c
    where v.organization_id = ${organizationId} and v.id = any (${[...new Set(asked.map((one) => one.versionId))]}::uuid[]) and c ->> 'code' = any (${[...new Set(asked.map((one) => one.code))]}::text[])`.execute(read.raw)
  return ({ code, versionId: then }) => {
    const label = rows.find((row) => row.id === then && row.code === code)?.label
    return label && !isDeepStrictEqual(label, body.categories.find((category) => category.code === code)?.label) ? label : null
  }
}

/** Rules about words that go out with one as it is being typed. `code`: of the one it takes the place of; null: a new one. */
export const rulesTried = (rules: readonly WordingRule[], code: string | null, content: OwnWording): readonly WordingRule[] => wordingWith(rules, typedRule(rules, code, content))
