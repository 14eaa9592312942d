import { useState } from 'react'

export const COLUMNS = ['due', 'complaint', 'customer', 'stage', 'owner', 'unit', 'channel', 'registered'] as const
export type Column = typeof COLUMNS[number]

const KEPT = 'wenguo.columns'
const ALWAYS: readonly Column[] = ['due', 'complaint']
const AT_FIRST: readonly Column[] = ['due', 'complaint', 'customer', 'stage', 'owner', 'unit', 'registered']

const kept = (): readonly Column[] => {
  const text = localStorage.getItem(KEPT)
  return text === null ? AT_FIRST : COLUMNS.filter((column) => ALWAYS.includes(column) || text.split(',').includes(column))
}

/** Which columns this person wants to see in this browser. Deadline and complaint always stay. */
export const useColumns = () => {
  const [columns, setColumns] = useState(kept)
  const toggle = (column: Column) => {
    const next = COLUMNS.filter((one) => (one === column ? !columns.includes(one) : columns.includes(one)))
    localStorage.setItem(KEPT, next.join())
    setColumns(next)
  }
  return { columns, toggle, fixed: ALWAYS }
}
