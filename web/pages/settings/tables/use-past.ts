import { useCallback, useEffect, useRef, useState } from 'react'
import { MOST_LOOKED_AT, type Otherwise, tryOnCases } from '#contract/tables.ts'
import type { TableName } from '#contract/table-form.ts'
import { call } from '../../../app/call.ts'

export interface Past { readonly state: 'idle' | 'running' | 'done' | 'stopped' | 'failed'; readonly looked: number; readonly total: number; readonly items: readonly Otherwise[]; readonly error: Error | null }

const IDLE: Past = { state: 'idle', looked: 0, total: 0, items: [], error: null }

/** A draft tried on past cases slice by slice, so that it is seen how far it is and can be stopped. */
export const usePast = (table: TableName, version: number) => {
  const [past, setPast] = useState<Past>(IDLE)
  const turn = useRef(0)
  useEffect(() => () => { turn.current += 1 }, [])
  const run = useCallback(async (months: number) => {
    const mine = ++turn.current
    setPast({ ...IDLE, state: 'running' })
    try {
      for (let cursor: string | undefined; ;) {
        const slice = await call(tryOnCases, { table, version, months, ...(cursor && { cursor }) })
        if (turn.current !== mine) return
        const more = slice.next !== null
        setPast((was) => ({ ...was, looked: was.looked + slice.looked, total: Math.min(slice.total ?? was.total, MOST_LOOKED_AT), items: [...was.items, ...slice.items], state: more ? 'running' : 'done' }))
        if (slice.next === null) return
        cursor = slice.next
      }
    } catch (error) {
      if (turn.current === mine) setPast((was) => ({ ...was, state: 'failed', error: error instanceof Error ? error : new Error(String(error)) }))
    }
  }, [table, version])
  const stop = useCallback(() => {
    turn.current += 1
    setPast((was) => ({ ...was, state: 'stopped' }))
  }, [])
  return { past, run, stop }
}
