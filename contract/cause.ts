import { z } from 'zod'
import { MOST_NODES } from './cause-tree.ts'
import { Code, FileRef, Id, Instant, Locale, PARAGRAPH, PersonRef, notFound, page, staleVersion, text } from './common.ts'
import { notOpen, pointUnknown } from './complaint.ts'
import { endpoint, refusal } from './endpoint.ts'
import { evidenceUnknown } from './investigation.ts'
import { Fishbone } from './packs.ts'

/** A cause hangs on nothing, on itself, too deep, or on a bone that the drawing has not. */
export const treeBroken = refusal('cause/tree-broken', 422)
/** What was ruled out is no root cause. */
export const rootRefuted = refusal('cause/root-refuted', 422)
export const findingUnknown = refusal('cause/finding-unknown', 422)
export const schemeUnknown = refusal('cause/scheme-unknown', 422)

export const DiagramKind = z.enum(['whys', 'fishbone'])
/** Assumed until something shows it, or rules it out. */
export const Standing = z.enum(['assumed', 'verified', 'refuted'])
export type Standing = z.infer<typeof Standing>

const MOST_BACKED = 20
/** One cause: an answer to a why, or what hangs on a bone. Made by the page, so that it is the same cause in every edition. */
export const CauseNode = z.strictObject({
  id: Id, parentId: Id.nullable(), /** Of a fishbone: on which bone it hangs; null further out, and in a tree of whys. */ bone: Code.nullable().default(null), text: text(PARAGRAPH), standing: Standing.default('assumed'), /** Chosen as a root cause. */ root: z.boolean().default(false),
  findingIds: z.array(Id).max(MOST_BACKED).default([]), fileIds: z.array(Id).max(MOST_BACKED).default([]),
})
export type CauseNode = z.infer<typeof CauseNode>

const Edition = z.object({ version: z.int(), by: PersonRef.nullable(), at: Instant })
/** E7: why it happened, drawn as a tree of whys or as a fishbone, for a case or for one of its points. */
export const Diagram = z.object({
  id: Id, complaintId: Id, complaintNumber: z.string(), timeZone: z.string(), kind: DiagramKind, point: z.object({ id: Id, no: z.int() }).nullable(), scheme: Fishbone.nullable(), effect: z.string(), nodes: z.array(CauseNode), version: z.int(),
  /** Newest first; every one can be looked at again. */ editions: z.array(Edition),
  /** What can back a cause: files of the case and its findings. */ files: z.array(FileRef), findings: z.array(z.object({ id: Id, no: z.int(), text: z.string(), superseded: z.boolean() })),
  /** Null: it can be changed now. */ whyNot: z.string().nullable(),
})
export type Diagram = z.infer<typeof Diagram>
export const DiagramLine = Diagram.pick({ id: true, kind: true, point: true, effect: true, version: true }).extend({ causes: z.int(), roots: z.array(z.string()), at: Instant })
export type DiagramLine = z.infer<typeof DiagramLine>

const Nodes = z.array(CauseNode).max(MOST_NODES)
const effect = text(PARAGRAPH)
export const diagramsOf = endpoint('GET /complaints/:complaintId/cause-diagrams', z.strictObject({ complaintId: Id }), page(DiagramLine))
/** `scheme`: of a fishbone, from the pack; left out: the first one. */
export const beginDiagram = endpoint('POST /complaints/:complaintId/cause-diagrams', z.strictObject({ complaintId: Id, kind: DiagramKind, pointId: Id.nullable().default(null), scheme: Code.optional(), effect }), Diagram, { status: 201, refuses: [notOpen, pointUnknown, schemeUnknown] })
export const diagram = endpoint('GET /cause-diagrams/:id', z.strictObject({ id: Id, version: z.coerce.number().int().min(1).optional() }), Diagram)
/** The whole drawing anew. `version`: the one it was drawn from; who was second is told, and puts both together. */
export const drawDiagram = endpoint('PUT /cause-diagrams/:id', z.strictObject({ id: Id, version: z.int(), effect, nodes: Nodes }), Diagram, { refuses: [staleVersion, notOpen, treeBroken, rootRefuted, findingUnknown, evidenceUnknown] })
/** To print; `application/pdf`. */
export const diagramPaper = endpoint('GET /cause-diagrams/:id/paper', z.strictObject({ id: Id, version: z.coerce.number().int().min(1).optional(), locale: Locale.optional() }), z.unknown(), { refuses: [notFound] })
