import { type Reaction, whenever } from '#kernel/reaction.ts'
import type { Tx } from '#kernel/tx.ts'
import { ComplaintsMerged, ComplaintsUnmerged } from '../events.ts'
import { type Moved, movedIn, noteMoved } from './moved.ts'

interface Along { readonly what: Moved; /** What a case has of it. */ of(tx: Tx, complaintId: string): Promise<readonly { readonly id: string }[]>; /** Puts it, and all that hangs on it, with another case. */ give(tx: Tx, ids: readonly string[], from: string, to: string): Promise<void> }

/** What goes on where the case goes on: along when cases merge, back when they part. */
export const goAlong = ({ what, of, give }: Along): readonly Reaction[] => [
  whenever(ComplaintsMerged, async (tx, events) => {
    for (const { payload } of events) {
      const here = await of(tx, payload.mergedId)
      if (here.length) await give(tx, here.map((r) => r.id), payload.mergedId, payload.complaintId)
      await noteMoved(tx, payload, what, here)
    }
  }),
  whenever(ComplaintsUnmerged, async (tx, events) => {
    for (const { payload } of events) {
      const back = await movedIn(tx, payload.mergeId, what)
      if (back.length) await give(tx, back.map((r) => r.id), payload.complaintId, payload.separatedId)
    }
  }),
]
