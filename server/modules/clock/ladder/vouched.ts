import { fingerprint } from '#kernel/id.ts'
import type { Vouched } from '#kernel/vouched.ts'

const idOf = (kind: unknown, revision: unknown) => `${String(kind)}, revision ${String(revision)}`

/** Every ladder the firm ever set. */
export const ladders: Vouched = {
  what: 'ladder',
  tells: { 'clock.ladderSet': (p) => ({ id: idOf(p['clock'], p['revision']), known: { levels: p['levels'], content: p['digest'] } }) },
  rows: async (read, organizationId) =>
    (await read.selectFrom('clock.ladder').select(['kind', 'revision', 'levels']).where('organization_id', '=', organizationId).execute())
      .map(({ kind, revision, levels }) => ({ id: idOf(kind, revision), name: idOf(kind, revision), known: { levels: Array.isArray(levels) ? levels.length : null, content: fingerprint(levels) } })),
}
