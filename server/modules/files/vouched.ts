import type { Ground } from '#kernel/vouched.ts'

/** The digest of its bytes by which a file is found in the store, as it was told when they came. */
export const groundOfFiles: Ground = {
  subjects: async (read, organizationId, after, most) => (await read.selectFrom('files.file').select('id').where('organization_id', '=', organizationId).where('id', '>', after).orderBy('id').limit(most).execute()).map(({ id }) => id),
  crossings: {},
  kinds: [{
    what: 'file',
    tells: { 'files.uploaded': (p) => ({ id: String(p['fileId']), known: { sha256: p['sha256'], bytes: p['bytes'] } }) },
    rows: async (read, organizationId, { ids }) => (await read.selectFrom('files.file').select(['id', 'sha256', 'bytes']).where('organization_id', '=', organizationId).where('id', 'in', [...ids]).execute()).map(({ id, sha256, bytes }) => ({ id, name: id, known: { sha256, bytes } })),
  }],
}
