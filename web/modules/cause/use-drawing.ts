import { useState } from 'react'
import { type CauseNode, type Diagram, diagram as askDiagram, drawDiagram } from '#contract/cause.ts'
import type { FileRef } from '#contract/common.ts'
import { call } from '../../app/call.ts'
import { useDo } from '../../app/query.ts'
import { useDraft } from '../../ui/draft.ts'
import { type Clash, type Content, merged } from './merge.ts'

/** What is being changed here, from which version. */
interface Draft extends Content { readonly version: number; readonly uploads: readonly FileRef[] }

/** What stands in the way of saving: the number of a cause nobody wrote, or an effect that is gone. */
export type Gap = 'effect' | CauseNode | null
const gapIn = ({ effect, nodes }: Content): Gap => (effect.trim() === '' ? 'effect' : nodes.find((node) => node.text.trim() === '') ?? null)

/** A drawing under change: kept in the browser until it is stored. Who is overtaken puts both together, and nothing typed is lost. */
export const useDrawing = (it: Diagram) => {
  const [draft, setDraft, clear] = useDraft<Draft | null>(`cause.${it.id}`, null)
  const [fresh, setFresh] = useState<string | null>(null)
  const [clashes, setClashes] = useState<readonly Clash[]>([])
  const [fault, setFault] = useState<Error | null>(null)
  const newest = it.editions[0]
  const now: Draft = draft ?? { effect: it.effect, nodes: it.nodes, version: it.version, uploads: [] }
  const overtaken = draft !== null && newest !== undefined && draft.version < newest.version ? newest : null
  const forget = () => { clear(); setClashes([]); setFault(null) }
  const saving = useDo(drawDiagram, forget)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...(before ?? now), ...part }))
  const putTogether = async () => {
    try {
      const base = await call(askDiagram, { id: it.id, version: now.version })
      const both = merged(base, now, it)
      setDraft({ ...now, effect: both.effect, nodes: both.nodes, version: it.version })
      setClashes(both.clashes)
      setFault(null)
      saving.reset()
    } catch (error) {
      setFault(error instanceof Error ? error : new Error(String(error)))
    }
  }
  return {
    now, fresh, overtaken, clashes, gap: gapIn(now), isChanged: draft !== null, error: overtaken ? null : fault ?? saving.error, isSaving: saving.isPending, forget, putTogether, setFresh,
    setEffect: (effect: string) => change({ effect }),
    setNodes: (nodes: readonly CauseNode[], made?: string) => { change({ nodes: [...nodes] }); if (made) setFresh(made) },
    setUploads: (files: readonly FileRef[]) => change({ uploads: [...now.uploads, ...files] }),
    /** An earlier edition becomes what is being drawn. */
    takeUp: (earlier: Content) => setDraft({ ...now, effect: earlier.effect, nodes: earlier.nodes }),
    save: () => saving.mutate({ id: it.id, version: now.version, effect: now.effect, nodes: [...now.nodes] }),
  }
}
export type DrawingState = ReturnType<typeof useDrawing>
