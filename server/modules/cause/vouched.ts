import { fingerprint } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Vouched } from '#kernel/vouched.ts'

interface Edition { readonly effect: string; readonly nodes: unknown; readonly by_id: string | null; readonly at: Instant }
export const digestOfEdition = ({ effect, nodes, by_id, at }: Edition): string => fingerprint({ effect, nodes, by_id, at })

const idOf = (diagramId: unknown, version: unknown) => `${String(diagramId)} ${String(version)}`

/** Every edition of a drawing. */
export const editions: Vouched = {
  what: 'drawing of causes',
  tells: {
    'cause.begun': (p) => ({ id: idOf(p['diagramId'], 1), known: { content: p['digest'] } }),
    'cause.drawn': (p) => ({ id: idOf(p['diagramId'], p['version']), known: { content: p['digest'] } }),
  },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('cause.edition as e').innerJoin('complaint.complaint as c', (j) => j.onRef('c.organization_id', '=', 'e.organization_id').onRef('c.id', '=', 'e.complaint_id'))
      .selectAll('e').select('c.number').where('e.organization_id', '=', organizationId).where(by === 'id' ? 'e.diagram_id' : 'e.complaint_id', 'in', by === 'id' ? ids.map((id) => id.split(' ')[0] ?? id) : [...ids]).execute())
      .map((e) => ({ id: idOf(e.diagram_id, e.version), name: `of ${e.number}, edition ${e.version}`, known: { content: digestOfEdition(e) } })),
}
