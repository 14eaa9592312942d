import type { Selectable } from '#kernel/db.ts'
import { fingerprint } from '#kernel/id.ts'
import type { Payload, Vouched } from '#kernel/vouched.ts'
import type { Tables } from '../../tables/index.ts'

/** What it is and how it stands; when people are warned is left out. */
export const digestOfItem = (i: Selectable<Tables['evidence.item']>): string => fingerprint([i.number, i.kind, i.what, i.origin, i.collected_at, i.collected_by, i.collected_place, i.seal, i.holder_id, i.holder_name, i.place, i.goods_id, i.state, i.rule, i.table_version, i.label, i.kept_from, i.kept_until, i.secured_at])

/** One link of the chain, with its files. */
export const digestOfStep = (s: Selectable<Tables['evidence.step']>, fileIds: readonly string[]): string => fingerprint([s.item_id, s.kind, s.at, s.by_id, s.from_id, s.to_id, s.to_name, s.place, s.why, s.seal, s.witness_id, s.until, s.signature, fileIds.toSorted()])

const item = (p: Payload) => ({ id: String(p['evidenceId']), known: { content: p['digest'] } })
const step = (p: Payload) => (p['stepId'] ? { id: String(p['stepId']), known: { content: p['stepDigest'] } } : null)

export const items: Vouched = {
  what: 'evidence',
  tells: { 'evidence.taken': item, 'evidence.moved': item, 'evidence.extended': item },
  rows: async (read, organizationId, { by, ids }) =>
    (await read.selectFrom('evidence.item').selectAll().where('organization_id', '=', organizationId).where(by === 'id' ? 'id' : 'complaint_id', 'in', [...ids]).execute())
      .map((row) => ({ id: row.id, name: row.number, known: { content: digestOfItem(row) } })),
}

export const steps: Vouched = {
  what: 'step of evidence',
  tells: { 'evidence.taken': step, 'evidence.moved': step, 'evidence.extended': step },
  rows: async (read, organizationId, { by, ids }) => {
    const rows = await read.selectFrom('evidence.step as s').innerJoin('evidence.item as i', (j) => j.onRef('i.organization_id', '=', 's.organization_id').onRef('i.id', '=', 's.item_id'))
      .selectAll('s').select('i.number').where('s.organization_id', '=', organizationId).where(by === 'id' ? 's.id' : 's.complaint_id', 'in', [...ids]).execute()
    const files = rows.length ? await read.selectFrom('evidence.file').select(['step_id', 'file_id']).where('organization_id', '=', organizationId).where('step_id', 'in', rows.map((s) => s.id)).execute() : []
    // Which step was the first was not told before.
    return rows.map((s) => ({ id: s.id, name: `${s.number} (${s.kind})`, known: { content: digestOfStep(s, files.filter((f) => f.step_id === s.id).map((f) => f.file_id)) }, untold: s.kind === 'taken' }))
  },
}
