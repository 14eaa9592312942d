import { systemActor } from '#kernel/actor.ts'
import type { Perform } from '#kernel/command.ts'
import { sqlState } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { UNDONE_AT_ONCE, keepRow, undoRows } from './commands/rows.ts'

interface Work { readonly id: string; readonly organization_id: string; readonly next_no: number }

const INTEGRITY = '23'
/** Something still hangs on what is to go: another try comes to the same. */
const isOfRow = (error: unknown) => error instanceof Problem || sqlState(error)?.code.startsWith(INTEGRITY) === true

/** Takes an import back until the time is up: a handful of rows at once, one by one where one of them cannot go. */
export const takingBack = (perform: Perform) => {
  const by = (work: Work) => ({ actor: systemActor(work.organization_id), requestId: 'importing' })

  /** @returns null where these rows cannot go together. */
  const undone = async (work: Work, from: number, most: number): Promise<boolean | null> => {
    try {
      return (await perform(undoRows, by(work), { id: work.id, from, most })).output.done
    } catch (error) {
      if (!isOfRow(error)) throw error
      return null
    }
  }

  /** One that cannot go stays, so that it holds no other up. */
  const undoOne = async (work: Work, from: number): Promise<boolean> => await undone(work, from, 1) ?? (await perform(keepRow, by(work), { id: work.id, from })).output.done

  return async (work: Work, until: number): Promise<void> => {
    let most = UNDONE_AT_ONCE
    for (let from = work.next_no; performance.now() < until; from++) {
      const done = await undone(work, from, most)
      if (done === null) most = 1
      if (!(done ?? await undoOne(work, from))) return
    }
  }
}
