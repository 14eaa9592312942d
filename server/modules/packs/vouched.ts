import { fingerprint } from '#kernel/id.ts'
import { type Reader, sql } from '#kernel/db.ts'
import { type Instant, plusMs } from '#kernel/time.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'

/** Every table of rules that was ever published. */
export const policies: Vouched = {
  what: 'table of rules',
  tells: { 'packs.policyPublished': (p) => ({ id: String(p['policyId']), known: { name: `${String(p['table'])} ${String(p['version'])}`, content: p['digest'] } }) },
  rows: async (read, organizationId) =>
    (await read.selectFrom('packs.policy').select(['id', 'table_name', 'version', 'body']).where('organization_id', '=', organizationId).execute())
      .map(({ id, table_name, version, body }) => ({ id, name: `${table_name} ${version}`, known: { name: `${table_name} ${version}`, content: fingerprint(body) } })),
}

/** Every version of the pack as it was installed, or came to be by a change of categories. */
export const versions: Vouched = {
  what: 'pack',
  tells: {
    'packs.installed': (p) => ({ id: String(p['versionId']), known: { version: p['version'], content: p['digest'] } }),
    'packs.treeTookEffect': (p) => ({ id: String(p['versionId']), known: { content: p['digest'] } }),
  },
  rows: async (read, organizationId) =>
    (await read.selectFrom('packs.version').select(['id', 'pack', 'version', 'body']).where('organization_id', '=', organizationId).execute())
      .map(({ id, pack, version, body }) => ({ id, name: `${pack} ${version}`, known: { version, content: fingerprint(body) }, untold: true })),
}

interface OwnRevision { readonly list: string; readonly code: string; readonly revision: number; readonly content: unknown; readonly was: unknown; readonly retired: boolean; readonly changed_by: string | null; readonly changed_at: Instant }

/** Where a firm says something its own way, and the how-manieth time. */
export const placeOf = ({ list, code, revision }: Pick<OwnRevision, 'list' | 'code' | 'revision'>): string => `${list} ${code} ${revision}`
/** As the database keeps it: what is not said there is not there. */
export const digestOfOwn = ({ content, was, retired, changed_by, changed_at }: Omit<OwnRevision, 'list' | 'code' | 'revision'>): string => fingerprint(JSON.parse(JSON.stringify([content, was, retired, changed_by, changed_at])))

const revisionsIn = (p: Payload) => (p['revisions'] ?? []) as readonly { readonly place: string; readonly digest: string }[]

const OWN = ['packs.ownAdded', 'packs.ownChanged', 'packs.ownGivenBack', 'packs.ownRetired', 'packs.ownRestored', 'packs.ownFileTaken', 'packs.ownKept', 'packs.fieldsOrdered']

/** Since when events tell of every revision; null: since ever. */
const toldSince = async (read: Reader, organizationId: string): Promise<Instant | null> => {
  const { rows: [row] } = await sql<{ told: Instant | null; before: Instant | null }>`
    select min(at) filter (where payload ? 'revisions') as told, max(at) filter (where not payload ? 'revisions') as before from kernel.event where organization_id = ${organizationId} and subject_id = ${organizationId} and name = any (${OWN}::text[])`.execute(read.raw)
  return row?.before ? row.told ?? plusMs(row.before, 1) : null
}

/** Every revision of what a firm says its own way. What was kept before events told of it is not compared. */
export const ownWords: Vouched = {
  what: 'own words',
  tells: {}, tellsEach: Object.fromEntries(OWN.map((name) => [name, (p: Payload) => revisionsIn(p).map(({ place, digest }) => ({ id: place, known: { content: digest } }))])),
  rows: async (read, organizationId) => {
    const since = await toldSince(read, organizationId)
    const rows = await read.selectFrom('packs.own').selectAll().where('organization_id', '=', organizationId).execute()
    return rows.map((row) => ({ id: placeOf(row), name: placeOf(row), known: { content: digestOfOwn(row) }, untold: since !== null && row.changed_at < since }))
  },
}
