import { readerOf } from '#kernel/db.ts'
import type { Tx } from '#kernel/tx.ts'
import { refuseStopped, refuseWords } from '#modules/knowledge/commands/refuse.ts'
import { type Part, refuseGoing } from '#modules/knowledge/port.ts'
import { reachOf } from '../queries/reach.ts'
import type { LockedComplaint } from './lock.ts'

interface Ours {
  /** Of one letter. */
  readonly texts: readonly Part[]
  readonly despite?: string | null | undefined
  /** A name, a place: what must not be said is stopped, nobody is asked for a reason. */
  readonly onlyStops?: boolean
}

/** Words of ours that reach who complains, in whatever form. @throws Problem: what must not be said, and what promises above the writer's limit. */
export const refuseOurs = async (tx: Tx, complaint: LockedComplaint, { texts, despite, onlyStops = false }: Ours): Promise<void> => {
  const reach = await reachOf(readerOf(tx.db), tx.actor.organizationId, complaint.id)
  for (const [field, text] of texts) {
    await (onlyStops ? refuseStopped : refuseWords)(tx, { text, field, despite, reach })
  }
  await refuseGoing(tx, { complaint, parts: texts })
}
