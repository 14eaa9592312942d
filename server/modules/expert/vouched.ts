import { groupBy } from '#kernel/group.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'
import { digestOf, digestOfBasis, sealOf } from './seal.ts'

const told = (p: Payload) => ({ id: String(p['opinionId']), known: { content: p['digest'], ...(p['seal'] ? { seal: p['seal'] } : {}) } })

/** What was asked of experts and how it stands; of a report its seal, computed anew from what was signed and the files as they are named by their hashes. */
export const opinions: Vouched = {
  what: 'expert opinion',
  tells: {
    'expert.commissioned': told, 'expert.postponed': told, 'expert.consented': told, 'expert.consentRefused': told, 'expert.reported': told, 'expert.contested': told, 'expert.taken': told, 'expert.withdrawn': told, 'expert.handedBack': told,
  },
  rows: async (read, organizationId, { by, ids }) => {
    const rows = await read.selectFrom('expert.opinion').selectAll().where('organization_id', '=', organizationId).where(by === 'id' ? 'id' : 'complaint_id', 'in', [...ids]).execute()
    if (!rows.length) return []
    const of = rows.map((row) => row.id)
    const [questions, files] = await Promise.all([
      read.selectFrom('expert.question').selectAll().where('organization_id', '=', organizationId).where('opinion_id', 'in', of).execute(),
      read.selectFrom('expert.file as e').innerJoin('files.file as f', (j) => j.onRef('f.organization_id', '=', 'e.organization_id').onRef('f.id', '=', 'e.file_id')).select(['e.opinion_id', 'e.part', 'e.file_id', 'f.sha256']).where('e.organization_id', '=', organizationId).where('e.opinion_id', 'in', of).execute(),
    ])
    const [asked, filed] = [groupBy(questions, (q) => q.opinion_id), groupBy(files, (f) => f.opinion_id)]
    return rows.map((row) => {
      const [own, parts] = [asked.get(row.id) ?? [], filed.get(row.id) ?? []]
      const content = digestOf(row, own, parts.filter((f) => f.part === 'sent').map((f) => f.file_id))
      return { id: row.id, name: row.number, known: { content, ...(row.seal ? { seal: sealOf(row, own, parts.filter((f) => f.part === 'report').map((f) => f.sha256)) } : {}) } }
    })
  },
}

/** On what decisions rest: never by hand. */
export const bases: Vouched = {
  what: 'basis of decisions',
  tells: {},
  tellsEach: { 'expert.taken': (p) => (p['basis'] as readonly { readonly id: string; readonly digest: string }[]).map(({ id, digest }) => ({ id, known: { content: digest } })) },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('expert.basis as b').innerJoin('expert.opinion as o', (j) => j.onRef('o.organization_id', '=', 'b.organization_id').onRef('o.id', '=', 'b.opinion_id')).selectAll('b').select('o.number').where('b.organization_id', '=', organizationId).where(by === 'id' ? 'b.id' : 'b.complaint_id', 'in', [...ids]).execute())
      .map((row) => ({ id: row.id, name: `${row.number} (${row.code})`, known: { content: digestOfBasis(row) } })),
}
