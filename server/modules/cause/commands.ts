import type { z } from 'zod'
import * as contract from '#contract/cause.ts'
import type { CauseNode } from '#contract/cause.ts'
import { notFound, staleVersion } from '#contract/common.ts'
import { pointUnknown } from '#contract/complaint.ts'
import { evidenceUnknown } from '#contract/investigation.ts'
import type { Fishbone } from '#contract/packs.ts'
import { command } from '#kernel/command.ts'
import { readerOf } from '#kernel/db.ts'
import { newId } from '#kernel/id.ts'
import { Problem } from '#kernel/problem.ts'
import type { Tx } from '#kernel/tx.ts'
import { attach } from '#modules/complaint/commands/attach.ts'
import { lockOpen, subjectOf, touch } from '#modules/complaint/commands/lock.ts'
import { currentPack } from '#modules/packs/queries.ts'
import { DiagramBegun, DiagramDrawn } from './events.ts'
import { whyNotDraw } from './rules.ts'
import { digestOfEdition } from './vouched.ts'

const schemeOf = async (tx: Tx, { kind, scheme }: Pick<z.output<typeof contract.beginDiagram.input>, 'kind' | 'scheme'>): Promise<Fishbone | null> => {
  if (kind === 'whys') return null
  const { body } = await currentPack(readerOf(tx.db), tx.actor.organizationId)
  const found = scheme ? body.fishbones.find((one) => one.code === scheme) : body.fishbones[0]
  if (!found) throw new Problem(contract.schemeUnknown, {}, 'scheme')
  return found
}

const refuseUnknownPoint = async (tx: Tx, complaintId: string, pointId: string) => {
  const found = await tx.db.selectFrom('complaint.point').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).where('id', '=', pointId).executeTakeFirst()
  if (!found) throw new Problem(pointUnknown, {}, 'pointId')
}

interface Drawn { readonly complaintId: string; readonly diagramId: string; readonly version: number; readonly effect: string; readonly nodes: readonly CauseNode[] }

/** @returns the digest of the edition. */
const keepEdition = async (tx: Tx, { complaintId, diagramId, version, effect, nodes }: Drawn): Promise<string> => {
  const edition = await tx.db.insertInto('cause.edition').values({ organization_id: tx.actor.organizationId, complaint_id: complaintId, diagram_id: diagramId, version, effect, nodes: JSON.stringify(nodes), by_id: tx.actor.id, at: tx.now }).returningAll().executeTakeFirstOrThrow()
  return digestOfEdition(edition)
}

/** E7: an analysis begins with what happened; causes come afterwards. */
export const begin = command('cause.begin', async (tx, { complaintId, pointId, effect, ...input }: z.output<typeof contract.beginDiagram.input>) => {
  const complaint = await lockOpen(tx, complaintId)
  if (pointId) await refuseUnknownPoint(tx, complaint.id, pointId)
  const scheme = await schemeOf(tx, input)
  const id = newId()
  await tx.db.insertInto('cause.diagram').values({ organization_id: tx.actor.organizationId, id, complaint_id: complaint.id, point_id: pointId, kind: input.kind, scheme: scheme && JSON.stringify(scheme) }).execute()
  const digest = await keepEdition(tx, { complaintId: complaint.id, diagramId: id, version: 1, effect, nodes: [] })
  await touch(tx, complaint, {})
  await tx.record(DiagramBegun, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, diagramId: id, diagramKind: input.kind, digest } })
  return { id }
})

const find = (tx: Tx, id: string) => tx.db.selectFrom('cause.diagram').selectAll().where('organization_id', '=', tx.actor.organizationId).where('id', '=', id)

/** The case first, then the drawing: one order for everybody. */
const lockDiagram = async (tx: Tx, id: string) => {
  const unlocked = await find(tx, id).executeTakeFirst()
  if (!unlocked) throw new Problem(notFound)
  const complaint = await lockOpen(tx, unlocked.complaint_id)
  return { complaint, diagram: await find(tx, id).forUpdate().executeTakeFirstOrThrow() }
}

/** What backs a cause is a finding or a file of this case; new files become its. */
const backed = async (tx: Tx, complaintId: string, nodes: readonly CauseNode[]) => {
  const found = await tx.db.selectFrom('investigation.finding').select('id').where('organization_id', '=', tx.actor.organizationId).where('complaint_id', '=', complaintId).execute()
  const stray = nodes.findIndex((node) => node.findingIds.some((id) => !found.some((finding) => finding.id === id)))
  if (stray >= 0) throw new Problem(contract.findingUnknown, {}, `nodes/${stray}/findingIds`)
  const missing = await attach(tx, complaintId, [...new Set(nodes.flatMap((node) => node.fileIds))], 'evidence')
  const at = nodes.findIndex((node) => node.fileIds.some((id) => missing.includes(id)))
  if (at >= 0) throw new Problem(evidenceUnknown, {}, `nodes/${at}/fileIds`)
}

/** The drawing anew, as a whole; who drew from an older one is refused and loses nothing: the page puts both together. */
export const draw = command('cause.draw', async (tx, { id, version, effect, nodes }: z.output<typeof contract.drawDiagram.input>) => {
  const { complaint, diagram } = await lockDiagram(tx, id)
  if (diagram.version !== version) throw new Problem(staleVersion)
  const kind = diagram.kind as contract.Diagram['kind']
  const fault = whyNotDraw(kind, (diagram.scheme as Fishbone | null)?.bones.map((bone) => bone.code) ?? [], nodes)
  if (fault) throw new Problem(fault.refusal, {}, `nodes/${fault.at}`)
  await backed(tx, complaint.id, nodes)
  const next = version + 1
  await tx.db.updateTable('cause.diagram').set({ version: next }).where('organization_id', '=', tx.actor.organizationId).where('id', '=', id).execute()
  const digest = await keepEdition(tx, { complaintId: complaint.id, diagramId: id, version: next, effect, nodes })
  await touch(tx, complaint, {})
  await tx.record(DiagramDrawn, { subject: subjectOf(complaint), payload: { complaintId: complaint.id, diagramId: id, diagramKind: kind, digest, version: next, causes: nodes.length, roots: nodes.filter((node) => node.root).length } })
  return { id }
})
