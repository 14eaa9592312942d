import { useCallback, useEffect, useRef, useState } from 'react'
import { baseKeyOf, forgetHere, keyOf } from '../../app/device/drafts-here.ts'
import { useUrl } from '../../app/Go.tsx'
import { keepDraft, readDraft, useDraft } from '../../ui/draft.ts'
import type { Draft } from './draft.ts'
import { type Base, NO_BASE, type SaveState, Saving } from './saving.ts'

const WAIT_MS = 1_200

/** The same was written differently in another window or on another device; what is here stands until the other is chosen. */
export interface Clash { readonly keys: readonly (keyof Draft)[]; readonly theirs: Draft }

export interface Kept {
  readonly draft: Draft
  readonly setDraft: (next: (before: Draft) => Draft) => void
  readonly state: SaveState
  readonly clash: Clash | null
  readonly settleClash: (take: boolean) => void
  /** Nothing was written elsewhere, or it is here. */
  readonly opened: boolean
  readonly restored: boolean
  /** Asks the server again how it stands. */
  readonly reopen: () => void
  /** While it is registered nothing is saved. */
  readonly pause: () => Promise<void>
  readonly resume: () => void
  /** It is a case now: nothing of it stays on this device. */
  readonly done: () => void
}

const useSaver = (id: string, empty: Draft, candidateId: string | undefined, lost: (unsaved: Draft | null) => void, met: (draft: Draft, clash: Clash | null) => void) => {
  const [state, setState] = useState<SaveState>({ is: 'new' })
  const made = useRef<Saving | null>(null)
  made.current ??= new Saving({
    id, candidateId, lost, empty, base: readDraft<Base>(baseKeyOf(id)) ?? NO_BASE, show: setState, keepBase: (base) => keepDraft(baseKeyOf(id), base),
    met: ({ draft, conflicts }, theirs) => met(draft, conflicts.length > 0 ? { keys: conflicts, theirs } : null),
  })
  return { saving: made.current, state }
}

/** Saves when typing pauses, when the window goes out of sight, and when the network is back. */
const useSavedInTime = (saving: Saving, draft: Draft, reopen: () => void) => {
  useEffect(() => {
    if (draft.startedAt === null) return
    saving.typed(draft)
    const timer = setTimeout(() => void saving.save(), WAIT_MS)
    return () => clearTimeout(timer)
  }, [saving, draft])
  useEffect(() => {
    const leave = () => { if (document.hidden) void saving.save() }
    addEventListener('online', reopen)
    document.addEventListener('visibilitychange', leave)
    return () => {
      removeEventListener('online', reopen)
      document.removeEventListener('visibilitychange', leave)
      void saving.save()
    }
  }, [saving, reopen])
}

/** A registration as it is typed: at once on this device, and on the server when typing pauses. */
export const useSaved = (id: string, empty: Draft, candidateId: string | undefined, lost: (unsaved: Draft | null) => void): Kept => {
  const wanted = useUrl().params['draft'] === id
  const [kept, setDraft, clear, restored] = useDraft<Draft>(keyOf(id), empty)
  const [clash, setClash] = useState<Clash | null>(null)
  const [opened, setOpened] = useState(restored)
  const { saving, state } = useSaver(id, empty, candidateId, lost, (draft, met) => {
    setDraft(draft)
    setClash(met)
  })
  // What an older version of the form kept is completed.
  const draft = { ...empty, ...kept }
  const latest = useRef(draft)
  latest.current = draft
  const reopen = useCallback(() => {
    const here = latest.current.startedAt === null ? null : latest.current
    const asked = saving.known || wanted ? saving.open(here) : Promise.resolve()
    void asked.then(() => saving.save()).finally(() => setOpened(true))
  }, [saving, wanted])
  useEffect(reopen, [reopen])
  useSavedInTime(saving, kept, reopen)
  return {
    draft, setDraft, state, clash, opened, restored, reopen, pause: () => saving.pause(), resume: () => saving.resume(),
    settleClash: (take) => {
      if (take && clash) setDraft((before) => ({ ...before, ...Object.fromEntries(clash.keys.map((key) => [key, clash.theirs[key]])) }))
      setClash(null)
    },
    done: () => {
      saving.stop()
      clear()
      forgetHere(id)
    },
  }
}
