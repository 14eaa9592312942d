import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type TableView, changeTable, table as asked } from '#contract/tables.ts'
import { call, Refused } from '../../../app/call.ts'
import { begun, changed, type Content, type History, merged, redone, undone } from './content.ts'

/** So long after the last keystroke a change is kept. */
const QUIET_MS = 700

type State = 'saved' | 'waiting' | 'saving' | 'failed'

export interface Editing {
  readonly content: Content
  readonly version: number
  readonly state: State
  readonly error: Error | null
  /** A colleague worked on it at the same time: of how many rules both changed, mine stands. */
  readonly met: number | null
  readonly canUndo: boolean
  readonly canRedo: boolean
  change(next: Content): void
  undo(): void
  redo(): void
  retry(): void
}

const isStale = (error: unknown) => error instanceof Refused && error.problem.type.endsWith('kernel/stale-version')

/** The draft as it is typed: shown at once, kept on the server a moment later, put together with what a colleague changed meanwhile. */
export const useDraft = (view: TableView): Editing => {
  const queries = useQueryClient()
  const [history, setHistory] = useState<History>(() => begun(view.draft ?? view.published))
  const [kept, setKept] = useState<{ readonly version: number; readonly content: Content }>(() => ({ version: view.draft?.version ?? 0, content: history.now }))
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [met, setMet] = useState<number | null>(null)
  const { now } = history
  const isKept = now === kept.content

  const save = useCallback(async () => {
    setSaving(true)
    setError(null)
    try {
      const { version } = await call(changeTable, { table: view.table, version: kept.version, rules: [...now.rules], examples: [...now.examples] }, crypto.randomUUID())
      setKept({ version, content: now })
    } catch (caught) {
      if (!isStale(caught)) { setError(caught as Error); return }
      const { draft, published } = await call(asked, { table: view.table })
      const theirs = draft ?? published
      const { content, both } = merged(kept.content, now, theirs)
      setMet(both)
      setKept({ version: draft?.version ?? 0, content: theirs })
      setHistory((before) => changed(before, content))
    } finally {
      setSaving(false)
    }
  }, [kept, now, view.table])

  useEffect(() => {
    if (isKept || saving || error) return
    const timer = setTimeout(() => void save(), QUIET_MS)
    return () => clearTimeout(timer)
  }, [isKept, saving, error, save])

  // Whoever leaves before the moment is over loses nothing; what is asked next time is asked anew.
  const leaving = useRef({ isKept, saving, save })
  leaving.current = { isKept, saving, save }
  useEffect(() => () => {
    if (!leaving.current.isKept && !leaving.current.saving) void leaving.current.save()
    // Once nobody shows it any more: the page goes after this.
    setTimeout(() => queries.removeQueries({ queryKey: [asked.route, { table: view.table }], type: 'inactive' }))
  }, [queries, view.table])

  const state: State = error ? 'failed' : saving ? 'saving' : isKept ? 'saved' : 'waiting'
  return {
    content: now, version: kept.version, state, error, met, canUndo: history.past.length > 0, canRedo: history.future.length > 0,
    change: (next) => { setError(null); setHistory((before) => changed(before, next)) }, undo: () => setHistory(undone), redo: () => setHistory(redone), retry: () => void save(),
  }
}
