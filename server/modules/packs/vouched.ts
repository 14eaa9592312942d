import { fingerprint } from '#kernel/id.ts'
import type { Vouched } from '#kernel/vouched.ts'

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
