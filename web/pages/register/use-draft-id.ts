import { useEffect, useState } from 'react'
import { useUrl } from '../../app/Go.tsx'
import { draftNow, forgetHere, keyOf, turnTo } from '../../app/device/drafts-here.ts'
import { keepDraft } from '../../ui/draft.ts'
import type { Draft } from './draft.ts'

const begin = (candidate: string | undefined) => {
  const id = crypto.randomUUID()
  turnTo(id, candidate)
  return id
}

/** Which registration this window writes: the one in the URL, else the one this device was at, else a new one. A call that pops up begins its own. */
export const useDraftId = () => {
  const { params, change } = useUrl()
  const { draft: wanted, candidate, from } = params
  const [id, setId] = useState(() => wanted ?? (from ? begin(candidate) : draftNow(candidate) ?? begin(candidate)))
  useEffect(() => {
    if (!wanted) return
    turnTo(wanted, candidate)
    setId(wanted)
  }, [wanted, candidate])
  // The call stays this one: loading the page again, or two calls in two windows, lead each back to its own.
  useEffect(() => {
    if (from) change({ draft: id, from: undefined }, 'replace')
  }, [from, id, change])
  const leave = { draft: undefined, step: undefined, candidate: undefined, from: undefined, channel: undefined, customer: undefined }
  return {
    id, candidate,
    another: () => {
      setId(begin(undefined))
      change(leave, 'replace')
    },
    /** It is another's now: what was written here since goes on as one of its own. */
    goOn: (lost: string, unsaved: Draft | null) => {
      forgetHere(lost)
      const fresh = begin(candidate)
      if (unsaved) keepDraft(keyOf(fresh), unsaved)
      setId(fresh)
      change({ draft: undefined }, 'replace')
    },
  }
}
