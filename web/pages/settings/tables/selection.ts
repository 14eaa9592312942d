import { useState } from 'react'
import type { Area } from './paste.ts'

export interface Place { readonly row: number; readonly col: number }

const between = (value: number, most: number) => Math.max(0, Math.min(most, value))

/** Where one is in a sheet of so many rows and columns, and from where on it is selected. */
export const useSelection = (rows: number, cols: number) => {
  const [at, setAt] = useState<Place>({ row: 0, col: 0 })
  const [from, setFrom] = useState<Place>(at)
  const inside = ({ row, col }: Place): Place => ({ row: between(row, rows - 1), col: between(col, cols - 1) })
  const [here, start] = [inside(at), inside(from)]
  const area: Area = { top: Math.min(here.row, start.row), bottom: Math.max(here.row, start.row), left: Math.min(here.col, start.col), right: Math.max(here.col, start.col) }
  const goTo = (row: number, col: number, extend = false) => {
    const next = inside({ row, col })
    setAt(next)
    if (!extend) setFrom(next)
  }
  /** To the next cell or the one before, line by line; false where the sheet ends. */
  const sideways = (by: 1 | -1): boolean => {
    const next = here.row * cols + here.col + by
    if (next < 0 || next >= rows * cols) return false
    goTo(Math.floor(next / cols), next % cols)
    return true
  }
  const select = (first: Place, last: Place) => { setFrom(first); setAt(last) }
  return { here, area, goTo, sideways, select }
}
export type Selection = ReturnType<typeof useSelection>
