import { z } from 'zod'
import { event } from '#kernel/event.ts'
import { DiagramKind } from '#contract/cause.ts'

const OfDiagram = z.object({ complaintId: z.uuid(), diagramId: z.uuid(), diagramKind: DiagramKind })
export const DiagramBegun = event('cause.begun', OfDiagram)
export const DiagramDrawn = event('cause.drawn', OfDiagram.extend({ version: z.int(), causes: z.int(), roots: z.int() }))
