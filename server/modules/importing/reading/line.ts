/** One row of a table; `no` as a spreadsheet program counts, from 1. */
export interface Line { readonly no: number; readonly cells: readonly string[] }

export const MOST_COLUMNS = 200
export const MOST_ROWS = 1_048_576

export const isBlank = ({ cells }: Line): boolean => cells.every((cell) => cell.trim() === '')
