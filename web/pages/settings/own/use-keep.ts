import { useState } from 'react'
import { addOwn, changeOwn, type OwnEntry, type OwnItem, type OwnList } from '#contract/own.ts'
import { Refused } from '../../../app/call.ts'
import { useDo } from '../../../app/query.ts'

/** Stores what was typed, as what it was when it was opened: who changed it meanwhile is not overwritten unseen. */
export const useKeep = (list: OwnList, item: OwnItem | null, onDone: () => void) => {
  const [base, setBase] = useState(item?.revision ?? 0)
  const adding = useDo(addOwn, onDone)
  const changing = useDo(changeOwn, onDone)
  const { error, isPending } = item ? changing : adding
  const keep = (entry: OwnEntry | null, retired = item?.retired ?? false) => {
    if (item) changing.mutate({ list, code: item.code, revision: base, entry, retired })
    else if (entry) adding.mutate({ list, entry })
  }
  return {
    keep, isPending, /** What was refused, unless it is told beside. */ error: item && item.revision !== base ? null : error, overtaken: item !== null && item.revision !== base,
    goOn: () => { if (item) setBase(item.revision) },
    /** The language in which the first fault is. */
    faultyIn: error instanceof Refused ? error.problem.errors?.map(({ pointer }) => pointer.split('/').at(-1)).at(0) ?? null : null,
  }
}
export type Keep = ReturnType<typeof useKeep>
