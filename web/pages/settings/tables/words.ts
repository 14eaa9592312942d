import { cellWords, itemsWords, type Json } from '../pack/cell-words.ts'
import type { Writing } from './cell-text.ts'
import type { Column } from './columns.ts'

/** A cell as one reads it; null where nothing stands. */
export const wordsOf = (writing: Writing, { kind, name }: Column, cell: Json | undefined): string | null => {
  if (kind.kind === 'items') return itemsWords(writing, cell)
  if (kind.kind === 'unit') return [cell ?? []].flat().map((code) => writing.units.find((unit) => unit.code === code)?.name ?? String(code)).join(writing.t('common:listSeparator')) || null
  if (kind.kind === 'choice' && kind.of === 'timeUnit' && typeof cell === 'string') return writing.term('timeUnit', cell)
  return cellWords(writing, name, cell) || null
}
