import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { type Otherwise, tryOnCases } from '#contract/tables.ts'
import type { TableName } from '#contract/table-form.ts'
import { call } from '../../../app/call.ts'

export interface Past { readonly state: 'idle' | 'running' | 'done' | 'stopped' | 'failed'; readonly looked: number; readonly total: number; readonly items: readonly Otherwise[]; readonly error: Error | null }

const IDLE: Past = { state: 'idle', looked: 0, total: 0, items: [], error: null }

type Slice = z.output<typeof tryOnCases.output>

const withSlice = (was: Past, slice: Slice): Past => ({
  ...was, looked: was.looked + slice.looked, total: slice.total ?? was.total, items: [...was.items, ...slice.items], state: slice.next === null ? 'done' : 'running',
})

async function* slicesOf(table: TableName, version: number, months: number): AsyncGenerator<Slice> {
  let cursor: string | undefined
  do {
    const slice: Slice = await call(tryOnCases, { table, version, months, ...(cursor && { cursor }) })
    yield slice
    cursor = slice.next ?? undefined
  } while (cursor)
}

/** A draft tried on past cases slice by slice, so that it is seen how far it is and can be stopped. */
export const usePast = (table: TableName, version: number) => {
  const [past, setPast] = useState<Past>(IDLE)
  const turn = useRef(0)
  useEffect(() => () => { turn.current += 1 }, [])
  const run = useCallback(async (months: number) => {
    const mine = ++turn.current
    setPast({ ...IDLE, state: 'running' })
    try {
      for await (const slice of slicesOf(table, version, months)) {
        if (turn.current !== mine) return
        setPast((was) => withSlice(was, slice))
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
