import type { CauseNode, Diagram, DiagramLine } from '#contract/cause.ts'
import { notAllowed, notFound } from '#contract/common.ts'
import type { Fishbone } from '#contract/packs.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { refusalWords } from '#kernel/problem-reply.ts'
import { query } from '#kernel/query.ts'
import { iso } from '#kernel/time.ts'
import { attachmentsOf, findComplaint } from '#modules/complaint/queries/case.ts'
import { whyNotOpen } from '#modules/complaint/rules.ts'
import { filesById } from '#modules/files/queries.ts'
import { namesOf } from '#modules/identity/queries/people.ts'

const latest = (read: Reader, organizationId: string) => read.selectFrom('cause.diagram as d')
  .innerJoin('cause.edition as e', (j) => j.onRef('e.organization_id', '=', 'd.organization_id').onRef('e.diagram_id', '=', 'd.id').onRef('e.version', '=', 'd.version'))
  .leftJoin('complaint.point as p', (j) => j.onRef('p.organization_id', '=', 'd.organization_id').onRef('p.id', '=', 'd.point_id'))
  .select(['d.id', 'd.complaint_id', 'd.kind', 'd.scheme', 'd.version', 'd.point_id', 'p.no', 'e.effect', 'e.nodes', 'e.at']).where('d.organization_id', '=', organizationId)
type Row = Awaited<ReturnType<ReturnType<typeof latest>['execute']>>[number]

const pointOf = (r: Row) => (r.point_id && r.no !== null ? { id: r.point_id, no: r.no } : null)

const MOST_SHOWN = 100
/** The analyses of a case, with the root causes chosen in them. */
export const diagrams = query('cause.read', async (read, actor, { complaintId }: { complaintId: string }): Promise<{ items: DiagramLine[]; next: null }> => {
  if (!await findComplaint(read, actor.organizationId, complaintId)) throw new Problem(notFound)
  const rows = await latest(read, actor.organizationId).where('d.complaint_id', '=', complaintId).orderBy('d.id').limit(MOST_SHOWN).execute()
  const line = (r: Row): DiagramLine => {
    const nodes = r.nodes as unknown as CauseNode[]
    return { id: r.id, kind: r.kind as Diagram['kind'], point: pointOf(r), effect: r.effect, version: r.version, causes: nodes.length, roots: nodes.filter((node) => node.root).map((node) => node.text), at: iso(r.at) }
  }
  return { items: rows.map(line), next: null }
}, ({ complaintId }) => ({ type: 'complaint', id: complaintId, unitId: null }))

const editionsOf = async (read: Reader, organizationId: string, id: string): Promise<Diagram['editions']> => {
  const rows = await read.selectFrom('cause.edition').select(['version', 'by_id', 'at']).where('organization_id', '=', organizationId).where('diagram_id', '=', id).orderBy('version', 'desc').limit(MOST_SHOWN).execute()
  const name = await namesOf(read, organizationId, rows.map((r) => r.by_id))
  return rows.map((r) => ({ version: r.version, by: name(r.by_id), at: iso(r.at) }))
}

const findingsFor = async (read: Reader, organizationId: string, complaintId: string): Promise<Diagram['findings']> => {
  const rows = await read.selectFrom('investigation.finding as f').innerJoin('complaint.point as p', (j) => j.onRef('p.organization_id', '=', 'f.organization_id').onRef('p.id', '=', 'f.point_id'))
    .select(['f.id', 'p.no', 'f.body', 'f.superseded_at']).where('f.organization_id', '=', organizationId).where('f.complaint_id', '=', complaintId).orderBy('f.id').execute()
  return rows.map((r) => ({ id: r.id, no: r.no, text: r.body, superseded: r.superseded_at !== null }))
}

const filesFor = async (read: Reader, organizationId: string, complaintId: string): Promise<Diagram['files']> => {
  const files = await filesById(read, organizationId, (await attachmentsOf(read, organizationId, complaintId)).map((a) => a.file_id))
  return [...files.values()].map(({ id, name, mediaType, bytes }) => ({ id, name, mediaType, bytes }))
}

const editionAt = async (read: Reader, organizationId: string, id: string, version: number) => {
  const row = await read.selectFrom('cause.edition').select(['effect', 'nodes', 'version']).where('organization_id', '=', organizationId).where('diagram_id', '=', id).where('version', '=', version).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  return row
}

/** A drawing as it is now, or as an earlier edition had it. */
export const readDiagram = async (read: Reader, actor: Actor, id: string, version?: number): Promise<Diagram> => {
  const { organizationId, locale } = actor
  const row = await latest(read, organizationId).where('d.id', '=', id).executeTakeFirst()
  const complaint = row && await findComplaint(read, organizationId, row.complaint_id)
  if (!row || !complaint) throw new Problem(notFound)
  const [then, editions, findings, files, place] = await Promise.all([
    version === undefined ? row : editionAt(read, organizationId, id, version), editionsOf(read, organizationId, id), findingsFor(read, organizationId, complaint.id), filesFor(read, organizationId, complaint.id),
    read.selectFrom('identity.unit').select('time_zone').where('organization_id', '=', organizationId).where('id', '=', complaint.unit_id).executeTakeFirst(),
  ])
  const refusal = actor.may('cause.draw') ? whyNotOpen(complaint) : notAllowed
  return {
    id, complaintId: complaint.id, complaintNumber: complaint.number, timeZone: place?.time_zone ?? 'UTC', kind: row.kind as Diagram['kind'], point: pointOf(row), scheme: row.scheme as Fishbone | null,
    effect: then.effect, nodes: then.nodes as unknown as CauseNode[], version: then.version, editions, files, findings, whyNot: refusal && refusalWords(refusal, locale),
  }
}

/** Every analysis of a case, whole: for its file. */
export const diagramsWhole = async (read: Reader, actor: Actor, complaintId: string): Promise<Diagram[]> => {
  const rows = await read.selectFrom('cause.diagram').select('id').where('organization_id', '=', actor.organizationId).where('complaint_id', '=', complaintId).orderBy('id').limit(MOST_SHOWN).execute()
  return Promise.all(rows.map((r) => readDiagram(read, actor, r.id)))
}

export const oneDiagram = query('cause.read', (read, actor, { id, version }: { id: string; version?: number | undefined }) => readDiagram(read, actor, id, version), (_input, output) => ({ type: 'complaint', id: output.complaintId, unitId: null }))
