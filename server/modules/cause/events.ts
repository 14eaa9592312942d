import { z } from 'zod'
import { event } from '#kernel/event.ts'
import { DiagramKind } from '#contract/cause.ts'

/** With the digest of the edition: `npm run verify` computes it again. */
const OfDiagram = z.object({ complaintId: z.uuid(), diagramId: z.uuid(), diagramKind: DiagramKind, digest: z.string().optional() })
export const DiagramBegun = event('cause.begun', OfDiagram)
export const DiagramDrawn = event('cause.drawn', OfDiagram.extend({ version: z.int(), causes: z.int(), roots: z.int() }))
