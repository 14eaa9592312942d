import type { Rule } from '#contract/table-shape.ts'
import { readCell, type Unfit, type Writing } from './cell-text.ts'
import { blankRule, cellOf, type Column, newRuleId, withCell } from './columns.ts'
import type { Content } from './content.ts'

/** Cells of the sheet between two corners, both within it. */
export interface Area { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }

export interface Pasted { readonly content: Content; /** Cells that could not be read, and stayed as they were. */ readonly unread: readonly { readonly row: number; readonly column: Column; readonly text: string; readonly why?: Unfit | undefined }[] }

interface Onto { readonly writing: Writing; readonly columns: readonly Column[]; readonly ranks: ReadonlyMap<string, number> }

/** One cell copied into a larger selection fills it. */
const filling = (cells: readonly (readonly string[])[], { top, left, bottom, right }: Area): readonly (readonly string[])[] => {
  const [only] = cells[0] ?? []
  if (cells.length > 1 || (cells[0]?.length ?? 0) > 1 || only === undefined) return cells
  return Array.from({ length: bottom - top + 1 }, () => Array.from({ length: right - left + 1 }, () => only))
}

/** Puts cells where the selection begins; rows beyond the last one become new rules at the end. */
export const pasted = (content: Content, cells: readonly (readonly string[])[], area: Area, { writing, columns, ranks }: Onto): Pasted => {
  const rules: Rule[] = [...content.rules]
  const unread: Pasted['unread'][number][] = []
  for (const [down, line] of filling(cells, area).entries()) {
    const row = area.top + down
    let rule = rules[row] ?? blankRule(columns, newRuleId())
    for (const [along, text] of line.entries()) {
      const column = columns[area.left + along]
      if (!column) continue
      const read = readCell(writing, column, text, cellOf(rule, column))
      if (read.ok) rule = withCell(rule, column, read.value, ranks)
      else unread.push({ row, column, text, why: read.why })
    }
    rules[row] = rule
  }
  return { content: { ...content, rules }, unread }
}
